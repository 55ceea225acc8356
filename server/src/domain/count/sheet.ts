/** What a counter gets: where to go and which lots were ever there, and never how many. Whoever knows the number finds it. */
import type { KindId } from '@changping/contracts/units';
import type { BookCell, CountInput, CountResult } from './facts.ts';

/** What lies, or lay, where. */
export type Stood = Pick<BookCell, 'place' | 'lot'>;
export type SheetRow = { place: string; lots: readonly { kind: KindId; lot: string }[] };

/** Every place that is counted, in order; an empty one too. */
export function countSheet({
  places,
  book,
  lots,
}: Pick<CountInput, 'places' | 'lots'> & { book: readonly Stood[] }): SheetRow[] {
  const rows = new Map<string, Set<string>>(places.map((place) => [place, new Set()]));
  for (const { place, lot } of book) rows.get(place)?.add(lot);
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, there]) => ({
      place,
      lots: [...there].sort().flatMap((lot) => {
        const facts = lots.get(lot);
        return facts ? [{ kind: facts.kind, lot }] : [];
      }),
    }));
}

/** Where somebody else has to count again, and what; and where something can not be judged before. Again without a number. */
export function recountSheet(
  { variances, troubles }: Pick<CountResult, 'variances' | 'troubles'>,
  lots: CountInput['lots'],
): SheetRow[] {
  const rows = new Map<string, Map<string, KindId>>();
  for (const { blocks, place, lot } of troubles) {
    const facts = lot === null ? undefined : lots.get(lot);
    if (!blocks || lot === null || !facts) continue;
    rows.set(place, (rows.get(place) ?? new Map<string, KindId>()).set(lot, facts.kind));
  }
  for (const { needsRecount, move } of variances) {
    if (!needsRecount) continue;
    for (const { place } of [move.from, move.to]) {
      if (!place.includes('/')) continue;
      const there = rows.get(place) ?? new Map<string, KindId>();
      rows.set(place, there.set(move.lot, move.kind));
    }
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, there]) => ({
      place,
      lots: [...there].sort(([a], [b]) => (a < b ? -1 : 1)).map(([lot, kind]) => ({ kind, lot })),
    }));
}
