/** The policy of counts a region starts with, and what would make a policy one that contradicts itself. No law says how much may differ or how often goods are counted: the first version is the house's own, and says so wherever it is used. */
import {
  type ClassRule,
  type CountClass,
  type CountMistake,
  type CountRules,
  countClasses,
} from '@changping/contracts/count-policy';

export type CountPolicy = { version: number; rules: CountRules };

/** Whatever differs by more is counted again; one discrepancy is enough to be counted first. */
const watched = { secondCount: 'aboveTolerance', riskFrom: 1 } as const;

export const firstCountPolicy: CountPolicy = Object.freeze({
  version: 1,
  rules: {
    classes: {
      A: { quantity: 0, percent: 0, fen: 0, everyDays: 90, ...watched },
      B: { quantity: 2, percent: 0, fen: 50_000, everyDays: 180, ...watched },
      C: { quantity: 10, percent: 0, fen: 50_000, everyDays: 365, ...watched },
    },
    aheadDays: 14,
    source:
      '内部假设：A 类每季、B 类每半年、C 类每年盘点一次，未引用标准 / house assumption: class A each quarter, B each half-year, C each year; no standard is quoted',
  },
});

/** A is the class that is watched most closely: nowhere may it be let off with what the next one is not. */
export const countFaults = ({ classes }: CountRules): CountMistake[] =>
  countClasses.flatMap((of, i) => {
    const next = countClasses[i + 1];
    return next ? against(of, classes[of], classes[next]) : [];
  });

function against(of: CountClass, one: ClassRule, next: ClassRule): CountMistake[] {
  // Where every difference is counted again, what is tolerated lets nothing pass.
  const isLooser =
    one.secondCount === 'aboveTolerance' &&
    (next.secondCount === 'everyDifference' ||
      one.quantity > next.quantity ||
      one.percent > next.percent ||
      one.fen > next.fen);
  return [
    ...(isLooser ? [{ of, fault: 'looserThanNext' as const }] : []),
    ...(one.everyDays > next.everyDays ? [{ of, fault: 'rarerThanNext' as const }] : []),
    ...(one.riskFrom > next.riskFrom ? [{ of, fault: 'laterAtRisk' as const }] : []),
  ];
}
