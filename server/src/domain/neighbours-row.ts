/** Tables of approvals that were written before a neighbour could promise by itself name it in no row of `supply`, and nobody decided that it may not: there it stands beside the partner, as in the built-in table, and the row says so. Once a version has named it, one that leaves it out is a decision. */
import type { ApprovalRule } from './approval-policy.ts';

type Rules = readonly ApprovalRule[];
const added = '联动单位按内置表补入 / neighbour added by the built-in table';

/** @param before the tables of all versions before it. */
export function withNeighbours(rules: Rules, before: readonly Rules[]): Rules {
  if ([rules, ...before].some(namesNeighbour)) return rules;
  return rules.map((rule) =>
    rule.action === 'supply' && names(rule, 'partner')
      ? {
          ...rule,
          signatures: rule.signatures.map((each) =>
            each.by.some(({ role }) => role === 'partner')
              ? { ...each, by: [...each.by, { role: 'guest' as const, unit: 'own' as const }] }
              : each,
          ),
          source: added,
        }
      : rule,
  );
}

const names = ({ signatures }: ApprovalRule, role: 'partner' | 'guest'): boolean =>
  signatures.some(({ by }) => by.some((who) => who.role === role));
const namesNeighbour = (rules: Rules): boolean =>
  rules.some((rule) => rule.action === 'supply' && names(rule, 'guest'));
