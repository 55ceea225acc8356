/** The map's layer: every cell's class and minutes for one kind, as bytes. */
import { depotBits } from './arrivals.ts';
import type { Coverage } from './coverage.ts';
import type { Ground } from './ground.ts';
import { classIndex } from './marks.ts';
import type { Rows } from './rows.ts';
import { slotOf } from './sweep.ts';

/** Where the cells are, and the depots that layers name by their index; the same as long as the region is. */
export type CellMap = { sizeKm: number; lons: Float32Array; lats: Float32Array; depots: string[] };
/** By cell: class 0 both, 1 timeOnly, 2 distanceOnly, 3 neither; whole minutes rounded up and the depot that comes, 65535 where nobody does. */
export type Layer = { class: Uint8Array; minutes: Uint16Array; by: Uint16Array };

export const noMinutes = 65_535;

/** @param kind null: all kinds; then the minutes and the depot are those of the last kind to arrive. */
export function layerOf(ground: Ground, { arrivals }: Rows, { groups, all }: Coverage, kind: string | null) {
  const count = ground.cells.place.length;
  const shown = kind === null ? groups : groups.filter(({ kinds }) => kinds.includes(kind));
  const marks = kind === null ? all.marks : shown[0]?.swept.marks;
  if (!marks) return undefined;
  const minutes = new Uint16Array(count);
  const by = new Uint16Array(count);
  if (!shown.length) for (const array of [minutes, by]) array.fill(noMinutes);
  for (const { swept } of shown)
    for (let cell = 0; cell < count; cell++) {
      const slot = slotOf(arrivals, cell, swept.best[cell]!);
      const taken = slot < 0 ? noMinutes : Math.min(noMinutes - 1, Math.ceil(arrivals.tenths[slot]! / 600));
      if (taken < minutes[cell]!) continue;
      minutes[cell] = taken;
      by[cell] = slot < 0 ? noMinutes : arrivals.code[slot]! & depotBits;
    }
  return { class: marks.subarray(0, count).map(classIndex), minutes, by } satisfies Layer;
}
