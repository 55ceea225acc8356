/** When a count may be posted: nothing left to clear up, everything above tolerance counted twice, a reason for each difference, and an approver who counted nothing. All that is missing is told at once. */
import type { VarianceReason } from '@changping/contracts/count-words';
import type { Move } from '@changping/contracts/documents';
import type { CountResult, Trouble } from './facts.ts';

export type PostingFault =
  | { code: 'trouble'; trouble: Trouble }
  | { code: 'needsRecount' | 'reasonMissing'; key: string }
  | { code: 'reasonForNothing'; key: string }
  | { code: 'approverCounted'; approver: string };

/** @param reasons by the key of the variance. @param approver with everybody he stands in for. */
export function postingFaults(
  { variances, troubles, counters }: CountResult,
  reasons: ReadonlyMap<string, VarianceReason>,
  approver: readonly string[],
): PostingFault[] {
  const keys = new Set(variances.map(({ key }) => key));
  return [
    ...troubles.filter(({ blocks }) => blocks).map((trouble) => ({ code: 'trouble' as const, trouble })),
    ...variances
      .filter(({ needsRecount }) => needsRecount)
      .map(({ key }) => ({ code: 'needsRecount' as const, key })),
    ...[...keys].filter((key) => !reasons.has(key)).map((key) => ({ code: 'reasonMissing' as const, key })),
    ...[...reasons.keys()]
      .filter((key) => !keys.has(key))
      .map((key) => ({ code: 'reasonForNothing' as const, key })),
    ...approver
      .filter((id) => counters.includes(id))
      .map((id) => ({ code: 'approverCounted' as const, approver: id })),
  ];
}

export const movesOf = ({ variances }: CountResult): Move[] => variances.map(({ move }) => move);
