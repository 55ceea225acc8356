/** The ears of a store, one for each of its readers: what the last run has left them, and what all of them hear together. */
import { randomUUID } from 'node:crypto';
import type { Instant } from '@changping/contracts/units';
import type { Ear, EarShot, Seen } from './ear.ts';
import type { Told } from './outbox/told.ts';
import { openGate } from './passage/gate.ts';
import type { Read } from './presence.ts';
import type { ReaderSettings } from './settings/settings.ts';
import { openRoom } from './sweep-room.ts';
import { openVisits } from './visits.ts';

export type Ears = {
  hear(reader: string, reads: readonly Read[]): void;
  look(): void;
  inView(): { tags: number; overflow: number };
  /** On the clock that never steps, the newest first. */
  latest(most: number): (Seen & { reader: string })[];
  close(): void;
};

export function openEars(
  readers: readonly ReaderSettings[],
  told: Pick<Told, 'inView' | 'recall'>,
  { moment, add, put }: Pick<EarShot, 'moment' | 'add' | 'put'>,
): Ears {
  const before = told.inView();
  const recall = (name: string) => told.recall(name).find((each) => each.name === name)?.json;
  const open = (each: ReaderSettings): Ear => {
    const present = before.filter(({ reader }) => reader === each.id);
    return openEar(each, { moment, add, put, present, recall, newId: randomUUID });
  };
  const ears = new Map(readers.map((each) => [each.id, open(each)]));
  const all = [...ears.values()];

  // Of a reader that is no more, or counts a room now, the visitors have left.
  const visited = new Set(readers.flatMap(({ id, room }) => (room ? [] : id)));
  const { steady, shift } = moment();
  const at = Math.round(steady + shift) as Instant;
  for (const gone of before) if (!visited.has(gone.reader)) add({ ...gone, change: 'left', at });

  return {
    hear: (reader, reads) => ears.get(reader)?.hear(reads),
    look() {
      for (const ear of all) ear.look();
    },
    inView: () => {
      const views = all.map((ear) => ear.inView());
      const sum = (of: 'tags' | 'overflow') => views.reduce((total, each) => total + each[of], 0);
      return { tags: sum('tags'), overflow: sum('overflow') };
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
