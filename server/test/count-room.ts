/** A store room for the tests of counts: its bins, its book and what people see in it. */
import type { Slot } from '@changping/contracts/documents';
import type { KindId } from '@changping/contracts/units';
import { reconcile } from '../src/domain/count/count.ts';
import type {
  BookCell,
  Condition,
  CountInput,
  CountResult,
  Covered,
  Moved,
  Scan,
} from '../src/domain/count/facts.ts';
import type { Tolerance } from '../src/domain/count/tolerance.ts';

export const A1 = 'CS-1/ordinary/A-01';
export const A2 = 'CS-1/ordinary/A-02';
export const B1 = 'CS-1/cold/B-01';
export const slot = (place: string, more: Partial<Slot> = {}): Slot => ({
  ...{ place, quality: 'usable', grade: 'reserve', owner: 'CS-1' },
  ...more,
});
export const cell = (
  place: string,
  lot: string,
  quantity: number,
  piece: string | null = null,
): BookCell => ({
  ...{ ...slot(place), lot, piece, quantity },
});
export const moved = (
  n: number,
  lot: string,
  quantity: number,
  from: string,
  to: string,
  piece: string | null = null,
): Moved => ({
  ...{ n, lot, quantity },
  from: { ...slot(from), piece },
  to: { ...slot(to), piece },
});
let next = 0;
export const scan = (more: Partial<Scan>): Scan => ({
  ...{ id: `s${next++}`, counter: 'li', device: 'd1', round: 1, n: 0, by: 'barcode', place: A1 },
  ...{ lot: null, piece: null, quantity: null, condition: null, check: null },
  ...more,
});
export const loose = (lot: string, quantity: number, more: Partial<Scan> = {}) =>
  scan({ by: 'manual', lot, quantity, ...more });
export const piece = (code: string, more: Partial<Scan> = {}) => scan({ piece: code, ...more });
export const covered = (place: string, more: Partial<Covered> = {}): Covered => ({
  ...{ place, by: 'hand', counter: 'li', round: 1, from: 0, to: 0 },
  ...more,
});
export const limit = (quantity: number, fen: number): Tolerance => ({
  ...{ quantity, fen, percent: 0, secondCount: 'aboveTolerance' },
});
export const input = (more: Partial<CountInput>): CountInput => ({
  ...{ site: 'CS-1', places: [A1, A2], freeze: 0, head: 9, book: [], moved: [], scans: [] },
  covered: [covered(A1), covered(A2)],
  lots: new Map([
    ['W', { kind: 'water' as KindId, abc: 'C' as const, unitCostFen: 200 }],
    ['M', { kind: 'mask' as KindId, abc: 'A' as const, unitCostFen: 50_000 }],
  ]),
  tolerance: {
    A: limit(0, 0),
    B: limit(2, 10_000),
    C: limit(10, 3_000),
  },
  ...more,
});
export function count(more: Partial<CountInput>): CountResult {
  const walk = reconcile(input(more));
  for (;;) {
    const { done, value } = walk.next();
    if (done) return value;
  }
}
export const said = ({ variances }: CountResult) =>
  variances.map(({ what, move }) => `${what} ${move.piece ?? move.lot} ${move.quantity}`);
export const codes = ({ troubles }: CountResult) => troubles.map(({ code }) => code);
export const worse: Condition = { quality: 'damaged', grade: 'reserve' };
