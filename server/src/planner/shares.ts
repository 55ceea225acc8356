/** What part of the people and of the area stands in each of the four classes. */
import { both, type Class, neither, timeOnly } from './sweep.ts';

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
  // Four sums of their own stay in registers, which a table of sums does not.
  let [p0, p1, p2, p3] = [0, 0, 0, homeless];
  let [a0, a1, a2, a3] = [0, 0, 0, 0];
  for (let cell = 0; cell < people.length; cell++) {
    const at = standing[cell]!;
    if (at === both) {
      p0 += people[cell]!;
      a0++;
    } else if (at === neither) {
      p3 += people[cell]!;
      a3++;
    } else if (at === timeOnly) {
      p1 += people[cell]!;
      a1++;
    } else {
      p2 += people[cell]!;
      a2++;
    }
  }
  const peopleByClass = asShares(p0, p1, p2, p3);
  const areaByClass = asShares(a0, a1, a2, a3);
  return { people: peopleByClass.both, area: areaByClass.both, peopleByClass, areaByClass };
}

function asShares(...amounts: [number, number, number, number]): ByClass {
  const all = amounts[0] + amounts[1] + amounts[2] + amounts[3];
  const [both, timeOnly, distanceOnly, neither] = amounts.map((each) =>
    all > 0 ? each / all : 0,
  ) as typeof amounts;
  return Object.freeze({ both, timeOnly, distanceOnly, neither });
}
