/** A load has just come through the gate of this store: told at once in sound, colour and numbers, wherever in the page one is. */
import type { GateMatch } from '@changping/contracts/gate-match';
import { useEffect, useRef, useState } from 'react';
import { sound } from '../hands/sound.ts';
import { db } from '../keep/keep.ts';
import { useKept } from '../keep/use-kept.ts';
import { Counts, isClean } from './gate-saw.tsx';
import { go, usePage } from './use-page.tsx';

export function GateNews({ open }: { open: string | null }) {
  const { words } = usePage();
  const papers = useKept(() => db.papers.filter(({ isOpen }) => isOpen).toArray());
  const known = useRef<ReadonlyMap<string, string>>(undefined);
  const [news, setNews] = useState<{ id: string; number: string; match: GateMatch }>();
  useEffect(() => {
    if (!papers) return;
    const seen = papers.flatMap(({ id, number, paper }) =>
      // Papers that an older page kept have none.
      (paper.gate ?? []).map((match) => ({ id, number, match: match as GateMatch })),
    );
    const before = known.current;
    known.current = new Map(seen.map(({ id, match }) => [`${id} ${match.direction}`, markOf(match)]));
    // What was there when the page came up is no news.
    const fresh = before && seen.find(({ id, match }) => grew(before.get(`${id} ${match.direction}`), match));
    if (!fresh) return;
    sound(isClean(fresh.match) ? 'good' : 'act');
    setNews(fresh);
  }, [papers]);
  if (!news || news.id === open) return null;
  const { id, number, match } = news;
  return (
    <div role="alert">
      <button
        type="button"
        className={`gate-news ${isClean(match) ? 'is-clean' : 'is-strange'}`}
        onClick={() => {
          setNews(undefined);
          go('d', id);
        }}
      >
        <strong>
          {words.gate.way[match.direction]} · {words.gate.saw(match.seen, match.wanted)}
        </strong>
        <Counts match={match} />
        <small className="code">{number}</small>
      </button>
    </div>
  );
}

const markOf = ({ seen, counts }: GateMatch): string =>
  JSON.stringify([seen, counts.extra, counts.unknown, counts.expired]);
/** More went through; that less is missing because a step was taken is no news. */
function grew(before: string | undefined, match: GateMatch): boolean {
  if (before === undefined) return true;
  const old = JSON.parse(before) as number[];
  return (JSON.parse(markOf(match)) as number[]).some((n, i) => n > (old[i] ?? 0));
}
