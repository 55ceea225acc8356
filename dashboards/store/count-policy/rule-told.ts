/** The policy of counts in words: what it says of a class, and of all of them. */
import { type CountClass, countClasses, secondCounts } from '@changping/contracts/count-policy';
import type { Answer } from '@changping/contracts/http';
import { whole, yuan } from '../../shared/figure.ts';
import type { Speech } from '../use-store-words.tsx';
import type { Differing } from '../versions/differences.tsx';

export type CountPolicy = Answer<'/api/count-policies'>['items'][number];
export type CountRules = CountPolicy['rules'];
export type ClassRule = CountRules['classes'][CountClass];
export type ClassRow = ClassRule & { of: CountClass };

export const rowsOf = ({ classes }: CountRules): ClassRow[] =>
  countClasses.map((of) => ({ ...classes[of], of }));

export const toleranceTold = ({ quantity, percent, fen }: ClassRule, { countPolicy }: Speech): string =>
  countPolicy.tolerated(whole(quantity), percent, yuan(fen));

/** Each part that a version may change, by its title. */
const partsTold = (rule: ClassRule, words: Speech): [title: string, text: string][] => [
  [words.countPolicy.tolerance, toleranceTold(rule, words)],
  [words.countPolicy.second, words.said(secondCounts, rule.secondCount)],
  [words.countPolicy.every, `${rule.everyDays}`],
  [words.countPolicy.risk, `${rule.riskFrom}`],
];

const generalTold = ({ aheadDays, source }: CountRules, { countPolicy }: Speech): [string, string][] => [
  [countPolicy.ahead, `${aheadDays}`],
  [countPolicy.source, source],
];

export function differencesOf(from: CountRules, to: CountRules, words: Speech): Differing[] {
  const { countPolicy, policy } = words;
  const what = policy.whatOf.changed;
  const compared = (id: string, before: [string, string][], after: [string, string][]) =>
    before.flatMap(([part, was], n): Differing[] => {
      const is = after[n]?.[1] ?? '';
      return was === is ? [] : [{ id, name: id, what, part, before: was, after: is }];
    });
  return [
    ...countClasses.flatMap((of) =>
      compared(countPolicy.classOf(of), partsTold(from.classes[of], words), partsTold(to.classes[of], words)),
    ),
    ...compared(countPolicy.general, generalTold(from, words), generalTold(to, words)),
  ];
}
