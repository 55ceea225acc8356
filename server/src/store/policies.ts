/** The table of approvals in its versions. */
import type { Instant } from '@changping/contracts/units';
import type { ApprovalPolicy, ApprovalRule } from '../domain/approval-policy.ts';
import { withNeighbours } from '../domain/neighbours-row.ts';
import type { Database } from './database.ts';
import { type Versions, versions, type Written } from './versions.ts';

type Rules = readonly ApprovalRule[];
export type PolicyRow = ApprovalPolicy & Omit<Written<Rules>, 'content'>;
export type Policies = Pick<Versions<Rules>, 'dated' | 'newest'> & {
  /** The one that stands. */
  current(now: Instant): ApprovalPolicy;
  at(version: number): ApprovalPolicy;
  add(row: PolicyRow): void;
  /** The newest first; `before`: a version. */
  list(limit: number, before: number | null): PolicyRow[];
};

/** @param first what a region starts with, until its own table is put in its place. */
export function policies(db: Pick<Database, 'raw'>, first: ApprovalPolicy, now: Instant): Policies {
  const rows = versions<Rules>(db, 'policy', 'rules');
  /** Of the table as it was written. */
  const told = new WeakMap<Rules, ApprovalPolicy>();
  const earlier = (version: number): Rules[] =>
    rows
      .dated()
      .filter((each) => each.version < version)
      .map((each) => rows.at(each.version) ?? []);
  const at = (version: number): ApprovalPolicy => {
    const rules = rows.at(version);
    // Every decision names a version that was written before it.
    if (!rules) throw new Error(`no version ${version} of the policy`);
    const known = told.get(rules);
    if (known) return known;
    const policy = { version, rules: withNeighbours(rules, earlier(version)) };
    told.set(rules, policy);
    return policy;
  };
  const write: Policies['add'] = ({ rules, ...row }) => rows.add({ ...row, content: rules });
  if (rows.newest() === null)
    write({ ...first, at: now, by: 'server', agreedBy: null, reason: '首次启动 / first start', since: now });

  return {
    // A clock that was set back to before the first leaves the first.
    current: (when) => at(rows.standing(when) ?? first.version),
    dated: rows.dated,
    newest: rows.newest,
    at,
    add: write,
    list: (limit, before) =>
      rows.list(limit, before).map(({ content: _, ...row }) => ({ ...row, rules: at(row.version).rules })),
  };
}
