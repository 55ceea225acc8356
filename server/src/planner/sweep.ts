/** Who covers each point and who would be second, for many kinds in one walk along the arrivals. */
import { type Arrivals, depotBits, late, tooFar } from './arrivals.ts';
import { both, distanceOnly, marksFor, neither, onceOnly, timeOnly } from './marks.ts';

/**
 * By point. `best`, `second`: which of its arrivals, counted from its first, or `nobody`; only holders whose path is short enough are among them.
 * `marks`: how it stands.
 */
export type Swept = { best: Uint16Array; second: Uint16Array; marks: Uint8Array };

export const nobody = 0xffff;

export const unswept = (points: number): Swept => ({
  best: new Uint16Array(points),
  second: new Uint16Array(points),
  marks: marksFor(points),
});

/** Bits of a number that stay positive. */
const atOnce = 31;

/**
 * @param holders for each question, by depot: 1 where it has usable stock and can be used.
 * @param swept for each question, filled anew: a region's worth of arrays for every kind at every change would keep the collector busy longer than the sweep takes.
 */
export function sweep(arrivals: Arrivals, holders: readonly Uint8Array[], swept: readonly Swept[]): void {
  for (let from = 0; from < holders.length; from += atOnce)
    walk(arrivals, holders.slice(from, from + atOnce), swept.slice(from, from + atOnce));
}

/** The slot of an arrival, -1 for nobody. */
export const slotOf = ({ width }: Arrivals, point: number, arrival: number): number =>
  arrival === nobody ? -1 : point * width + arrival;

/** So many points at a time: what is found is gathered side by side and copied out in a row. Written straight into forty arrays it takes four times as long. */
const block = 256;

/** Every question is a bit: a slot is looked at once for all of them, until each has its first and second. */
function walk(arrivals: Arrivals, holders: readonly Uint8Array[], swept: readonly Swept[]): void {
  const { points, width, count, code: codes } = arrivals;
  const questions = holders.length;
  const everyone = 2 ** questions - 1;
  const holds = new Int32Array(width);
  holders.forEach((row, bit) => {
    for (let each = 0; each < width; each++) if (row[each] !== 0) holds[each]! |= 1 << bit;
  });
  const found = nothing(questions);
  for (let from = 0; from < points; from += block) {
    const until = Math.min(points, from + block);
    found.first.fill(nobody);
    found.second.fill(nobody);
    for (let point = from; point < until; point++) {
      const start = point * width;
      const arrived = count[point]!;
      const row = (point - from) * questions;
      let lacksFirst = everyone;
      let lacksSecond = everyone;
      let fast = 0;
      let covered = 0;
      let twice = 0;
      for (let arrival = 0; arrival < arrived && lacksSecond !== 0; arrival++) {
        const code = codes[start + arrival]!;
        const has = holds[code & depotBits]! & lacksSecond;
        if (has === 0) continue;
        const isInTime = code < late;
        if (isInTime) fast |= has;
        // A path that is too long is passed over here, before the minimum: it must not hide a feasible one that comes later.
        if ((code & tooFar) !== 0) continue;
        let first = has & lacksFirst;
        let second = has & ~lacksFirst;
        lacksFirst &= ~first;
        lacksSecond &= ~second;
        if (isInTime) {
          covered |= first;
          twice |= second;
        }
        for (; first !== 0; first &= first - 1) found.first[row + 31 - Math.clz32(first & -first)] = arrival;
        for (; second !== 0; second &= second - 1)
          found.second[row + 31 - Math.clz32(second & -second)] = arrival;
      }
      found.covered[point - from] = covered;
      found.fast[point - from] = fast;
      found.near[point - from] = everyone & ~lacksFirst;
      found.twice[point - from] = twice;
    }
    for (let bit = 0; bit < questions; bit++) copyOut(found, bit, questions, from, until, swept[bit]!);
  }
}

/** `first`, `second`: point by point and question by question. The others have a bit a question. */
type Found = Record<'first' | 'second', Uint16Array> &
  Record<'covered' | 'fast' | 'near' | 'twice', Int32Array>;

const nothing = (questions: number): Found => ({
  first: new Uint16Array(block * questions),
  second: new Uint16Array(block * questions),
  covered: new Int32Array(block),
  fast: new Int32Array(block),
  near: new Int32Array(block),
  twice: new Int32Array(block),
});

function copyOut(
  found: Found,
  bit: number,
  questions: number,
  from: number,
  until: number,
  swept: Swept,
): void {
  const { best, second, marks } = swept;
  const mask = 1 << bit;
  for (let point = from, i = 0; point < until; point++, i++) {
    best[point] = found.first[i * questions + bit]!;
    second[point] = found.second[i * questions + bit]!;
    const standing =
      (found.covered[i]! & mask) !== 0
        ? both
        : (found.fast[i]! & mask) !== 0
          ? timeOnly
          : (found.near[i]! & mask) !== 0
            ? distanceOnly
            : neither;
    marks[point] = (found.twice[i]! & mask) !== 0 ? standing : standing | onceOnly;
  }
}
