/** What part of the people and of the area stands in each of the four classes. */
import { both, type Class, classes, neither } from './sweep.ts';

/** Shares in 0 … 1 by class; they add up to 1. */
export type ByClass = Readonly<Record<Class, number>>;
export type Shares = {
  /** Covered: the class "both". */
  people: number;
  area: number;
  peopleByClass: ByClass;
  areaByClass: ByClass;
};

/** Points of which the first `people.length` are cells of one size. `homeless`: people whose place has no position; nothing covers them. */
export type Weights = { people: Float64Array; homeless: number };

export function sharesOf(standing: Uint8Array, { people, homeless }: Weights): Shares {
  const byPeople = new Float64Array(classes.length);
  const byArea = new Float64Array(classes.length);
  for (let cell = 0; cell < people.length; cell++) {
    const at = standing[cell]!;
    byPeople[at]! += people[cell]!;
    byArea[at]!++;
  }
  byPeople[neither]! += homeless;
  const peopleByClass = asShares(byPeople);
  const areaByClass = asShares(byArea);
  return {
    people: peopleByClass[classes[both]],
    area: areaByClass[classes[both]],
    peopleByClass,
    areaByClass,
  };
}

function asShares(amounts: Float64Array): ByClass {
  const all = amounts.reduce((sum, each) => sum + each, 0);
  const share = (at: number) => (all > 0 ? amounts[at]! / all : 0);
  return Object.freeze({ both: share(0), timeOnly: share(1), distanceOnly: share(2), neither: share(3) });
}
