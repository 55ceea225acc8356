/** The policy of counts as people read and write it: whole, in versions, checked before it stands. */
import { countMistakesText } from '@changping/contracts/count-policy';
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import { countFaults } from './domain/count/policy.ts';
import { beginOf, termOf } from './domain/policy-term.ts';
import { refusalOf, type UnitTree } from './domain/rights.ts';
import { actorOf } from './entrance.ts';
import type { Acts } from './store/acts.ts';
import type { CountPolicies } from './store/count-policies.ts';
import { regionChain } from './store/seed.ts';
import type { Asker } from './store/sessions.ts';
import { pageOfVersions } from './store/versions.ts';

type Write = '/api/count-policies/write';
export type CountPolicyParts = {
  rows: CountPolicies;
  acts: Acts;
  tree: UnitTree;
  region: string;
  now(): Instant;
};
export type CountPolicyDesk = {
  deeds: { [W in Write]: (body: CommandBody<W>, asker: Asker) => CommandAnswer<W> };
  list(query: Query<'/api/count-policies'>): Answer<'/api/count-policies'>;
};

export const countPolicyDesk = ({ rows, acts, tree, region, now }: CountPolicyParts): CountPolicyDesk => ({
  deeds: {
    '/api/count-policies/write'({ after, rules, reason, since: wished }, asker) {
      const version = after + 1;
      const object = `count policy ${version}`;
      const what = { chain: regionChain, action: 'countPolicy.write', object, reason };
      return acts.run(actorOf(asker), what, () => {
        const refused = refusalOf(asker.person, 'editPolicies', region, tree);
        if (refused) throw new Fault(refused);
        const newest = rows.dated().at(-1)?.version ?? 0;
        if (newest !== after) throw new Fault('countPolicyChanged', `${newest}`);
        const at = now();
        const since = beginOf(wished, at);
        const wrong = countFaults(rules);
        if (wrong.length) throw new Fault('countPolicyWrong', countMistakesText(wrong));
        rows.add({ version, content: rules, at, by: asker.person.name, reason, since });
        // Small enough to be sealed whole: what was tolerated when is the first thing an auditor asks.
        return {
          before: { version: newest, rules: rows.at(newest).rules },
          after: { version, since, rules },
          result: { version },
        };
      });
    },
  },
  list(query) {
    const [all, at] = [rows.dated(), now()];
    return pageOfVersions(rows, query, ({ content, ...row }) => ({
      ...{ ...row, ...termOf(row, all, at) },
      rules: structuredClone(content),
    }));
  },
});
