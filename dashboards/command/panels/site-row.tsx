/** One site in a list: its sign, name, state and pieces; a click chooses it. */
import type { LiveSite } from '../../shared/live/world.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import { SignIcon } from '../map/sign.tsx';
import { piecesOf, standingOf } from '../standing.ts';
import { useView } from '../use-view.tsx';

export function SiteRow({ site }: { site: LiveSite }) {
  const words = useWords();
  const { choose } = useView();
  const { mark, reasons } = standingOf(site.live);
  const states = reasons.length ? reasons.map((reason) => words.reason[reason]) : [words.mark[mark]];
  return (
    <li>
      <button type="button" className="site-row" onClick={() => choose(site.id)}>
        <span className="sign-box">
          <SignIcon tier={site.tier} mark={mark} isAssumed={site.quality === 'assumed'} />
        </span>
        <span className="site-name">{nameIn(words, site)}</span>
        <span className={`state-${mark}`}>{states.join(' · ')}</span>
        <span className="site-count">{words.map.pieces(piecesOf(site.live))}</span>
      </button>
    </li>
  );
}
