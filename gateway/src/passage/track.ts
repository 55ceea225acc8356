/** What a gate remembers of one tag in its field: when it was heard how well on which side, in bounded memory however long it stays. Of a long stay the beginning and the end are kept, for they tell where it came from and where it went. */
import { antennasMax } from '@changping/contracts/letters';
import type { Dbm, Epc, Instant } from '@changping/contracts/units';
import type { Opening } from './door.ts';

/** Of one tag, positive speaks for `in`: by how many milliseconds the outer side was first at the beginning, the inner one last at the end; `weight` is one over the variance of either. */
export type Evidence = { start: number; end: number; weight: number };

/** Antennas of a gate by number: towards the store and towards the yard. */
export type Sides = { inner: readonly number[]; outer: readonly number[] };
export type Track = {
  epc: Epc;
  first: Instant;
  last: Instant;
  /** Reads. */
  count: number;
  peak: Dbm | null;
  /** In the order in which they first read it. */
  antennas: number[];
  /** Loudness, and loudness times milliseconds since `first`. */
  loud: number;
  moment: number;
  /** Loudness by slot of time, inner then outer: of the first slots, and of the last ones as a ring. */
  head: Float32Array;
  tail: Float32Array | null;
  /** Slots in which either side heard it, each side for itself. */
  heardIn: number;
  /** The newest slot in `tail`. */
  top: number;
  /** It was in the field before: its first read is no coming. */
  stood: boolean;
  /** It is not taken for gone before: after a restart a reader has to be connected anew. */
  awaited: Instant;
  /** It was in the door when this opening of it ended. */
  through: Opening | null;
  /** What it seemed to do when it had been read so often. */
  glance: { count: number; evidence: Evidence | null } | null;
};

/** A tag at walking pace moves a hand's breadth or two in it, about what one fade of its signal is long. */
export const slotMs = 100;
/** Five seconds, which is a slow pallet's way through the field. */
export const slots = 48;
/** Read in so many slots: where the middle of its reads is, is well known. */
export const wellHeard = 5;
/** Loudness is in dB above this: what a reader hardly hears counts little, and one strong echo not for everything. */
const floor = -85;
const inDoor = { slots: 3, share: 0.2 };
/** Of a reader that tells no RSSI. */
const unknownLoudness = 20;

export const newTrack = (epc: Epc, at: Instant, stood: boolean): Track => ({
  ...{ epc, first: at, last: at, count: 0, peak: null, antennas: [], loud: 0, moment: 0 },
  ...{ head: new Float32Array(2 * slots), tail: null, heardIn: 0, top: slots - 1, stood, glance: null },
  awaited: at,
  through: null,
});

/** @param side 0 inner, 1 outer, -1 an antenna of neither. */
export function note(
  track: Track,
  side: -1 | 0 | 1,
  { antenna, rssi, times = 1 }: { antenna: number | null; rssi: Dbm | null; times?: number },
  at: Instant,
): void {
  track.count += times;
  if (at > track.last) track.last = at;
  if (rssi !== null && (track.peak === null || rssi > track.peak)) track.peak = rssi;
  if (antenna !== null && track.antennas.length < antennasMax && !track.antennas.includes(antenna))
    track.antennas.push(antenna);
  const loud = times * (rssi === null ? unknownLoudness : Math.max(1, rssi - floor));
  // Reports may overtake one another by a little.
  const since = Math.max(0, at - track.first);
  track.loud += loud;
  track.moment += loud * since;
  if (side === -1) return;
  const slot = Math.floor(since / slotMs);
  if (slot < slots) add(track, track.head, side * slots + slot, loud);
  else noteLate(track, side, slot, loud);
}

function add(track: Track, to: Float32Array, at: number, loud: number): void {
  const before = to[at] as number;
  if (!before) track.heardIn++;
  to[at] = before + loud;
}

function noteLate(track: Track, side: 0 | 1, slot: number, loud: number): void {
  track.tail ??= new Float32Array(2 * slots);
  if (slot <= track.top - slots) return;
  for (let fresh = Math.max(track.top + 1, slot - slots + 1); fresh <= slot; fresh++)
    track.tail[fresh % slots] = track.tail[slots + (fresh % slots)] = 0;
  track.top = Math.max(track.top, slot);
  add(track, track.tail, side * slots + (slot % slots), loud);
}

/** The middle of its reads. */
export const centre = ({ first, loud, moment }: Track): Instant => (first + moment / loud) as Instant;

/** When one side heard a tag, in milliseconds since `first`: the means of the first and of the last third of what it heard. */
export type Heard = { slots: number; loud: number; early: number; late: number };

/** @returns null where the side heard nothing. */
export function heard(track: Track, side: 0 | 1): Heard | null {
  const at: number[] = [];
  const loudness: number[] = [];
  let loud = 0;
  const take = (slot: number, value: number) => {
    if (!value) return;
    at.push((slot + 0.5) * slotMs);
    loudness.push(value);
    loud += value;
  };
  for (let slot = 0; slot < slots; slot++) take(slot, track.head[side * slots + slot]!);
  if (track.tail)
    for (let slot = Math.max(slots, track.top - slots + 1); slot <= track.top; slot++)
      take(slot, track.tail[side * slots + (slot % slots)]!);
  if (!loud) return null;
  return {
    ...{ slots: at.length, loud },
    early: meanOf(at, loudness, loud / 3),
    late: meanOf(at.reverse(), loudness.reverse(), loud / 3),
  };
}

/** Both sides have heard it, neither by chance: who comes up to a door or walks off from it is heard by one of them much more. */
export function wasInDoor(track: Track): boolean {
  const all = ([0, 1] as const).map((side) => heard(track, side)?.slots ?? 0);
  const least = Math.min(...all);
  return least >= inDoor.slots && least >= Math.max(...all) * inDoor.share;
}

/** Mean of the times up to where `share` of the loudness is used up. */
function meanOf(at: readonly number[], loudness: readonly number[], share: number): number {
  let left = share;
  let sum = 0;
  for (let i = 0; i < at.length && left > 0; i++) {
    const used = Math.min(left, loudness[i]!);
    sum += used * at[i]!;
    left -= used;
  }
  return sum / share;
}
