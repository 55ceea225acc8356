/** What became of a line otherwise than was wanted: shown beside it, never merged into it. */
import type { Outcome } from '@changping/contracts/document-words';
import type { Line } from '@changping/contracts/documents';

const otherwise: ReadonlySet<Outcome> = new Set([
  ...(['damaged', 'short', 'over', 'back', 'declined', 'notPicked', 'unsent', 'withheld', 'lost'] as const),
  ...(['missing', 'gained', 'failed', 'held', 'finding', 'kept'] as const),
]);

export const isDifference = (outcome: Outcome): boolean => otherwise.has(outcome);

export const differencesOf = ({ done, found }: Line): [Outcome, number][] => [
  ...(found && 'as' in found ? [[found.as, found.quantity] as [Outcome, number]] : []),
  ...(Object.entries(done) as [Outcome, number][]).filter(([outcome]) => isDifference(outcome)),
];

/** Every outcome that some line has, in the order in which they come up. */
export const outcomesOf = (lines: readonly Line[]): Outcome[] => [
  ...new Set(lines.flatMap(({ done }) => Object.keys(done) as Outcome[])),
];
