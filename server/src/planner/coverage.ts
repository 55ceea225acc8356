/** How the whole region stands with one stock: a sweep per group of kinds, and their shares. */
import type { Ground } from './ground.ts';
import type { Group } from './holders.ts';
import type { Rows } from './rows.ts';
import { type Shares, sharesOf } from './shares.ts';
import { nearMarks } from './straight.ts';
import { both, neither, type Swept, sweep, unswept, worsen } from './sweep.ts';

export type Pair = { people: number; area: number };
export type Standing = {
  shares: Shares;
  /** Shares that a second holder would still cover if the first could not come. */
  twice: Pair;
  /** Shares within the straight distance of a holder: the slogan. */
  straight: Pair;
};
/** `near`: by point, both where a holder lies within the straight distance. */
type Marks = { swept: Swept; near: Uint8Array };
export type Swath = Group & Standing & Marks;
export type Coverage = {
  groups: Swath[];
  /** A point is covered for all kinds where it is for each. */
  all: Standing & { class: Uint8Array };
};
/** Arrays of coverages that nobody reads any more. */
export type Spare = Marks[];

/** @param known a coverage by the same rows: a group whose holders have not changed is taken over from it. */
export function coverageOf(
  ground: Ground,
  rows: Rows,
  groups: readonly Group[],
  spare: Spare,
  known?: Coverage,
): Coverage {
  const { points } = rows.arrivals;
  const { maxMinutes, maxKm } = ground.settings;
  const limits = { tenths: maxMinutes * 600, metres: maxKm * 1000 };
  const kept = groups.map((group) => known?.groups.find(({ holds }) => isSame(holds, group.holds)));
  const marks = kept.map((same): Marks => same ?? spare.pop() ?? unmarked(points));
  const fresh = groups.map((group, i) => ({ ...group, ...marks[i]! })).filter((_, i) => !kept[i]);
  sweep(
    rows.arrivals,
    fresh.map(({ holds }) => holds),
    limits,
    fresh.map(({ swept }) => swept),
  );
  for (const { holds, near } of fresh) nearMarks(rows.near, holds, near);
  const swaths = groups.map((group, i): Swath => {
    const { swept, near } = marks[i]!;
    const old = kept[i];
    return { ...(old ?? standing(ground, swept.class, swept.twice, near)), ...group, swept, near };
  });
  const worst = (of: (swath: Swath) => Uint8Array) => {
    const all = new Uint8Array(points).fill(groups.length ? both : neither);
    for (const swath of swaths) worsen(all, of(swath));
    return all;
  };
  const all = worst(({ swept }) => swept.class);
  const twice = worst(({ swept }) => swept.twice);
  const near = worst((swath) => swath.near);
  return { groups: swaths, all: { ...standing(ground, all, twice, near), class: all } };
}

const unmarked = (points: number): Marks => ({ swept: unswept(points), near: new Uint8Array(points) });

/** Gives back the arrays of a coverage but for those that another one took over from it. */
export function retire(coverage: Coverage, spare: Spare, heir?: Coverage): void {
  for (const { swept, near } of coverage.groups)
    if (!heir?.groups.some((each) => each.swept === swept)) spare.push({ swept, near });
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.every((each, depot) => each === b[depot]);

const standing = (
  { weights }: Ground,
  classOf: Uint8Array,
  twice: Uint8Array,
  near: Uint8Array,
): Standing => ({
  shares: sharesOf(classOf, weights),
  twice: pair(sharesOf(twice, weights)),
  straight: pair(sharesOf(near, weights)),
});

export const pair = ({ people, area }: Pair): Pair => ({ people, area });
