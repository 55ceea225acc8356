/** Whether a line of a count can be taken at all. */
import type { Scan, TroubleCode } from './facts.ts';
import type { Scope } from './scope.ts';

/** `lotOf`: of a piece that the book knows. */
export type Goods = { hasLot(lot: string): boolean; lotOf(piece: string): string | undefined };

/** @param seen lines taken so far, by id; this one is added. @returns 'repeated': the same line came again, as lines from handhelds do. */
export function sound(
  scan: Scan,
  seen: Map<string, Scan>,
  { freeze, head }: { freeze: number; head: number },
  { hasLot, lotOf }: Goods,
  { inScope, touches }: Scope,
): TroubleCode | 'repeated' | null {
  const before = seen.get(scan.id);
  if (before) return isEqual(before, scan) ? 'repeated' : 'sameScan';
  seen.set(scan.id, scan);
  const { place, piece, lot, quantity, n } = scan;
  const known = piece === null ? lot !== null && hasLot(lot) : lotOf(piece) !== undefined;
  if (!known || (piece !== null && lot !== null && lotOf(piece) !== lot)) return 'unknownGoods';
  if (piece === null ? !isCount(quantity) : quantity !== null && !isCount(quantity)) return 'badQuantity';
  if (piece === null ? !inScope(place) : !touches(place)) return 'outOfScope';
  if (n < freeze) return 'beforeFreeze';
  return n > head ? 'beyondHead' : null;
}

const isCount = (quantity: number | null): boolean => Number.isSafeInteger(quantity) && (quantity ?? -1) >= 0;

function isEqual(a: Scan, b: Scan): boolean {
  const text = ({ condition, ...rest }: Scan) =>
    JSON.stringify([
      ...Object.entries(rest).sort(([one], [other]) => (one < other ? -1 : 1)),
      condition?.quality,
      condition?.grade,
    ]);
  return text(a) === text(b);
}
