/** What a step books, as it is looked at before it is signed: by outcome, each unit of count for itself, since ten quilts and three litres are no thirteen of anything. */
import type { Outcome } from '@changping/contracts/document-words';
import type { Portion } from './tally.ts';

export type Sum = {
  as: Outcome;
  /** `kind` stands for all that are counted in the same unit. */
  amounts: { kind: string | null; quantity: number }[];
  reasons: string[];
};

export function sumsOf(
  portions: readonly Portion[],
  kindOf: (line: number) => string | null,
  unitOf: (kind: string | null) => string,
): Sum[] {
  const sums = new Map<Outcome, Sum>();
  for (const { line, as, quantity, reason } of portions) {
    const sum = sums.get(as) ?? { as, amounts: [], reasons: [] };
    sums.set(as, sum);
    const kind = kindOf(line);
    const same = sum.amounts.find((each) => unitOf(each.kind) === unitOf(kind));
    if (same) same.quantity += quantity;
    else sum.amounts.push({ kind, quantity });
    if (reason && !sum.reasons.includes(reason)) sum.reasons.push(reason);
  }
  return [...sums.values()];
}
