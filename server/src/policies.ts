/** The policy of approvals as people read and write it: whole, in versions, checked before it stands. */

import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import { mistakesText } from '@changping/contracts/policy-mistakes';
import type { Instant } from '@changping/contracts/units';
import { tableFaults } from './domain/approval-faults.ts';
import { nobodyThere } from './domain/nobody-there.ts';
import { beginOf, termOf } from './domain/policy-term.ts';
import { type Account, refusalOf, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import type { Accounts } from './store/accounts.ts';
import type { Acts } from './store/acts.ts';
import type { Policies } from './store/policies.ts';
import { hashToken } from './store/secrets.ts';
import { regionChain } from './store/seed.ts';
import type { Asker } from './store/sessions.ts';
import { pageOfVersions } from './store/versions.ts';

type Write = '/api/policies/write';
export type PolicyParts = {
  rows: Policies;
  accounts: Pick<Accounts, 'list'>;
  acts: Acts;
  tree: UnitTree;
  region: string;
  now(): Instant;
};
export type PolicyDesk = {
  deeds: { [W in Write]: (body: CommandBody<W>, asker: Asker) => CommandAnswer<W> };
  list(query: Query<'/api/policies'>): Answer<'/api/policies'>;
};

export function policyDesk({ rows, accounts, acts, tree, region, now }: PolicyParts): PolicyDesk {
  const people = (): Account[] =>
    accounts
      .list()
      .filter(({ disabledAt }) => disabledAt === null)
      .map(({ name, unit, roles }) => ({ id: name, unit, roles }));
  return {
    deeds: {
      '/api/policies/write'({ after, rules, reason, since: wished }, asker) {
        const version = after + 1;
        const what = { chain: regionChain, action: 'policy.write', object: `policy ${version}`, reason };
        return acts.run(actorOf(asker), what, () => {
          const refused = refusalOf(asker.person, 'editPolicies', region, tree);
          if (refused) throw new Fault(refused);
          const newest = rows.dated().at(-1)?.version;
          if (newest !== after) throw new Fault('policyChanged', `${newest}`);
          const at = now();
          const since = beginOf(wished, at);
          const wrong = [...tableFaults(rules), ...nobodyThere(rows.current(at), { rules }, people(), tree)];
          if (wrong.length) throw new Fault('policyWrong', mistakesText(wrong));
          rows.add({ version, rules, at, by: asker.person.name, reason, since });
          const sealed = { version, since, rows: rules.length, digest: hashToken(JSON.stringify(rules)) };
          return { before: { version: newest }, after: sealed, result: { version } };
        });
      },
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
