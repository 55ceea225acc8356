/** Who covers each point, who would be second, and in which of four classes the point stands: for many kinds in one walk along the arrivals. */
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

/**
 * By point. `best`, `second`: slots of the arrivals, -1 where there is none; only holders whose path is short enough are among them.
 * `class`: of the point. `twice`: both where the second arrives in time too, else neither.
 */
export type Swept = { best: Int32Array; second: Int32Array; class: Uint8Array; twice: Uint8Array };

export type Limits = { tenths: number; metres: number };

/** Bits of a number that stay positive. */
const atOnce = 31;

/**
 * @param holders for each question, by depot: 1 where it has usable stock and can be used.
 * @param swept for each question, filled anew: a region's worth of arrays for every kind at every change would keep the collector busy longer than the sweep takes.
 */
export function sweep(
  arrivals: Arrivals,
  holders: readonly Uint8Array[],
  limits: Limits,
  swept: readonly Swept[],
): void {
  for (let from = 0; from < holders.length; from += atOnce)
    walk(arrivals, holders.slice(from, from + atOnce), limits, swept.slice(from, from + atOnce));
}

export const unswept = (points: number): Swept => ({
  best: new Int32Array(points),
  second: new Int32Array(points),
  class: new Uint8Array(points),
  twice: new Uint8Array(points),
});

/** So many points at a time: what is found is gathered side by side and copied out in a row. Written straight into forty arrays it takes four times as long. */
const block = 256;

/** Every question is a bit: a slot is looked at once for all of them, until each has its first and second. */
function walk(
  arrivals: Arrivals,
  holders: readonly Uint8Array[],
  limits: Limits,
  swept: readonly Swept[],
): void {
  const { points, width, count, depot, tenths, metres } = arrivals;
  const questions = holders.length;
  const everyone = 2 ** questions - 1;
  const holds = new Int32Array(width);
  holders.forEach((row, bit) => {
    for (let each = 0; each < width; each++) if (row[each] !== 0) holds[each]! |= 1 << bit;
  });
  const found: Found = {
    first: new Int32Array(block * questions),
    second: new Int32Array(block * questions),
    covered: new Int32Array(block),
    fast: new Int32Array(block),
    near: new Int32Array(block),
    twice: new Int32Array(block),
  };
  for (let from = 0; from < points; from += block) {
    const until = Math.min(points, from + block);
    found.first.fill(-1);
    found.second.fill(-1);
    for (let point = from; point < until; point++) {
      let slot = point * width;
      const end = slot + count[point]!;
      const row = (point - from) * questions;
      let lacksFirst = everyone;
      let lacksSecond = everyone;
      let fast = 0;
      let covered = 0;
      let twice = 0;
      for (; slot < end && lacksSecond !== 0; slot++) {
        const has = holds[depot[slot]!]! & lacksSecond;
        if (has === 0) continue;
        const isInTime = tenths[slot]! <= limits.tenths;
        if (isInTime) fast |= has;
        // A path that is too long is passed over here, before the minimum: it must not hide a feasible one that comes later.
        if (metres[slot]! > limits.metres) continue;
        let first = has & lacksFirst;
        let second = has & ~lacksFirst;
        lacksFirst &= ~first;
        lacksSecond &= ~second;
        if (isInTime) {
          covered |= first;
          twice |= second;
        }
        for (; first !== 0; first &= first - 1) found.first[row + 31 - Math.clz32(first & -first)] = slot;
        for (; second !== 0; second &= second - 1)
          found.second[row + 31 - Math.clz32(second & -second)] = slot;
      }
      found.covered[point - from] = covered;
      found.fast[point - from] = fast;
      found.near[point - from] = everyone & ~lacksFirst;
      found.twice[point - from] = twice;
    }
    for (let bit = 0; bit < questions; bit++) copyOut(found, bit, questions, from, until, swept[bit]!);
  }
}

/** `first`, `second`: slots, point by point and question by question. The others have a bit a question. */
type Found = Record<'first' | 'second' | 'covered' | 'fast' | 'near' | 'twice', Int32Array>;

function copyOut(
  found: Found,
  bit: number,
  questions: number,
  from: number,
  until: number,
  swept: Swept,
): void {
  const { best, second, class: standing, twice } = swept;
  const mask = 1 << bit;
  for (let point = from, i = 0; point < until; point++, i++) {
    best[point] = found.first[i * questions + bit]!;
    second[point] = found.second[i * questions + bit]!;
    twice[point] = (found.twice[i]! & mask) !== 0 ? both : neither;
    standing[point] =
      (found.covered[i]! & mask) !== 0
        ? both
        : (found.fast[i]! & mask) !== 0
          ? timeOnly
          : (found.near[i]! & mask) !== 0
            ? distanceOnly
            : neither;
  }
}

/** A point stands for all kinds as it does for the worst of them. */
export function worsen(standing: Uint8Array, other: Uint8Array): void {
  for (let point = 0; point < standing.length; point++)
    if (other[point]! > standing[point]!) standing[point] = other[point]!;
}
