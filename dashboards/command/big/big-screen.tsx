/** The page for a wall: larger, nothing to touch, and the worst findings take turns with their place on the map. */
import { useEffect, useMemo, useState } from 'react';
import { whole } from '../../shared/figure.ts';
import { useServerNow } from '../../shared/live/use-live.tsx';
import type { World } from '../../shared/live/world.ts';
import { ageOf } from '../../shared/time.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import { kindName } from '../facts/names.ts';
import type { Finding } from '../findings.ts';
import { MapPane } from '../map/map-pane.tsx';
import { SignIcon } from '../map/sign.tsx';
import { Feed } from '../panels/feed.tsx';
import { findingSentence } from '../panels/finding.ts';
import { LostBanner } from '../panels/lost-banner.tsx';
import { Shape } from '../panels/top-strip.tsx';
import { ReplayMark } from '../replay/replay-mark.tsx';
import { TimeBar } from '../replay/time-bar.tsx';
import { totalsOf } from '../standing.ts';
import { useView } from '../use-view.tsx';

/** Long enough to read a sentence from the back of the room. */
const turnEvery = 12_000;
const shown = 6;

export function BigScreen({ world, findings }: { world: World; findings: readonly Finding[] }) {
  const words = useWords();
  const { replay } = useView();
  const worst = findings.slice(0, shown);
  const at = useTurn(worst.map(nameOf));
  const now = worst[at];
  return (
    <main className="board big-board">
      <div className="stage">
        <MapPane world={world} spotlight={now?.site.id ?? null} />
        <LostBanner />
        <ReplayMark />
      </div>
      <aside className="panel worst" aria-label={words.big.worst}>
        <h1>{worst.length ? words.big.worst : words.big.calm}</h1>
        {worst.length === 0 && (
          <p className="calm">
            <Shape mark="good" />
            {words.finding.calm}
          </p>
        )}
        <ol>
          {worst.map((finding, i) => (
            <Worst key={nameOf(finding)} finding={finding} world={world} isNow={i === at} />
          ))}
        </ol>
        {findings.length > shown && <p className="dim">{words.finding.others(findings.length - shown)}</p>}
        <BigStock world={world} />
      </aside>
      {replay !== null && <TimeBar world={world} />}
      <Feed world={world} />
    </main>
  );
}

/** What there is in the region, by kind: below the findings, as far as the wall has room. */
function BigStock({ world }: { world: World }) {
  const words = useWords();
  const totals = useMemo(() => totalsOf(world.sites.values(), world.kinds), [world]);
  if (!totals.length) return null;
  return (
    <>
      <h2>{words.region.stock}</h2>
      <dl className="big-stock">
        {totals.map(({ kind, pieces }) => (
          <div key={kind}>
            <dt>{kindName(words, world, kind)}</dt>
            <dd>{whole(pieces)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Worst({ finding, world, isNow }: { finding: Finding; world: World; isNow: boolean }) {
  const words = useWords();
  const now = useServerNow();
  const { site, mark, at } = finding;
  return (
    <li className={`worst-one state-${mark}${isNow ? ' is-now' : ''}`}>
      <SignIcon tier={site.tier} mark={mark} isAssumed={site.quality === 'assumed'} />
      <div>
        <b>{nameIn(words, site)}</b>
        <p>{findingSentence(words, world, finding)}</p>
        {at !== null && now !== undefined && <time>{words.old(ageOf(at, now))}</time>}
      </div>
    </li>
  );
}

const nameOf = ({ site, reason }: Finding): string => `${site.id}/${reason}`;

/** Which of `names` has its turn. A new first one takes it at once. */
function useTurn(names: readonly string[]): number {
  const [turn, setTurn] = useState(0);
  const first = names[0];
  const count = names.length;
  useEffect(() => {
    setTurn(0);
    if (first === undefined) return;
    const timer = setInterval(() => setTurn((before) => before + 1), turnEvery);
    return () => clearInterval(timer);
  }, [first]);
  return count ? turn % count : 0;
}
