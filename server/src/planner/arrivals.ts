/**
 * Who arrives at each point, in the order of arrival. Routing fills it once; after that stock may come and go as it likes,
 * for the first in the order that holds a kind is its nearest holder, and the next one the second nearest.
 */
import type { Access } from './access.ts';
import { type Field, never } from './search.ts';

/**
 * Point p has the slots p × width … p × width + count[p]; tenths of a second from the order, metres of that path.
 * `code`: the depot, with a bit each for what is too late and what is too far: a sweep reads these two bytes of a slot and no more.
 */
export type Arrivals = {
  points: number;
  width: number;
  limits: Limits;
  count: Uint16Array;
  code: Uint16Array;
  tenths: Int32Array;
  metres: Int32Array;
};
export type Limits = { tenths: number; metres: number };

export const late = 0x8000;
export const tooFar = 0x4000;
export const depotBits = 0x3fff;

/** @throws RangeError for more depots than a code can name. */
export function noArrivals(points: number, depots: number, limits: Limits): Arrivals {
  if (depots > depotBits + 1) throw new RangeError(`${depots} depots: ${depotBits + 1} are the most`);
  const slots = points * depots;
  return {
    points,
    width: depots,
    limits,
    count: new Uint16Array(points),
    code: new Uint16Array(slots),
    tenths: new Int32Array(slots),
    metres: new Int32Array(slots),
  };
}

/** @param before what passes before the depot's vehicle is on the network, and the metres to it. */
export function addDepot(
  arrivals: Arrivals,
  depot: number,
  field: Field,
  access: Access,
  before: { tenths: number; metres: number },
): void {
  const { points, width, limits, count, code: codes, tenths, metres } = arrivals;
  for (let point = 0; point < points; point++) {
    const node = access.node[point]!;
    if (node < 0) continue;
    const drive = field.tenths[node]!;
    if (drive === never) continue;
    const time = before.tenths + drive + access.tenths[point]!;
    const length = before.metres + field.metres[node]! + access.metres[point]!;
    const first = point * width;
    let slot = first + count[point]!++;
    // Of equally early ones the shorter path goes before, then the depot that is listed first: any order would do if it is always the same.
    while (slot > first && isBefore(arrivals, slot - 1, time, length, depot)) {
      tenths[slot] = tenths[slot - 1]!;
      metres[slot] = metres[slot - 1]!;
      codes[slot] = codes[slot - 1]!;
      slot--;
    }
    tenths[slot] = time;
    metres[slot] = length;
    codes[slot] = depot | (time > limits.tenths ? late : 0) | (length > limits.metres ? tooFar : 0);
  }
}

/** Does this arrival come before the one in the slot? */
function isBefore(
  { tenths, metres, code: codes }: Arrivals,
  slot: number,
  time: number,
  length: number,
  depot: number,
): boolean {
  const other = tenths[slot]!;
  if (time !== other) return time < other;
  return length !== metres[slot]! ? length < metres[slot]! : depot < (codes[slot]! & depotBits);
}
