/** From the reads of one gate to trips, each told once, soon after its last read, whatever stands beside the gate and is never quiet. What trickles in after its trip was told is an echo, and what is still there when it should have gone stands by until it moves. Where a contact tells of the door, a trip is over when it has closed behind it, and nobody goes together between whom it closed. */
import type { Epc, Instant } from '@changping/contracts/units';
import type { Read } from '../presence.ts';
import { closedSince, type Door, type DoorChange, doubt, missContact, move, newDoor } from './door.ts';
import { overNow } from './over.ts';
import { isLeaving, isStanding, newTold, recognise, remember, settle, type Told } from './told.ts';
import { centre, newTrack, note, type Sides, type Track, wasInDoor } from './track.ts';
import { isDespite, isOfOneMind, openingOf, type Trip, tripsOf } from './trips.ts';

export type GateRule = Sides & {
  /** Milliseconds without a read after which a tag has gone. */
  quiet: number;
  /** Whether a contact tells of its door. */
  door?: boolean;
  /** Milliseconds in the field after which a stay is told as what it is so far. */
  longest: number;
};
/** Changed in place: a busy gate reads a thousand times a second. */
export type Gate = {
  rule: GateRule;
  sides: ReadonlyMap<number, 0 | 1>;
  tracks: Map<Epc, Track>;
  told: Told;
  door: Door | null;
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
/** Standard deviations with which a trip must have come from one side and, when the door is closed, be on the other to be told at once: who turns back in the door looks until then like one who has come through. */
const surely = 4;
/** What trickles in of a trip that was told when the door closed belongs to it for so long. */
const passedFor = 20_000;

export const newGate = (rule: GateRule, now: Instant): Gate => ({
  rule,
  sides: new Map([
    ...rule.inner.map((antenna) => [antenna, 0] as const),
    ...rule.outer.map((antenna) => [antenna, 1] as const),
  ]),
  ...{ tracks: new Map(), told: newTold(), looked: now, overflow: 0 },
  door: rule.door ? newDoor(now) : null,
});

/** Takes what was read and how the door has moved up to `now`, and gives back the trips that are over. Times are of a clock that never steps. */
export function pass(
  gate: Gate,
  reads: readonly Read[],
  now: Instant,
  moves: readonly DoorChange[] = [],
): Trip[] {
  for (const { is, ago = 0 } of moves) moveDoor(gate, is, (now - Math.max(0, ago)) as Instant);
  // Before the new reads: they must not wake a trip that is over.
  const over = now - gate.looked >= lookEvery ? finish(gate, now) : [];
  if (gate.door && reads.length) missContact(gate.door, now);
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

function moveDoor(gate: Gate, is: DoorChange['is'], at: Instant): void {
  if (!gate.door) return;
  // Before it opens for the next.
  if (is === 'open') lookAtClosing(gate, gate.door, at);
  move(gate.door, is, at);
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
  for (const { epc, last } of stayed) {
    settle(gate.told, epc);
    gate.tracks.set(epc, newTrack(epc, last, true));
  }
  const shut = gate.door ? behindDoor(gate, gate.door, new Set([...gone, ...cut]), now) : [];
  if (!gone.length && !cut.length && !shut.length) return [];
  const trips = tell(gate, { gone, cut, shut }, now);
  for (const { epc, last } of [...cut, ...shut]) gate.tracks.set(epc, newTrack(epc, last, true));
  return trips;
}

/** Notes who was in the door when it closed. */
function lookAtClosing(gate: Gate, door: Door, now: Instant): void {
  const closed = closedSince(door, now);
  const opening = door.openings.at(-1);
  if (closed === null || closed === door.seen || !opening) return;
  door.seen = closed;
  for (const track of gate.tracks.values()) {
    // Who went through before is still read behind it.
    const isNew = !track.through || centre(track) >= opening.from;
    if (isNew && !isStanding(gate.told, track) && wasInDoor(track)) track.through = opening;
  }
}

/** Who has surely gone through a door that is closed again. */
function behindDoor(gate: Gate, door: Door, over: ReadonlySet<Track>, now: Instant): Track[] {
  lookAtClosing(gate, door, now);
  const opening = door.openings.at(-1);
  if (closedSince(door, now) === null || !opening) return [];
  const through = [...gate.tracks.values()].filter((track) => track.through === opening && !over.has(track));
  return tripsOf(through)
    .filter(
      (trip) =>
        (trip.direction === 'in' || trip.direction === 'out') && trip.atBoth >= surely && isOfOneMind(trip),
    )
    .flatMap(({ tags }) => tags.map(({ track }) => track));
}

type Over = Record<'gone' | 'cut' | 'shut', readonly Track[]>;

function tell(gate: Gate, { gone, cut, shut }: Over, now: Instant): Trip[] {
  const over = [...gone, ...cut, ...shut];
  for (const { epc } of over) gate.tracks.delete(epc);
  const moving: Track[] = [];
  const still: Track[] = [];
  for (const track of over) (isStanding(gate.told, track) ? still : moving).push(track);
  const door = gate.door?.believed ? gate.door : null;
  const all = [...withPassed(moving, door), ...tripsOf(still, door)];
  if (gate.door) for (const trip of all) if (isDespite(trip, gate.door)) doubt(gate.door);
  const trips = remember(gate.told, all, { cut: new Set(cut), shut: new Set(shut) }, now);
  if (door) keepPassed(door, shut, now);
  const standing = [...gate.tracks.values(), ...over].filter(
    ({ epc, stood }) => stood && !isLeaving(gate.told, epc),
  );
  return trips.map((trip) => beside(trip, standing));
}

/** The trips of these, seen together with those that were told when the door closed behind them. */
function withPassed(tracks: readonly Track[], door: Door | null): Trip[] {
  if (!door) return tripsOf(tracks);
  const openings = new Set(tracks.map((track) => openingOf(track, door)));
  const passed = new Set([...openings].flatMap((opening) => opening?.passed ?? []));
  return tripsOf([...tracks, ...passed], door).flatMap((trip) => {
    const tags = trip.tags.filter(({ track }) => !passed.has(track));
    const joins = trip.tags.find(({ track, stray }) => !stray && passed.has(track))?.track;
    return tags.length ? { ...trip, tags, ...(joins && { joins }) } : [];
  });
}

function keepPassed(door: Door, shut: readonly Track[], now: Instant): void {
  for (const opening of door.openings)
    if (opening.to !== null && now - opening.to > passedFor) opening.passed = [];
  for (const track of shut) track.through?.passed.push(track);
}

/** The trip with who stood by meanwhile. */
function beside(trip: Trip, standing: readonly Track[]): Trip {
  const went = new Set(trip.tags.map(({ track }) => track.epc));
  const by = standing.filter(
    ({ epc, first, last }) => !went.has(epc) && first <= trip.last && last >= trip.first,
  );
  return by.length ? { ...trip, tags: [...trip.tags, ...by.map((track) => ({ track, stray: true }))] } : trip;
}
