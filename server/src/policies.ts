/** The policy of approvals as people read and write it: whole, in versions, checked before it stands. */

import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import { mistakesText } from '@changping/contracts/policy-mistakes';
import type { Instant } from '@changping/contracts/units';
import { tableFaults } from './domain/approval-faults.ts';
import type { ApprovalRule } from './domain/approval-policy.ts';
import { nobodyThere } from './domain/nobody-there.ts';
import { termOf } from './domain/policy-term.ts';
import type { Account, UnitTree } from './domain/rights.ts';
import type { Matter } from './publishing.ts';
import type { Accounts } from './store/accounts.ts';
import type { Policies } from './store/policies.ts';
import { hashToken } from './store/secrets.ts';
import { pageOfVersions } from './store/versions.ts';

type Rules = readonly ApprovalRule[];
export type PolicyParts = {
  rows: Policies;
  accounts: Pick<Accounts, 'list'>;
  tree: UnitTree;
  now(): Instant;
};
export type PolicyDesk = {
  matter: Matter<Rules>;
  list(query: Query<'/api/policies'>): Answer<'/api/policies'>;
};

export function policyDesk({ rows, accounts, tree, now }: PolicyParts): PolicyDesk {
  const people = (): Account[] =>
    accounts
      .list()
      .filter(({ disabledAt }) => disabledAt === null)
      .map(({ name, unit, roles }) => ({ id: name, unit, roles }));
  return {
    matter: {
      ...{ called: 'policy', right: 'editPolicies', changed: 'policyChanged' },
      newest: rows.newest,
      check(rules, at) {
        const wrong = [...tableFaults(rules), ...nobodyThere(rows.current(at), { rules }, people(), tree)];
        if (wrong.length) throw new Fault('policyWrong', mistakesText(wrong));
      },
      add: ({ content: rules, ...row }) => rows.add({ ...row, rules }),
      sealed,
      sealedAt: (version) => sealed(rows.at(version).rules),
    },
    list(query) {
      const [all, at] = [rows.dated(), now()];
      return pageOfVersions(rows, query, (row) => ({
        ...{ ...row, ...termOf(row, all, at) },
        rules: row.rules.map(written),
      }));
    },
  };
}

/** Lists that may be changed, as the answer's shape has them. */
type Written = Answer<'/api/policies'>['items'][number]['rules'][number];
const written = (rule: ReturnType<Policies['current']>['rules'][number]): Written =>
  structuredClone(rule) as Written;

const sealed = (rules: Rules) => ({ rows: rules.length, digest: hashToken(JSON.stringify(rules)) });
