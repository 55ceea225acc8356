/** The ears of a store, one for each of its readers: what the last run has left them, and what all of them hear together. */
import { randomUUID } from 'node:crypto';
import type { Judged } from '@changping/contracts/letters';
import type { Instant } from '@changping/contracts/units';
import type { Ear, EarShot, Seen, View } from './ear.ts';
import { type Change, lettersOf } from './gather.ts';
import type { Told } from './outbox/told.ts';
import type { DoorChange, DoorState } from './passage/door.ts';
import { gateName, openGate } from './passage/gate.ts';
import type { Read } from './presence.ts';
import type { ReaderSettings } from './settings/settings.ts';
import { openRoom } from './sweep-room.ts';
import { openVisits } from './visits.ts';

export type Ears = {
  hear(reader: string, reads: readonly Read[], moves?: readonly DoorChange[]): void;
  door(reader: string): DoorState | null;
  judged(judged: Judged): void;
  /** Verdicts that came too late to light a lamp. */
  late(): number;
  look(): void;
  inView(): View;
  /** On the clock that never steps, the newest first. */
  latest(most: number): (Seen & { reader: string })[];
  close(): void;
};

export type Light = (reader: string, outputs: ReadonlyMap<number, boolean>) => void;

export function openEars(
  readers: readonly ReaderSettings[],
  told: Pick<Told, 'inView' | 'recall'>,
  { moment, add, put, light }: Pick<EarShot, 'moment' | 'add' | 'put'> & { light?: Light },
): Ears {
  const before = told.inView();
  const gates = new Set(readers.flatMap(({ id, gate }) => (gate ? id : [])));
  const wereGates = told.recall(gateName('')).map(({ name }) => name.slice(gateName('').length));
  const plain = new Set(readers.flatMap(({ id, gate, room }) => (gate || room ? [] : id)));
  const isKept = (reader: string) => gates.has(reader) || (plain.has(reader) && !wereGates.includes(reader));
  // Of a reader that is no more, or is there for something else now, the visitors have left.
  for (const reader of new Set([...before.map((each) => each.reader), ...wereGates]))
    if (!isKept(reader)) clear(reader, wereGates.includes(reader));

  const recall = (name: string) =>
    told.recall(name).flatMap((each) => (`${each.name}/`.startsWith(`${name}/`) ? each.json : []));
  const open = (each: ReaderSettings): Ear => {
    const present = before.filter(({ reader }) => reader === each.id && isKept(reader));
    const shine = light && ((outputs: ReadonlyMap<number, boolean>) => light(each.id, outputs));
    return openEar(each, {
      ...{ moment, add, put, present, recall, newId: randomUUID },
      ...(shine && { light: shine }),
    });
  };
  const ears = new Map(readers.map((each) => [each.id, open(each)]));
  const all = [...ears.values()];
  let late = 0;

  function clear(reader: string, wasGate: boolean): void {
    const { steady, shift } = moment();
    const at = Math.round(steady + shift) as Instant;
    const gone = before.filter((each) => each.reader === reader);
    const left = gone.map(
      (each): Change => ({ ...each, ...(wasGate && { gate: true }), change: 'left', at }),
    );
    put(lettersOf(left), { name: gateName(reader), json: null });
  }

  return {
    hear: (reader, reads, moves) => ears.get(reader)?.hear(reads, moves),
    door: (reader) => ears.get(reader)?.door?.() ?? null,
    judged(judged) {
      const isOurs = all.map((ear) => ear.judged?.(judged) ?? false);
      if (!isOurs.includes(true)) late++;
    },
    late: () => late,
    look() {
      for (const ear of all) ear.look();
    },
    inView: () => {
      const views = all.map((ear) => ear.inView());
      const sum = (of: keyof View) => views.reduce((total, each) => total + each[of], 0);
      return { tags: sum('tags'), overflow: sum('overflow'), echoes: sum('echoes') };
    },
    latest: (most) =>
      [...ears]
        .flatMap(([reader, ear]) => ear.seen().map((each) => ({ reader, ...each })))
        .sort((a, b) => b.last - a.last)
        .slice(0, most),
    close() {
      for (const ear of all) ear.close();
    },
  };
}

function openEar({ id: reader, patience, gate, room }: ReaderSettings, shot: EarShot): Ear {
  if (room) return openRoom({ reader, zone: room.zone }, shot);
  return gate ? openGate({ reader, patience, gate }, shot) : openVisits({ reader, patience }, shot);
}
