/** How the whole region stands with one stock: a sweep per group of kinds, and their shares. */
import type { Ground } from './ground.ts';
import type { Group } from './holders.ts';
import type { Rows } from './rows.ts';
import { type Shares, sharesOf } from './shares.ts';
import { both, neither, type Swept, sweep, unswept, worsen } from './sweep.ts';

export type Pair = { people: number; area: number };
export type Standing = {
  shares: Shares;
  /** Shares that a second holder would still cover if the first could not come. */
  twice: Pair;
  /** Shares within the straight distance of a holder: the slogan. */
  straight: Pair;
};
/** By point, "both" or "neither". */
type Marks = { twice: Uint8Array; straight: Uint8Array };
export type Swath = Group & Standing & { swept: Swept; marks: Marks };
export type Coverage = {
  groups: Swath[];
  /** A point is covered for all kinds where it is for each. */
  all: Standing & { class: Uint8Array };
};

/** @param known a coverage by the same rows: a group whose holders have not changed is taken over from it. */
export function coverageOf(ground: Ground, rows: Rows, groups: readonly Group[], known?: Coverage): Coverage {
  const swaths = groups.map((group) => {
    const same = known?.groups.find(({ holds }) => holds.every((each, depot) => each === group.holds[depot]));
    return same ? { ...same, kinds: group.kinds } : swathOf(ground, rows, group);
  });
  const worst = (of: (swath: Swath) => Uint8Array) => {
    const all = new Uint8Array(rows.arrivals.points).fill(groups.length ? both : neither);
    for (const swath of swaths) worsen(all, of(swath));
    return all;
  };
  const all = worst(({ swept }) => swept.class);
  const marks = {
    twice: worst((swath) => swath.marks.twice),
    straight: worst((swath) => swath.marks.straight),
  };
  return { groups: swaths, all: { ...standing(ground, all, marks), class: all } };
}

function swathOf(ground: Ground, rows: Rows, group: Group): Swath {
  const { points } = rows.arrivals;
  const { maxMinutes, maxKm } = ground.settings;
  const limits = { tenths: maxMinutes * 600, metres: maxKm * 1000 };
  const swept = sweep(rows.arrivals, group.holds, limits, unswept(points));
  const marks = {
    twice: twiceMarks(rows, swept, limits.tenths),
    straight: straightMarks(rows, group.holds),
  };
  return { ...group, swept, marks, ...standing(ground, swept.class, marks) };
}

const standing = ({ weights }: Ground, standingOf: Uint8Array, { twice, straight }: Marks): Standing => ({
  shares: sharesOf(standingOf, weights),
  twice: pair(sharesOf(twice, weights)),
  straight: pair(sharesOf(straight, weights)),
});

export const pair = ({ people, area }: Pair): Pair => ({ people, area });

function twiceMarks({ arrivals }: Rows, { second }: Swept, maxTenths: number): Uint8Array {
  const marks = new Uint8Array(arrivals.points);
  for (let point = 0; point < marks.length; point++) {
    const slot = second[point]!;
    marks[point] = slot >= 0 && arrivals.tenths[slot]! <= maxTenths ? both : neither;
  }
  return marks;
}

function straightMarks({ straight, arrivals }: Rows, holds: Uint8Array): Uint8Array {
  const marks = new Uint8Array(arrivals.points).fill(neither);
  for (let depot = 0; depot < holds.length; depot++) {
    if (holds[depot] === 0) continue;
    const near = straight[depot]!;
    for (let point = 0; point < marks.length; point++) if (near[point] === 1) marks[point] = both;
  }
  return marks;
}
