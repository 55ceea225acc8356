/** What a count is made of. Every line bears the position of its site's ledger at the scan, so that what moves while people count is no difference. */
import type { GoodsQuality, Grade, Move, Slot } from '@changping/contracts/documents';
import type { KindId } from '@changping/contracts/units';
import type { Tolerance } from './tolerance.ts';

/** What the book had of a lot in one cell. `piece`: null for loose quantity. */
export type BookCell = Slot & { lot: string; piece: string | null; quantity: number };
type End = Slot & { piece: string | null };
/** An entry of the ledger. `n`: of its commit, on the chain of the site that is counted. */
export type Moved = { n: number; lot: string; quantity: number; from: End; to: End };

export type Condition = { quality: GoodsQuality; grade: Grade };
/**
 * What somebody saw. `round`: 1, then 2 for the second count and so on. `n`: the last commit that was in the book then.
 * `quantity`: of loose goods, 0 for none; of a piece null, or what was found in it. `condition`: null where nobody looked.
 * `check`: did it work when it was tried? `place`: a zone where only the zone is known, as of a sweep.
 */
export type Scan = {
  id: string;
  counter: string;
  device: string;
  round: number;
  n: number;
  by: 'tag' | 'barcode' | 'manual';
  place: string;
  lot: string | null;
  piece: string | null;
  quantity: number | null;
  condition: Condition | null;
  check: 'passed' | 'failed' | null;
};
/** Somebody went through a place, or heard through it, between two positions. A sweep says nothing of what bears no tag. */
export type Covered = {
  place: string;
  by: 'hand' | 'sweep';
  counter: string;
  round: number;
  from: number;
  to: number;
};

export type LotFacts = { kind: KindId; abc: 'A' | 'B' | 'C'; unitCostFen: number };

/**
 * `places`: what is counted, each with all below it. `freeze`: the position of `book`; `head`: the last there is.
 * `book`: what is in those places, and every piece that was scanned wherever the book has it. `moved`: after the freeze, in the order of the ledger. `lots`: of all that is in these and in `scans`.
 */
export type CountInput = {
  site: string;
  places: readonly string[];
  freeze: number;
  head: number;
  book: readonly BookCell[];
  moved: readonly Moved[];
  scans: readonly Scan[];
  covered: readonly Covered[];
  lots: ReadonlyMap<string, LotFacts>;
  tolerance: Readonly<Record<LotFacts['abc'], Tolerance>>;
};

export type Variance = {
  /** Names the line as long as the count lasts. */
  key: string;
  what: 'missing' | 'gained' | 'misplaced' | 'condition';
  /** What the ledger is to post. */
  move: Move;
  /** What the book had in that cell at that moment; of goods it did not have there, 0. */
  booked: number;
  fen: number;
  /** The lines it rests on; none where nobody saw anything. */
  scans: readonly string[];
  /** Somebody judged its condition. */
  isLooked: boolean;
  /** Position at which it was judged. */
  n: number;
  /** The policy wants somebody else to look, and nobody has yet. */
  needsRecount: boolean;
};

export type TroubleCode =
  /** What can't be taken: nothing is known of it, or it is written wrong. */
  | 'unknownGoods'
  | 'badQuantity'
  | 'outOfScope'
  | 'beforeFreeze'
  | 'beyondHead'
  | 'sameScan'
  /** What a person decides. */
  | 'twoDevices'
  | 'inTwoPlaces'
  | 'bookedElsewhere'
  | 'openedCase'
  | 'samePerson'
  | 'belowZero'
  | 'movedMeanwhile'
  | 'notCounted'
  /** What is only told: it looks better than in the book, or the book has moved it since. */
  | 'needsInspection'
  | 'movedSince';
export type Trouble = {
  code: TroubleCode;
  /** Nothing is posted before it is cleared. */
  blocks: boolean;
  place: string;
  lot: string | null;
  piece: string | null;
  scans: readonly string[];
};

export type CountResult = {
  variances: Variance[];
  troubles: Trouble[];
  /** Base units that are as in the book. */
  matched: number;
  counters: string[];
};

/** Is `place` the one named, or below it? */
export const isWithin = (place: string, named: string): boolean =>
  place === named || (place.startsWith(named) && place[named.length] === '/');

/** Up from a place: itself, its zone, its site. */
export function* above(place: string): Generator<string> {
  for (let end = place.length; end > 0; end = place.lastIndexOf('/', end - 1)) yield place.slice(0, end);
}
