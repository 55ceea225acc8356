/** Coverage in full: by kind and for all, in four classes, beside the slogan; who waits longest, who can't be reached, and what all of it rests on. */
import { useEffect, useRef } from 'react';
import type { World } from '../../shared/live/world.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { RefusalNote } from '../facts/refusal-note.tsx';
import { useView } from '../use-view.tsx';
import { KindsTable } from './kinds-table.tsx';
import { Unreachable, WorstPlaces } from './worst-places.tsx';

export function CoverageDrawer({ world }: { world: World }) {
  const words = useWords();
  const { coverage } = words;
  const { turn, back } = useView();
  const version = world.coverage?.version ?? '';
  const { answer, refusal, again } = useAnswer('/api/coverage', {}, { version });
  const standards = useAnswer('/api/region', {}, { version: world.stream }).answer?.standards;
  const drawer = useRef<HTMLElement>(null);
  useEffect(() => drawer.current?.focus({ preventScroll: true }), []);
  return (
    <section className="facts coverage-drawer" ref={drawer} tabIndex={-1} aria-label={coverage.drawer}>
      <header className="facts-head">
        <button type="button" className="quiet back" onClick={back} aria-label={`${coverage.back} Esc`}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M10 3 5 8l5 5" />
          </svg>
          <kbd>Esc</kbd>
        </button>
        <h2 className="crumbs">
          <span>{coverage.drawer}</span>
        </h2>
        <button
          type="button"
          className="close"
          aria-label={coverage.close}
          onClick={() => turn({ show: null })}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 4l8 8M12 4l-8 8" />
          </svg>
        </button>
      </header>
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
              {coverage.versions(answer.versions.stock, answer.versions.rows.done, answer.versions.rows.of)}
            </p>
          </>
        )}
      </div>
    </section>
  );
}
