/** What part of the people and of the area stands in each of the four classes. */
import { type Class, classIndex, farOff, isCovered, markCount, neither, onceOnly } from './marks.ts';

/** Shares in 0 … 1 by class; they add up to 1. */
export type ByClass = Readonly<Record<Class, number>>;
export type Pair = { people: number; area: number };
export type Shares = Pair & {
  /** Covered is the class "both": `people` and `area` are its shares. */
  peopleByClass: ByClass;
  areaByClass: ByClass;
  /** Shares that a second holder would still cover if the first could not come. */
  twice: Pair;
  /** Shares within the straight distance of a holder: the slogan. */
  straight: Pair;
};

/** Of the points the first `people.length` are cells of one size. `homeless`: people whose place has no position; nothing covers them. */
export type Weights = { people: Float64Array; homeless: number };

export function sharesOf(marks: Uint8Array, { people, homeless }: Weights): Shares {
  const byPeople = new Float64Array(markCount);
  const byArea = new Float64Array(markCount);
  for (let cell = 0; cell < people.length; cell++) {
    const mark = marks[cell]!;
    byPeople[mark]! += people[cell]!;
    byArea[mark]!++;
  }
  byPeople[neither | onceOnly | farOff]! += homeless;
  const part = (is: (mark: number) => boolean): Pair => ({
    people: share(byPeople, is),
    area: share(byArea, is),
  });
  const ofClass = (index: number) => part((mark) => classIndex(mark) === index);
  const [both, timeOnly, distanceOnly, neitherOf] = [ofClass(0), ofClass(1), ofClass(2), ofClass(3)];
  const byClass = (of: keyof Pair): ByClass => ({
    both: both[of],
    timeOnly: timeOnly[of],
    distanceOnly: distanceOnly[of],
    neither: neitherOf[of],
  });
  return {
    ...part(isCovered),
    peopleByClass: byClass('people'),
    areaByClass: byClass('area'),
    twice: part((mark) => (mark & onceOnly) === 0),
    straight: part((mark) => (mark & farOff) === 0),
  };
}

function share(amounts: Float64Array, is: (mark: number) => boolean): number {
  let [all, part] = [0, 0];
  for (let mark = 0; mark < amounts.length; mark++) {
    all += amounts[mark]!;
    if (is(mark)) part += amounts[mark]!;
  }
  return all > 0 ? part / all : 0;
}
