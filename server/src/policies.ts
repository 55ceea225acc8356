/** The policy of approvals as people read and write it: whole, in versions, checked before it stands. */

import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import { tableFaults } from './domain/approval-faults.ts';
import { refusalOf, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import type { Acts } from './store/acts.ts';
import type { Policies } from './store/policies.ts';
import { hashToken } from './store/secrets.ts';
import { regionChain } from './store/seed.ts';
import type { Asker } from './store/sessions.ts';

type Write = '/api/policies/write';
export type PolicyParts = { rows: Policies; acts: Acts; tree: UnitTree; region: string; now(): Instant };
export type PolicyDesk = {
  deeds: { [W in Write]: (body: CommandBody<W>, asker: Asker) => CommandAnswer<W> };
  list(query: Query<'/api/policies'>): Answer<'/api/policies'>;
};

export function policyDesk({ rows, acts, tree, region, now }: PolicyParts): PolicyDesk {
  return {
    deeds: {
      '/api/policies/write'({ after, rules, reason }, asker) {
        const version = after + 1;
        const what = { chain: regionChain, action: 'policy.write', object: `policy ${version}`, reason };
        return acts.run(actorOf(asker), what, () => {
          const refused = refusalOf(asker.person, 'editPolicies', region, tree);
          if (refused) throw new Fault(refused);
          const { version: standing } = rows.current();
          if (standing !== after) throw new Fault('policyChanged', `${standing}`);
          const wrong = tableFaults(rules).map(({ rule, fault }) => `${rule}: ${fault}`);
          if (wrong.length) throw new Fault('policyWrong', wrong.join('; ').slice(0, 2000));
          rows.add({ version, rules, at: now(), by: asker.person.name, reason });
          const sealed = { version, rows: rules.length, digest: hashToken(JSON.stringify(rules)) };
          return { before: { version: standing }, after: sealed, result: { version } };
        });
      },
    },
    list({ limit, after }) {
      const items = rows.list(limit + 1, after === undefined ? null : Number(after));
      const page = items.slice(0, limit);
      const next = items.length > limit ? String(page.at(-1)?.version) : null;
      return { items: page.map((row) => ({ ...row, rules: row.rules.map(written) })), next };
    },
  };
}

/** Lists that may be changed, as the answer's shape has them. */
type Written = Answer<'/api/policies'>['items'][number]['rules'][number];
const written = (rule: ReturnType<Policies['current']>['rules'][number]): Written =>
  structuredClone(rule) as Written;
