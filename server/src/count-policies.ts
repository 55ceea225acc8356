/** The policy of counts as people read and write it: whole, in versions, checked before it stands. */
import { type CountRules, countMistakesText } from '@changping/contracts/count-policy';
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { countFaults } from './domain/count/policy.ts';
import { termOf } from './domain/policy-term.ts';
import type { Matter } from './publishing.ts';
import type { CountPolicies } from './store/count-policies.ts';
import { pageOfVersions } from './store/versions.ts';

export type CountPolicyParts = { rows: CountPolicies; now(): Instant };
export type CountPolicyDesk = {
  matter: Matter<CountRules>;
  list(query: Query<'/api/count-policies'>): Answer<'/api/count-policies'>;
};

export const countPolicyDesk = ({ rows, now }: CountPolicyParts): CountPolicyDesk => ({
  matter: {
    ...{ called: 'count policy', right: 'editPolicies', changed: 'countPolicyChanged' },
    ...{ newest: rows.newest, add: rows.add },
    check(rules) {
      const wrong = countFaults(rules);
      if (wrong.length) throw new Fault('countPolicyWrong', countMistakesText(wrong));
    },
    // Small enough to be sealed whole: what was tolerated when is the first thing an auditor asks.
    sealed: (rules) => ({ rules }),
    sealedAt: (version) => ({ rules: rows.at(version).rules }),
  },
  list(query) {
    const [all, at] = [rows.dated(), now()];
    return pageOfVersions(rows, query, ({ content, ...row }) => ({
      ...{ ...row, ...termOf(row, all, at) },
      rules: structuredClone(content),
    }));
  },
});
