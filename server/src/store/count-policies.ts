/** The policy of counts in its versions. */
import type { CountRules } from '@changping/contracts/count-policy';
import type { Instant } from '@changping/contracts/units';
import type { CountPolicy } from '../domain/count/policy.ts';
import type { Database } from './database.ts';
import { type Versions, versions } from './versions.ts';

export type CountPolicies = Pick<Versions<CountRules>, 'dated' | 'newest' | 'add' | 'list'> & {
  /** The one that stands. */
  current(now: Instant): CountPolicy;
  at(version: number): CountPolicy;
};

/** @param first what a region starts with, until its own is put in its place. */
export function countPolicies(db: Pick<Database, 'raw'>, first: CountPolicy, now: Instant): CountPolicies {
  const rows = versions<CountRules>(db, 'count_policy', 'rules');
  const at = (version: number): CountPolicy => {
    const rules = rows.at(version);
    // Every count names a version that was written before it.
    if (!rules) throw new Error(`no version ${version} of the policy of counts`);
    return { version, rules };
  };
  if (rows.newest() === null)
    rows.add({
      ...{ version: first.version, content: first.rules, at: now, by: 'server', agreedBy: null },
      ...{ reason: '首次启动 / first start', since: now },
    });
  return {
    ...{ at, dated: rows.dated, newest: rows.newest, add: rows.add, list: rows.list },
    // A clock that was set back to before the first leaves the first.
    current: (when) => at(rows.standing(when) ?? first.version),
  };
}
