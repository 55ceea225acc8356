/** Coverage in the strip: people, area and who waits longest, marked while the roads are a sketch; opens the drawer. */
import type { World } from '../../shared/live/world.ts';
import { dateTime, written } from '../../shared/time.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { Shape } from '../panels/top-strip.tsx';
import { useShown } from '../replay/use-replay.tsx';
import { useView } from '../use-view.tsx';
import { usePlaceNames } from './place-names.ts';
import { shareText, waitOf } from './share.ts';

export function CoverageFigure({ world }: { world: World }) {
  const { coverage: words } = useWords();
  const { turn, show, replay, isBig } = useView();
  const { isBlank } = useShown();
  const nameOf = usePlaceNames(world.stream);
  const { coverage, seesAll } = world;
  if (!seesAll) return null;
  if (!coverage)
    return (
      <li className="figure-wide">
        <div className="figure">
          <span className="figure-name">{words.name}</span>
          <span className="dim">{replay === null || isBlank ? words.loading : words.notKept}</span>
        </div>
      </li>
    );
  const { at, people, area, worst, isSchematic, toRoute } = coverage;
  const wait = worst && (worst.minutes === null ? words.nobody : words.minutes(waitOf(worst.minutes)));
  const figure = (
    <>
      <span className="figure-name">
        {words.name}
        {isSchematic && <b className="sketch-mark">{words.sketch}</b>}
        {worst && (
          <span className="coverage-worst">
            {worst.minutes === null && <Shape mark="watch" />}
            {words.longest(nameOf(worst.code, worst.place), wait ?? '')}
          </span>
        )}
        {at !== undefined && (
          <time className="dim coverage-since">{words.asOf(sinceText(at, replay ?? at))}</time>
        )}
        {toRoute > 0 && <span className="state-watch"> {words.toRoute(toRoute)}</span>}
      </span>
      <span className="figure-value coverage-value">
        <span className="coverage-part">
          <small className="coverage-of">{words.people}</small> <span id="coverage">{shareText(people)}</span>
        </span>
        <span className="coverage-part">
          <small className="coverage-of">{words.area}</small>{' '}
          <span id="coverage-area">{shareText(area)}</span>
        </span>
      </span>
    </>
  );
  return (
    <li className="figure-wide">
      {isBig ? (
        <div className="figure">{figure}</div>
      ) : (
        <button
          type="button"
          className="figure"
          title={words.open}
          aria-expanded={show?.what === 'coverage'}
          onClick={() => turn({ show: show?.what === 'coverage' ? null : { what: 'coverage' }, facts: null })}
        >
          {figure}
        </button>
      )}
    </li>
  );
}

/** Of another day with its date. */
const sinceText = (at: number, shown: number): string =>
  written(at).date === written(shown).date ? written(at).minute : dateTime(at);
