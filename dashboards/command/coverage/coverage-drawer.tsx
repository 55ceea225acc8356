/** Coverage in full: by kind and for all, in four classes, beside the slogan; who waits longest, who can't be reached, and what all of it rests on. */
import type { World } from '../../shared/live/world.ts';
import { dateTime } from '../../shared/time.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { Drawer } from '../facts/drawer.tsx';
import { RefusalNote } from '../facts/refusal-note.tsx';
import { useView } from '../use-view.tsx';
import { KindsTable } from './kinds-table.tsx';
import { thenOf } from './then.ts';
import { Unreachable, WorstPlaces } from './worst-places.tsx';

export function CoverageDrawer({ world }: { world: World }) {
  const words = useWords();
  const { coverage } = words;
  const { turn } = useView();
  const version = world.coverage?.version ?? '';
  const { answer, refusal, again } = useAnswer('/api/coverage', thenOf(world), { version });
  const standards = useAnswer('/api/region', {}, { version: world.stream }).answer?.standards;
  return (
    <Drawer
      look="coverage-drawer"
      label={coverage.drawer}
      words={coverage}
      crumbs={
        <h2 className="crumbs">
          <span>{coverage.drawer}</span>
        </h2>
      }
      close={() => turn({ show: null })}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div className="facts-body" tabIndex={0}>
        {refusal && <RefusalNote refusal={refusal} again={again} />}
        {!answer && !refusal && <p className="empty">{coverage.loading}</p>}
        {answer && standards && (
          <>
            <p className="dim coverage-rule">{coverage.rule(standards.minutes, standards.km)}</p>
            {answer.isSchematic && (
              <p className="sketch-note">
                <b className="sketch-mark">{coverage.sketch}</b> {coverage.sketchHint}
              </p>
            )}
            <KindsTable answer={answer} world={world} km={standards.km} />
            <WorstPlaces answer={answer} world={world} limit={standards.minutes} />
            <Unreachable answer={answer} />
            <h3>{coverage.assumptions}</h3>
            <ul className="assumptions">
              {answer.assumptions.map(({ id, zh, en }) => (
                <li key={id}>{words.lang === 'en' ? en : zh}</li>
              ))}
            </ul>
            <p className="dim code">
              {answer.versions.at !== undefined && `${coverage.asOf(dateTime(answer.versions.at))} · `}
              {coverage.versions(answer.versions.stock, answer.versions.rows.done, answer.versions.rows.of)}
            </p>
          </>
        )}
      </div>
    </Drawer>
  );
}
