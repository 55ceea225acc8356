/** Where the book had each piece, and how much of each lot in each place, at any position since the freeze. */
import type { Slot } from '@changping/contracts/documents';
import type { BookCell, Moved } from './facts.ts';

/** `slot`: null once nothing is left of it. */
export type PieceStand = { n: number; slot: Slot | null; quantity: number };
export type PiecePast = { piece: string; lot: string; stands: PieceStand[] };
type LooseCell = { slot: Slot; steps: { n: number; by: number }[] };
export type LoosePast = { place: string; lot: string; cells: LooseCell[] };
export type Past = { pieces: Map<string, PiecePast>; loose: Map<string, LoosePast> };

/** @yields after every `slice` rows, so that others have their turn. */
export function* pastOf(
  freeze: number,
  book: readonly BookCell[],
  moved: readonly Moved[],
  slice: number,
): Generator<void, Past> {
  const past: Past = { pieces: new Map(), loose: new Map() };
  const shared = sharing();
  let row = 0;
  for (const cell of book) {
    const { lot, piece, quantity } = cell;
    const slot = shared(cell);
    if (piece === null) addLoose(past, slot, lot, freeze, quantity);
    else past.pieces.set(piece, { piece, lot, stands: [{ n: freeze, slot, quantity }] });
    if (++row % slice === 0) yield;
  }
  for (const { n, lot, quantity, from, to } of moved) {
    const [out, into, fromSlot, toSlot] = [from.piece, to.piece, shared(from), shared(to)];
    if (out === null) addLoose(past, fromSlot, lot, n, -quantity);
    if (into === null) addLoose(past, toSlot, lot, n, quantity);
    // Out of a case into loose goods, or into another one: what is left of it stays where it is.
    if (out !== null && out !== into) addStand(past, out, lot, n, fromSlot, -quantity);
    if (into !== null && out !== into) addStand(past, into, lot, n, toSlot, quantity);
    if (into !== null && out === into) addStand(past, into, lot, n, toSlot, 0, fromSlot, quantity);
    if (++row % slice === 0) yield;
  }
  return past;
}

/** A room has few slots and thousands of pieces in each: one object for all of them, for what lives on is what a sweep of the memory has to carry. */
function sharing(): (slot: Slot) => Slot {
  const known = new Map<string, Slot[]>();
  return ({ place, quality, grade, owner }) => {
    const there = known.get(place) ?? [];
    const slot = { place, quality, grade, owner };
    const same = there.find((each) => isSame(each, slot));
    if (same) return same;
    known.set(place, [...there, slot]);
    return slot;
  };
}

function addStand(
  { pieces }: Past,
  piece: string,
  lot: string,
  n: number,
  slot: Slot,
  by: number,
  before: Slot = slot,
  whole = 0,
): void {
  const past = pieces.get(piece) ?? { piece, lot, stands: [] };
  // What the book did not have at the freeze was where its first entry took it from.
  if (!past.stands.length && whole)
    past.stands.push({ n: Number.NEGATIVE_INFINITY, slot: before, quantity: whole });
  const quantity = (past.stands.at(-1)?.quantity ?? 0) + by;
  past.stands.push({ n, slot: quantity > 0 ? slot : null, quantity });
  pieces.set(piece, past);
}

function addLoose({ loose }: Past, slot: Slot, lot: string, n: number, by: number): void {
  const key = looseKey(slot.place, lot);
  const past = loose.get(key) ?? { place: slot.place, lot, cells: [] };
  const cell = past.cells.find((each) => isSame(each.slot, slot)) ?? { slot, steps: [] };
  if (!cell.steps.length) past.cells.push(cell);
  cell.steps.push({ n, by });
  loose.set(key, past);
}

export const looseKey = (place: string, lot: string): string => `${place}\n${lot}`;

export const isSame = (a: Slot, b: Slot): boolean =>
  a.place === b.place && a.quality === b.quality && a.grade === b.grade && a.owner === b.owner;

/** As it stood when commit `n` was the last. */
export function standAt({ stands }: PiecePast, n: number): PieceStand | null {
  for (let at = stands.length - 1; at >= 0; at--) if (stands[at]!.n <= n) return stands[at]!;
  return null;
}

export const hasMoved = ({ stands }: PiecePast, after: number, upTo: number): boolean =>
  stands.some(({ n }) => n > after && n <= upTo);

/** Cells with something in them. */
export function looseAt({ cells }: LoosePast, n: number): { slot: Slot; quantity: number }[] {
  return cells
    .map(({ slot, steps }) => ({
      slot,
      quantity: steps.reduce((sum, step) => (step.n <= n ? sum + step.by : sum), 0),
    }))
    .filter(({ quantity }) => quantity !== 0);
}

export const hasFlowed = ({ cells }: LoosePast, after: number, upTo: number): boolean =>
  cells.some(({ steps }) => steps.some(({ n }) => n > after && n <= upTo));
