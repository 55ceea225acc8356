/** How the whole region stands with one stock: a sweep per group of kinds, and their shares. */
import type { Ground } from './ground.ts';
import type { Group } from './holders.ts';
import { marksFor, worsen, worst } from './marks.ts';
import type { Rows } from './rows.ts';
import { type Shares, sharesOf } from './shares.ts';
import { markFarOff } from './straight.ts';
import { type Swept, sweep, unswept } from './sweep.ts';

export type Swath = Group & { swept: Swept; shares: Shares };
export type Coverage = {
  groups: Swath[];
  /** A point is covered for all kinds where it is for each. */
  all: { marks: Uint8Array; shares: Shares };
};
/** Arrays of coverages that nobody reads any more. */
export type Spare = Swept[];

/** @param known a coverage by the same rows: a group whose holders have not changed is taken over from it. */
export function coverageOf(
  ground: Ground,
  rows: Rows,
  groups: readonly Group[],
  spare: Spare,
  known?: Coverage,
): Coverage {
  const { points } = rows.arrivals;
  const kept = groups.map((group) => known?.groups.find(({ holds }) => isSame(holds, group.holds)));
  const swept = kept.map((same) => same?.swept ?? spare.pop() ?? unswept(points));
  const fresh = groups.map((group, i) => ({ ...group, swept: swept[i]! })).filter((_, i) => !kept[i]);
  sweep(
    rows.arrivals,
    fresh.map(({ holds }) => holds),
    fresh.map((each) => each.swept),
  );
  for (const each of fresh) markFarOff(rows.near, each.holds, each.swept.marks);
  const marks = marksFor(points);
  if (!groups.length) marks.fill(worst);
  for (const each of swept) worsen(marks, each.marks);
  const swaths = groups.map((group, i): Swath => {
    const own = swept[i]!;
    return { ...group, swept: own, shares: kept[i]?.shares ?? sharesOf(own.marks, ground.weights) };
  });
  return { groups: swaths, all: { marks, shares: sharesOf(marks, ground.weights) } };
}

/** Gives back the arrays of a coverage but for those that another one took over from it. */
export function retire(coverage: Coverage, spare: Spare, heir?: Coverage): void {
  for (const { swept } of coverage.groups)
    if (!heir?.groups.some((each) => each.swept === swept)) spare.push(swept);
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.every((each, depot) => each === b[depot]);
