/** The ear of a gate: who is in its field now, and every trip when it is over. A trip that a restart has interrupted is told as far as it was seen, for who was in the field is on the disk, and so is of whom a trip was told. */
import type { Ear, EarShot } from '../ear.ts';
import { openVisits } from '../visits.ts';
import { stateOf } from './door.ts';
import { passageLetters } from './letters.ts';
import { newGate, pass, resume, usualGate } from './passage.ts';
import { type KeptTold, keptOf, standBy } from './told.ts';
import type { Sides, Track } from './track.ts';
import type { Trip } from './trips.ts';

/** A field is small, and who has left it is not to be shown in it. */
const patienceMost = 2000;

/** What is remembered of a gate; whatever reader has such a memory was one. */
export const gateName = (reader: string): string => `gate/${reader}`;

export function openGate(
  { reader, patience, gate: given }: { reader: string; patience: number; gate: Sides & { door?: object } },
  shot: EarShot,
): Ear {
  const { moment, put, present, recall, newId } = shot;
  const name = gateName(reader);
  const visits = openVisits({ reader, patience: Math.min(patience, patienceMost), gate: true }, shot);
  const { steady } = moment();
  const { door, ...sides } = given;
  const gate = newGate({ ...sides, ...usualGate, door: door !== undefined }, steady);
  /** Of the trip that a tag was told with. */
  const ids = new WeakMap<Track, string>();
  const [before] = recall(name);
  // Who is in view of it is in the field of a gate, also for a next run that finds it gone.
  if (before === undefined) put([], { name, json: '{}' });
  const kept: KeptTold = JSON.parse(before ?? '{}');
  const told = standBy(gate.told, kept, new Set(present.map(({ epc }) => epc)), steady);
  resume(
    gate,
    present.filter(({ epc }) => !told.has(epc)),
    steady,
  );

  function tell(trips: readonly Trip[]): void {
    const { shift } = moment();
    const drafts = trips.flatMap((trip) => passageLetters(trip, { reader, id: idOf(trip), shift }));
    if (!drafts.length) return;
    put(drafts, { name, json: JSON.stringify(keptOf(gate.told, visits.has)) });
  }

  function idOf({ joins, tags }: Trip): string {
    const id = (joins && ids.get(joins)) ?? newId();
    for (const { track } of tags) ids.set(track, id);
    return id;
  }

  return {
    ...visits,
    hear(reads, moves) {
      visits.hear(reads);
      tell(pass(gate, reads, moment().steady, moves));
    },
    door: () => gate.door && stateOf(gate.door, moment().steady),
    look() {
      tell(pass(gate, [], moment().steady));
      visits.look();
    },
    inView() {
      const { tags, overflow } = visits.inView();
      return { tags, overflow: overflow + gate.overflow, echoes: gate.told.echoes };
    },
  };
}
