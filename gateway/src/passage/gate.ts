/** The ear of a gate: who is in its field now, and every trip when it is over. A trip that a restart has interrupted is told as far as it was seen, for who was in the field is on the disk, and so is of whom a trip was told. */
import type { Ear, EarShot } from '../ear.ts';
import type { LampSettings } from '../settings/reader.ts';
import { openVisits } from '../visits.ts';
import { resumeFault, stateOf } from './door.ts';
import { expectVerdict, judge, newLamp, outputsOf } from './lamp.ts';
import { passageLetters } from './letters.ts';
import { newGate, pass, resume, usualGate } from './passage.ts';
import { type KeptTold, keptOf, standBy } from './told.ts';
import type { Sides, Track } from './track.ts';
import type { Trip } from './trips.ts';

/** A field is small, and who has left it is not to be shown in it. */
const patienceMost = 2000;

/** What is remembered of a gate; whatever reader has such a memory was one. */
export const gateName = (reader: string): string => `gate/${reader}`;

/** What was wrong with the contact of its door, over a restart. */
const faultName = (reader: string): string => `door/${reader}`;

export function openGate(
  {
    reader,
    patience,
    gate: given,
  }: { reader: string; patience: number; gate: Sides & { door?: object; lamp?: LampSettings } },
  shot: EarShot,
): Ear {
  const { moment, put, present, recall, newId, light = () => {} } = shot;
  const name = gateName(reader);
  const visits = openVisits({ reader, patience: Math.min(patience, patienceMost), gate: true }, shot);
  const { steady } = moment();
  const { door, lamp: wired, ...sides } = given;
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
  let [fault] = recall(faultName(reader));
  if (gate.door && fault) resumeFault(gate.door, JSON.parse(fault), steady);

  function keepFault(): void {
    const now = gate.door && stateOf(gate.door, moment().steady).fault;
    const json = now ? JSON.stringify(now) : undefined;
    if (json === fault) return;
    fault = json;
    put([], { name: faultName(reader), json: json ?? null });
  }

  const lamp = newLamp();
  let shown = '';

  function show(): void {
    if (!wired) return;
    const outputs = outputsOf(lamp, wired, moment().steady);
    const text = JSON.stringify([...outputs]);
    if (text !== shown) light(outputs);
    shown = text;
  }

  function tell(trips: readonly Trip[]): void {
    const { shift } = moment();
    const drafts = trips.flatMap((trip) => passageLetters(trip, { reader, id: idOf(trip), shift }));
    if (!drafts.length) return;
    put(drafts, { name, json: JSON.stringify(keptOf(gate.told, visits.has)) });
  }

  function idOf({ joins, tags }: Trip): string {
    const id = (joins && ids.get(joins)) ?? newId();
    for (const { track } of tags) ids.set(track, id);
    expectVerdict(lamp, id, moment().steady);
    return id;
  }

  return {
    ...visits,
    hear(reads, moves) {
      visits.hear(reads);
      tell(pass(gate, reads, moment().steady, moves));
    },
    judged(judged) {
      // Where there is no lamp nothing is too late for it.
      if (!wired) return lamp.trips.has(judged.trip);
      const isOurs = judge(lamp, judged, wired.lasts, moment().steady);
      show();
      return isOurs;
    },
    door: () => gate.door && stateOf(gate.door, moment().steady),
    look() {
      tell(pass(gate, [], moment().steady));
      visits.look();
      keepFault();
      show();
    },
    inView() {
      const { tags, overflow } = visits.inView();
      return { tags, overflow: overflow + gate.overflow, echoes: gate.told.echoes };
    },
  };
}
