/** Is a table of approvals fit to become the policy? Every mistake is told at once: those of single rows, duties that no row speaks of, and rows that no paper ever comes to. */
import { type Duty, duties } from '@changping/contracts/document-words';
import type { PolicyMistake } from '@changping/contracts/policy-mistakes';
import { type ApprovalRule, policyFaults } from './approval-policy.ts';

export function tableFaults(rules: readonly ApprovalRule[]): PolicyMistake[] {
  const missing = (Object.keys(duties) as Duty[]).filter(
    (duty) => !rules.some((rule) => rule.action === duty && isGeneral(rule)),
  );
  return [
    ...policyFaults({ rules }),
    ...rules.flatMap((rule, at): PolicyMistake[] =>
      rules.slice(0, at).some((before) => covers(before, rule))
        ? [{ rule: rule.id, fault: 'neverReached' }]
        : [],
    ),
    // Or a paper could be opened that nobody may ever take further.
    ...missing.map((duty): PolicyMistake => ({ rule: duty, fault: 'noGeneralRow' })),
  ];
}

const isGeneral = ({ types, classes, fen, urgencies, levels }: ApprovalRule): boolean =>
  types === null && classes === null && fen.from === 0 && fen.to === null && !urgencies && !levels;

/** Does every paper that the other fits fit this one? */
const covers = (one: ApprovalRule, other: ApprovalRule): boolean =>
  one.action === other.action &&
  holdsAll(one.types, other.types) &&
  holdsAll(one.classes, other.classes) &&
  holdsAll(one.urgencies, other.urgencies) &&
  holdsAll(one.levels, other.levels) &&
  one.fen.from <= other.fen.from &&
  (one.fen.to === null || (other.fen.to !== null && other.fen.to <= one.fen.to));

const holdsAll = (one: readonly string[] | null, other: readonly string[] | null): boolean =>
  one === null || (other?.every((each) => one.includes(each)) ?? false);
