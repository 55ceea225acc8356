/** Where a scan goes: to the part of the page that has asked for it, or to the card of what was scanned. */
import { createContext, use, useEffect, useRef, useState } from 'react';
import { type Found, goodsOf } from '../hands/find.ts';
import { choose, draftId, mannerOf, sayOf, scanInto } from '../keep/drafts.ts';
import { db } from '../keep/keep.ts';
import type { Meant } from '../rules/meant.ts';
import { isOtherKind, kindOfNew, mayName, read } from '../rules/new-lots.ts';
import { type NotCounted, type Offer, type Paper, rowsOf } from '../rules/tally.ts';

/** What came of a scan: it was counted, or not and why; null: it is for the card alone. */
export type Taken = { isTaken: true; line: number | null } | { isTaken: false; why: NotCounted } | null;
export type Taker = (found: Found, meant: Meant) => Promise<Taken>;
export const TakerContext = createContext<{ current: Taker | null }>({ current: null });

export function useTaker(taker: Taker): void {
  const place = use(TakerContext);
  const latest = useRef(taker);
  latest.current = taker;
  useEffect(() => {
    const own: Taker = (found, meant) => latest.current(found, meant);
    place.current = own;
    return () => {
      if (place.current === own) place.current = null;
    };
  }, [place]);
}

/** The line in hand. */
export type Target = { line: number | null; set(line: number | null): void };

/** Scans count on this step; a bin says where the next ones go. */
export function useTarget(paper: Paper, offer: Offer): Target {
  const [line, set] = useState<number | null>(null);
  useTaker(async (found, meant) => {
    if (!offer.outcomes.length) return null;
    if (found.what === 'place' && offer.action === 'putAway') {
      const draft = await db.drafts.get(draftId(paper.document.id, offer.action));
      const manner = mannerOf(offer, draft);
      if (manner) await choose(paper, offer, { ...manner, to: found.place });
      return { isTaken: true, line };
    }
    const said = goodsOf(found, meant);
    if (!said) return null;
    const deeds = (await db.drafts.get(draftId(paper.document.id, offer.action)))?.deeds ?? [];
    const isNew = mayName(paper, offer) && said.kind === null;
    const rows = rowsOf(paper, offer, deeds);
    const sold = found.sold?.kind;
    if (said.lot !== null && isOtherKind(rows, deeds, said.lot, sold))
      return { isTaken: false, why: 'otherKind' };
    const kind = isNew ? (sold ?? kindOfNew(rows, deeds, said.lot, line)) : said.kind;
    if (kind === 'ask') return { isTaken: false, why: 'whichLine' };
    const goods = { ...said, kind };
    const counted = await scanInto(paper, offer, goods);
    if (!counted) return null;
    if (counted.ok && isNew && said.lot !== null)
      await sayOf(paper, offer, said.lot, (before) => read(before, meant.printed));
    if (!counted.ok) {
      if (counted.line !== null) set(counted.line);
      return { isTaken: false, why: counted.why };
    }
    set(counted.deed.portion.line);
    return { isTaken: true, line: counted.deed.portion.line };
  });
  return { line, set };
}
