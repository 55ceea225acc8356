/** What happens in a story, whatever any reader makes of it: who went past where, when and which way, and who stood where. A ledger can be compared with it. */

import type { Story } from './story.ts';
import { endOf, type Way } from './trip.ts';

/** Simulated milliseconds since the story began. `stood`: in the field of a reader that knows no direction. */
export type Happening = {
  device: string;
  way: Way | 'stood';
  from: number;
  to: number;
  epcs: readonly string[];
};

/** @param isThere whether a device takes part. @returns in the order in which they end. */
export function happenings(story: Story, isThere: (device: string) => boolean = () => true): Happening[] {
  const passed = Object.entries(story.trips ?? {}).flatMap(([device, trips]) =>
    trips.map(
      (trip): Happening => ({ device, way: trip.way, from: trip.from, to: endOf(trip), epcs: trip.epcs }),
    ),
  );
  const stood = Object.entries(story.visits ?? {}).flatMap(([device, visits]) =>
    visits.map((visit): Happening => ({ device, way: 'stood', ...visit })),
  );
  return [...passed, ...stood]
    .filter(({ device }) => isThere(device))
    .sort((a, b) => a.to - b.to || a.from - b.from || (a.device < b.device ? -1 : 1));
}
