/** What one sweep of a room hears: every tag once, with how often and how loud at best. A sweep begins with the first read and is over when the reader has been quiet, or when it has gone on for so long that it must be told. */
import { type CountLetter, letterRowsMax, partsMax } from '@changping/contracts/letters';
import type { Dbm, Epc, Instant, Milliseconds } from '@changping/contracts/units';
import type { DraftOf } from './outbox/draft.ts';
import type { Read } from './presence.ts';

export type Heard = { since: Instant; last: Instant; count: number; peak: Dbm | null };
/** Changed in place: a room holds thousands of tags. */
export type Sweep = {
  id: string;
  began: Instant;
  last: Instant;
  /** It is not taken for over before: after a restart the reader has to be connected anew. */
  awaited: Instant;
  tags: Map<Epc, Heard>;
  /** Reads of more tags than letters can tell of. */
  overflow: number;
};

export const usualSweep = { quiet: 10_000, longest: 600_000 };
const resumeFor = 30_000;
const tagsMost = partsMax * letterRowsMax;

export const newSweep = (id: string, now: Instant): Sweep => ({
  ...{ id, began: now, last: now, awaited: now, tags: new Map(), overflow: 0 },
});

export function hearIn(sweep: Sweep, reads: readonly Read[], now: Instant): void {
  sweep.last = now;
  for (const { epc, rssi, times = 1 } of reads) {
    const tag = sweep.tags.get(epc);
    if (tag) {
      tag.last = now;
      tag.count += times;
      if (rssi !== null && (tag.peak === null || rssi > tag.peak)) tag.peak = rssi;
    } else if (sweep.tags.size < tagsMost)
      sweep.tags.set(epc, { since: now, last: now, count: times, peak: rssi });
    else sweep.overflow++;
  }
}

export const isOver = (
  { began, last, awaited }: Sweep,
  { quiet, longest }: { quiet: number; longest: number },
  now: Instant,
): boolean => now - Math.max(last, awaited) >= quiet || now - began >= longest;

export function countLetters(
  { id, began, last, tags }: Sweep,
  { reader, zone }: { reader: string; zone: string },
  shift: number,
): DraftOf<CountLetter>[] {
  const all = [...tags];
  const parts = Math.ceil(all.length / letterRowsMax);
  return Array.from({ length: parts }, (_, i) => {
    const rows = all.slice(i * letterRowsMax, (i + 1) * letterRowsMax);
    return {
      ...{ kind: 'count', at: Math.round(began + shift) as Instant, sweep: id, reader, zone },
      ...{ part: i + 1, parts, lasts: Math.round(last - began) as Milliseconds },
      epc: rows.map(([epc]) => epc),
      count: rows.map(([, { count }]) => count),
      peak: rows.map(([, { peak }]) => peak),
    };
  });
}

type Kept = Omit<Sweep, 'tags'> & { tags: [Epc, Heard][] };

/** The sweep with these of its tags. */
export const sweepJson = (sweep: Sweep, tags: Iterable<[Epc, Heard]> = sweep.tags): string =>
  JSON.stringify({ ...sweep, tags: [...tags] } satisfies Kept);

/** A sweep that a restart has interrupted goes on as the same one, or half a room would be told as all of it; unless it should have been over meanwhile. @param all pieces of one sweep: of a tag in two the first is the newer. */
export function resumeSweep(
  all: readonly [string, ...string[]],
  { longest }: { longest: number },
  now: Instant,
): { sweep: Sweep; goesOn: boolean } {
  const pieces = all.map((json) => JSON.parse(json) as Kept);
  const newest = pieces.reduce((most, each) => (each.last > most.last ? each : most));
  const tags: Sweep['tags'] = new Map();
  for (const piece of pieces) for (const [epc, heard] of piece.tags) if (!tags.has(epc)) tags.set(epc, heard);
  const age = now - newest.began;
  const awaited = (now + resumeFor) as Instant;
  return { sweep: { ...newest, awaited, tags }, goesOn: age >= 0 && age < longest };
}
