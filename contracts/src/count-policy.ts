/** What a policy of counts says, and what can be wrong with one: each mistake at its class. A refusal carries them in its detail, one form written and read here. */
import { type Word, words } from './document-words.ts';

export const countClasses = ['A', 'B', 'C'] as const;
export type CountClass = (typeof countClasses)[number];

export const secondCounts = words({
  aboveTolerance: ['超出允差时', 'where more differs than is tolerated'],
  everyDifference: ['凡有差异（含放错位置）', 'at every difference, also of what lies in a wrong place'],
} satisfies Record<string, Word>);
export type SecondCount = keyof typeof secondCounts;

/** How the goods of a class are counted. Tolerated is so much in base units, or so much of what the book had where that is more, and never more than so much in money. */
export type ClassRule = {
  quantity: number;
  percent: number;
  fen: number;
  /** When somebody else counts again. */
  secondCount: SecondCount;
  everyDays: number;
  /** With so many open discrepancies goods are at risk: they are counted before all others. */
  riskFrom: number;
};
export type CountRules = {
  classes: Readonly<Record<CountClass, ClassRule>>;
  /** So long before its day a count is proposed. */
  aheadDays: number;
  /** Whose rule it is. */
  source: string;
};

export const countMistakes = words({
  looserThanNext: ['允差比下一类宽，或复盘条件比下一类松', 'more is let pass than of the next class'],
  rarerThanNext: ['盘点间隔比下一类长', 'it is counted more rarely than the next class'],
  laterAtRisk: [
    '列为风险所需的差异数比下一类多',
    'it takes more discrepancies to be at risk than in the next class',
  ],
} satisfies Record<string, Word>);
export type CountMistakeName = keyof typeof countMistakes;
export type CountMistake = { of: CountClass; fault: CountMistakeName };

export const countMistakesText = (mistakes: readonly CountMistake[]): string =>
  mistakes.map(({ of, fault }) => `${of}: ${fault}`).join('; ');

/** What does not read as one is left out. */
export function countMistakesIn(text: string): CountMistake[] {
  return text.split('; ').flatMap((each) => {
    const [, name, fault] = /^([ABC]): (\w+)$/.exec(each) ?? [];
    const of = countClasses.find((one) => one === name);
    if (!of || fault === undefined || !Object.hasOwn(countMistakes, fault)) return [];
    return [{ of, fault: fault as CountMistakeName }];
  });
}
