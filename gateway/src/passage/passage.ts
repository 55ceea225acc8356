/** From the reads of one gate to trips, each told once, soon after its last read, whatever stands beside the gate and is never quiet. What trickles in after its trip was told is an echo, and what is still there when it should have gone stands by until it moves. It knows nothing of a door: no device tells of one. */
import type { Epc, Instant } from '@changping/contracts/units';
import type { Read } from '../presence.ts';
import { overNow } from './over.ts';
import { isStanding, newTold, recognise, remember, type Told } from './told.ts';
import { newTrack, note, type Sides, type Track } from './track.ts';
import { type Trip, tripsOf } from './trips.ts';

export type GateRule = Sides & {
  /** Milliseconds without a read after which a tag has gone. */
  quiet: number;
  /** Milliseconds in the field after which a stay is told as what it is so far. */
  longest: number;
};
/** Changed in place: a busy gate reads a thousand times a second. */
export type Gate = {
  rule: GateRule;
  sides: ReadonlyMap<number, 0 | 1>;
  tracks: Map<Epc, Track>;
  told: Told;
  looked: Instant;
  /** Reads of more tags than there can be. */
  overflow: number;
};

export const usualGate = { quiet: 600, longest: 30_000 };
/** More than a lorry brings. */
export const tagsMost = 5000;
/** Between looks at who has gone. */
const lookEvery = 100;
/** Readers take so long to read again after a restart. */
const resumeFor = 10_000;

export const newGate = (rule: GateRule, now: Instant): Gate => ({
  rule,
  sides: new Map([
    ...rule.inner.map((antenna) => [antenna, 0] as const),
    ...rule.outer.map((antenna) => [antenna, 1] as const),
  ]),
  ...{ tracks: new Map(), told: newTold(), looked: now, overflow: 0 },
});

/** Takes what was read up to `now`, and gives back the trips that are over. Times are of a clock that never steps. */
export function pass(gate: Gate, reads: readonly Read[], now: Instant): Trip[] {
  // Before the new reads: they must not wake a trip that is over.
  const over = now - gate.looked >= lookEvery ? finish(gate, now) : [];
  for (const read of reads) hear(gate, read, (now - Math.max(0, read.ago ?? 0)) as Instant);
  return over;
}

/** Tags that were in the field when the last run ended and had not been told of yet: where they came from nobody knows any more. */
export function resume(gate: Gate, present: readonly Read[], now: Instant): void {
  for (const read of present) {
    hear(gate, read, now);
    const track = gate.tracks.get(read.epc);
    if (track) Object.assign(track, { stood: true, awaited: now + resumeFor });
  }
}

function hear(gate: Gate, read: Read, at: Instant): void {
  const { tracks, sides, told } = gate;
  let track = tracks.get(read.epc);
  if (!track) {
    if (tracks.size >= tagsMost) {
      gate.overflow++;
      return;
    }
    const before = recognise(told, read.epc, at);
    track = before?.goesOn ?? newTrack(read.epc, at, before?.stood === true);
    tracks.set(read.epc, track);
  }
  note(track, read.antenna === null ? -1 : (sides.get(read.antenna) ?? -1), read, at);
}

function finish(gate: Gate, now: Instant): Trip[] {
  gate.looked = now;
  const { gone, cut, stayed } = overNow(
    gate.tracks.values(),
    (track) => isStanding(gate.told, track),
    gate.rule,
    now,
  );
  // What stood there long ago says nothing of where it will go.
  for (const { epc, last } of stayed) gate.tracks.set(epc, newTrack(epc, last, true));
  if (!gone.length && !cut.length) return [];
  const trips = tell(gate, gone, cut, now);
  for (const { epc, last } of cut) gate.tracks.set(epc, newTrack(epc, last, true));
  return trips;
}

function tell(gate: Gate, gone: readonly Track[], cut: readonly Track[], now: Instant): Trip[] {
  const over = [...gone, ...cut];
  for (const { epc } of over) gate.tracks.delete(epc);
  const moving: Track[] = [];
  const still: Track[] = [];
  for (const track of over) (isStanding(gate.told, track) ? still : moving).push(track);
  const trips = remember(gate.told, [...tripsOf(moving), ...tripsOf(still)], new Set(cut), now);
  const standing = [...gate.tracks.values(), ...over].filter(({ stood }) => stood);
  return trips.map((trip) => beside(trip, standing));
}

/** The trip with who stood by meanwhile. */
function beside(trip: Trip, standing: readonly Track[]): Trip {
  const went = new Set(trip.tags.map(({ track }) => track.epc));
  const by = standing.filter(
    ({ epc, first, last }) => !went.has(epc) && first <= trip.last && last >= trip.first,
  );
  return by.length ? { ...trip, tags: [...trip.tags, ...by.map((track) => ({ track, stray: true }))] } : trip;
}
