/** What it means that a tag was read at a store. Evidence is not movement: only goods that are expected here arrive by being seen; everything else becomes a discrepancy or nothing. */

/** What the ledger knows of the piece a tag is bound to. */
export type PieceFacts = {
  /** The store it is in by its last entry; null when it is outside every store. */
  home: string | null;
  /** When its last entry happened; null when it has none. */
  placedAt: number | null;
  /** The store its case was opened in: the tag is on an empty box, or so it was said. */
  openedAt?: string | null;
  /** The store where an open goods-in document expects it. */
  expectedAt: string | null;
  /** Between which stores a document under way leads it; null without one. */
  order: { from: string | null; to: string | null } | null;
};

/** How it was read. In the field of a gate nobody knows yet which way it goes; what was counted in a room its sweep judges. */
export type Sight =
  | 'seen'
  | 'left'
  | 'inField'
  | 'in'
  | 'out'
  | 'turnedBack'
  | 'unclear'
  | 'stray'
  | 'counted';

/** Each opens a discrepancy of its name. */
export type Doubt = 'seenElsewhere' | 'unknownTag' | 'unconfirmed' | 'blankTag' | 'leftWithoutOrder';
export type Meaning = 'arrives' | 'home' | 'nothing' | Doubt;

/** @param piece null for a tag that is bound to nothing. @param at when it was read. */
export function meaning(
  sight: Sight,
  site: string,
  at: number,
  blank: boolean,
  piece: PieceFacts | null,
): Meaning {
  if (sight === 'left' || sight === 'inField' || sight === 'stray') return 'nothing';
  if (sight === 'counted') return piece?.home === site && at >= (piece.placedAt ?? at) ? 'home' : 'nothing';
  if (blank) return 'blankTag';
  if (!piece) return 'unknownTag';
  if (piece.openedAt != null) {
    // Else whoever carries a full one out would only have to call it empty first.
    if (site !== piece.openedAt) return 'seenElsewhere';
    return sight === 'out' ? 'leftWithoutOrder' : sight === 'unclear' ? 'nothing' : 'home';
  }
  // It is on its way with a document: who takes it out or in signs there, and the gate has nothing to ask.
  const { order, home } = piece;
  if (piece.placedAt === null) return expected(sight, piece.expectedAt === site);
  // A letter that was days under way tells of a place the piece may have left with a document since.
  if (at < piece.placedAt) return 'nothing';
  const isOnTheRoad = home === null && (order?.from === site || order?.to === site);
  if (home !== site) return isOnTheRoad ? 'nothing' : 'seenElsewhere';
  if (sight === 'out') return order?.from === site ? 'nothing' : 'leftWithoutOrder';
  // Which way it went nobody knows, so nothing it was thought to be is taken back.
  return sight === 'unclear' ? 'nothing' : 'home';
}

/** Goods of which nothing is booked yet. A pallet that turned back in the gate has not come. */
function expected(sight: Sight, here: boolean): Meaning {
  if (here && sight === 'turnedBack') return 'nothing';
  return here && (sight === 'seen' || sight === 'in') ? 'arrives' : 'unconfirmed';
}

/** Of a letter of tags. In the field of a gate they only stand. */
export const sightOf = ({ change, gate }: { change: 'seen' | 'left'; gate?: true }): Sight =>
  change === 'seen' && gate ? 'inField' : change;

/** Is the tag in view of the store after it was read so? */
export const isThere = (sight: Sight): boolean => sight !== 'left' && sight !== 'out';

/** Where and when a tag was seen: by which outbox under which number. */
export type Seen = { outbox: number; seq: number; at: number };

/** Is `next` the later sighting? Within one outbox its numbers decide, for its clock may have been set back; between two only time can. */
export const isLater = (next: Seen, before: Seen): boolean =>
  next.outbox === before.outbox ? next.seq > before.seq : next.at >= before.at;

const minute = 60_000;
/** Nothing of ours ran before; a clock that says so lost its battery. */
const epoch2020 = 1_577_836_800_000;

/** May the gateway's time stand? Days in the past are normal after an outage, minutes in the future are not. */
export const isBelievable = (at: number, arrivedAt: number): boolean =>
  at >= epoch2020 && at <= arrivedAt + 5 * minute;

/** When each row of a letter happened, by the gateway's clock where that may stand. Where it may not, what the rows say of each other still does: the newest of them has just been read. */
export function timesOf({ at, dt }: { at: number; dt: readonly number[] }, arrivedAt: number): number[] {
  const first = isBelievable(at, arrivedAt) ? at : arrivedAt - Math.max(0, ...dt);
  return dt.map((after) => (isBelievable(first + after, arrivedAt) ? first + after : arrivedAt));
}
