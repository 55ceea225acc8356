/** Lines of a document that is about to be opened: a scan adds one or counts on one that is there, and fills in what nobody has filled in. What stands there is never overwritten; where label and line differ, the keeper is told. */
import { merge } from '@changping/contracts/scan-merge';
import type { FreshLine } from '../keep/keep.ts';

export type Said = Partial<FreshLine> & { lot: string };
export type Told = { field: string; known: string; scanned: string };

export function scanLine(
  lines: readonly FreshLine[],
  said: Said,
  where: Pick<FreshLine, 'from' | 'to'>,
): { lines: FreshLine[]; at: number; told: Told[]; isNew: boolean; isTwice: boolean } {
  const piece = said.piece ?? null;
  const at = lines.findIndex((line) =>
    piece === null ? line.piece === null && line.lot === said.lot : line.piece === piece,
  );
  const quantity = said.quantity ?? 1;
  const before = lines[at];
  if (!before) {
    const line = { kind: '', piece, madeOn: '', expiresOn: '', ...where, ...said, quantity };
    return { lines: [...lines, line], at: lines.length, told: [], isNew: true, isTwice: false };
  }
  // One piece is one piece, however often it is read.
  if (piece !== null) return { lines: [...lines], at, told: [], isNew: false, isTwice: true };
  const { kind, madeOn, expiresOn } = before;
  const facts = { kind: said.kind, madeOn: said.madeOn, expiresOn: said.expiresOn };
  const { merged, conflicts } = merge({ kind, madeOn, expiresOn }, facts);
  const line = {
    ...before,
    ...(merged as Pick<FreshLine, 'kind' | 'madeOn' | 'expiresOn'>),
    quantity: before.quantity + quantity,
  };
  const told = conflicts.map(({ field, known, scanned }) => ({
    field,
    known: `${known}`,
    scanned: `${scanned}`,
  }));
  return { lines: lines.map((each, i) => (i === at ? line : each)), at, told, isNew: false, isTwice: false };
}

/** Each line says what, of which lot and how much. */
export const isWhole = (lines: readonly FreshLine[]): boolean =>
  lines.length > 0 &&
  lines.every(
    ({ kind, lot, quantity, to }) => kind !== '' && lot.trim() !== '' && quantity >= 1 && to !== '',
  );
