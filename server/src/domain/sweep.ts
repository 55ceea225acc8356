/** What a sweep of a room says against the book: what should be there and was not heard, what was heard and belongs elsewhere in the store, and what is none of the store's. The book of the moment counts, so what was moved after the sweep is left alone. */

/** `zone`: where the book has it now; null outside every zone of this store. */
export type Swept = { tag: number; site: string | null; zone: string | null; placedAt: number | null };
export type Finding = 'missing' | 'extra' | 'strange';
export type Findings = { expected: number; found: Map<number, Finding> };

/** @param booked what the book has in the zone. @param heard what the sweep heard, each tag once. */
export function judgeSweep(
  { site, zone, endedAt }: { site: string; zone: string; endedAt: number },
  booked: readonly Swept[],
  heard: readonly Swept[],
): Findings {
  const found = new Map<number, Finding>();
  const isOver = ({ placedAt }: Swept) => placedAt === null || placedAt <= endedAt;
  const there = booked.filter(isOver);
  const heardTags = new Set(heard.map(({ tag }) => tag));
  for (const { tag } of there) if (!heardTags.has(tag)) found.set(tag, 'missing');
  for (const piece of heard.filter(isOver)) {
    if (piece.site !== site) found.set(piece.tag, 'strange');
    else if (piece.zone !== zone) found.set(piece.tag, 'extra');
  }
  return { expected: there.length, found };
}
