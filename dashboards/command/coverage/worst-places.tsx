/** The places that wait longest, each a way to its place on the map; and those nobody can be sent to. */
import type { Answer } from '@changping/contracts/http';
import { useState } from 'react';
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { kindName, siteName } from '../facts/names.ts';
import { Shape } from '../panels/top-strip.tsx';
import { useView } from '../use-view.tsx';
import { markOf } from './looks.ts';
import { usePlaceNames } from './place-names.ts';
import { waitOf } from './share.ts';

type Summary = Answer<'/api/coverage'>;
const few = 10;

export function WorstPlaces({
  answer: { worst },
  world,
  limit,
}: {
  answer: Summary;
  world: World;
  limit: number;
}) {
  const words = useWords();
  const { coverage } = words;
  const { place: chosen, turn } = useView();
  const nameOf = usePlaceNames(world.stream);
  const [shown, setShown] = useState(few);
  return (
    <>
      <h3>{coverage.worst}</h3>
      <p className="dim">{coverage.worstHint}</p>
      <ol className="worst-places">
        {worst.slice(0, shown).map(({ code, place, minutes, kind, by, class: kept }) => {
          const named = kind === null ? '' : kindName(words, world, kind);
          return (
            <li key={code}>
              <button
                type="button"
                className="worst-place"
                aria-pressed={chosen === `p:${code}`}
                onClick={() => turn({ place: `p:${code}`, site: null, facts: null })}
              >
                <span className={`state-${markOf[kept]}`}>
                  <Shape mark={markOf[kept]} />
                </span>
                <span>
                  {nameOf(code, place)}
                  <small>
                    {by === null ? coverage.byNone(named) : coverage.by(named, siteName(words, world, by))}
                  </small>
                </span>
                <b className={minutes === null || minutes > limit ? 'state-watch' : undefined}>
                  {minutes === null ? coverage.nobody : coverage.minutes(waitOf(minutes))}
                  <small>{coverage.classOf[kept]}</small>
                </b>
              </button>
            </li>
          );
        })}
      </ol>
      {worst.length > shown && (
        <p className="list-more">
          <button type="button" className="quiet" onClick={() => setShown(shown + 40)}>
            {coverage.others(Math.min(40, worst.length - shown))}
          </button>
        </p>
      )}
    </>
  );
}

export function Unreachable({ answer: { unreachable } }: { answer: Summary }) {
  const { coverage } = useWords();
  if (!unreachable.length) return null;
  const all = unreachable.reduce((sum, { people }) => sum + people, 0);
  return (
    <details className="unreachable">
      <summary>
        {coverage.unreachable} <b className="state-watch">{unreachable.length}</b>{' '}
        <span className="dim">{coverage.peopleOf(whole(Math.round(all)))}</span>
      </summary>
      <ul>
        {unreachable.map(({ code, place, why, people }) => (
          <li key={code}>
            <span>
              {place} <small className="code dim">{code}</small>
            </span>
            <span className="dim">
              {coverage.why[why]} · {coverage.peopleOf(whole(Math.round(people)))}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
