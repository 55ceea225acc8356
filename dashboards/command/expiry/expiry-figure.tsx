/** How many lots are expired and near it, in the strip; opens the wall, but in a replay, for the wall is of today. */

import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { Shape } from '../panels/top-strip.tsx';
import { wholeWall } from '../show.ts';
import { useView } from '../use-view.tsx';

export function ExpiryFigure({ world }: { world: World }) {
  const { expiry: words } = useWords();
  const { turn, show, isBig, replay } = useView();
  let [expired, near] = [0, 0];
  for (const { live } of world.sites.values()) {
    expired += live.notices.expired;
    near += live.notices.nearExpiry;
  }
  const mark = expired ? 'act' : near ? 'watch' : undefined;
  const look = `figure${mark ? ` state-${mark}` : ''}`;
  const figure = (
    <>
      <span className="figure-name">{words.name}</span>
      <span className="figure-value">
        {mark && <Shape mark={mark} />}
        <span className="expiry-near">
          {words.near} <b id="near-expiry">{whole(near)}</b>
        </span>
        <span>
          {words.expired} <b id="expired">{whole(expired)}</b>
        </span>
      </span>
    </>
  );
  return (
    <li className="figure-expiry">
      {isBig || replay !== null ? (
        <div className={look}>{figure}</div>
      ) : (
        <button
          type="button"
          className={look}
          title={words.open}
          aria-expanded={show?.what === 'expiry'}
          onClick={() => turn({ show: show?.what === 'expiry' ? null : wholeWall, facts: null })}
        >
          {figure}
        </button>
      )}
    </li>
  );
}
