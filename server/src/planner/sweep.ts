/** Of one kind: who covers each point, who would be second, and in which of four classes the point stands. */
import type { Arrivals } from './arrivals.ts';

/**
 * - both: a holder arrives in time over a path that is short enough.
 * - timeOnly: none does both, but one arrives in time.
 * - distanceOnly: none arrives in time, but one's path is short enough.
 * - neither: the rest; no road, no position and no stock are among it.
 */
export const classes = Object.freeze(['both', 'timeOnly', 'distanceOnly', 'neither'] as const);
export type Class = (typeof classes)[number];
export const [both, timeOnly, distanceOnly, neither] = [0, 1, 2, 3] as const;

/** Slots of the arrivals, -1 where there is none. Only holders whose path is short enough are best or second. */
export type Swept = { best: Int32Array; second: Int32Array; class: Uint8Array };

export type Limits = { tenths: number; metres: number };

export const unswept = (points: number): Swept => ({
  best: new Int32Array(points),
  second: new Int32Array(points),
  class: new Uint8Array(points),
});

/** @param holds by depot: 1 where it has usable stock and can be used. @param swept is filled anew. */
export function sweep(arrivals: Arrivals, holds: Uint8Array, limits: Limits, swept: Swept): Swept {
  const { points, width, count, depot, tenths, metres } = arrivals;
  const { best, second, class: standing } = swept;
  const { tenths: maxTenths, metres: maxMetres } = limits;
  for (let point = 0; point < points; point++) {
    let slot = point * width;
    const end = slot + count[point]!;
    let first = -1;
    let next = -1;
    let isInTime = false;
    for (; slot < end; slot++) {
      if (holds[depot[slot]!] === 0) continue;
      if (tenths[slot]! <= maxTenths) isInTime = true;
      // A path that is too long is passed over here, before the minimum: it must not hide a feasible one that comes later.
      if (metres[slot]! > maxMetres) continue;
      if (first >= 0) {
        next = slot;
        break;
      }
      first = slot;
    }
    best[point] = first;
    second[point] = next;
    standing[point] =
      first >= 0 && tenths[first]! <= maxTenths
        ? both
        : isInTime
          ? timeOnly
          : first >= 0
            ? distanceOnly
            : neither;
  }
  return swept;
}

/** A point stands for all kinds as it does for the worst of them. */
export function worsen(standing: Uint8Array, other: Uint8Array): void {
  for (let point = 0; point < standing.length; point++)
    if (other[point]! > standing[point]!) standing[point] = other[point]!;
}
