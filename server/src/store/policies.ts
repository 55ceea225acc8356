/** The table of approvals in its versions: a version is written once and never changed. Writing runs inside an act's transaction. */
import type { Instant } from '@changping/contracts/units';
import type { ApprovalPolicy, ApprovalRule } from '../domain/approval-policy.ts';
import type { Dated } from '../domain/policy-term.ts';
import type { Database } from './database.ts';

export type PolicyRow = ApprovalPolicy & { at: Instant; by: string; reason: string; since: Instant };
export type Policies = {
  /** The one that stands. */
  current(now: Instant): ApprovalPolicy;
  /** Every version with the day it was written for, the first one first. */
  dated(): Dated[];
  at(version: number): ApprovalPolicy;
  add(row: PolicyRow): void;
  /** The newest first; `before`: a version. */
  list(limit: number, before: number | null): PolicyRow[];
};

/** @param first what a region starts with, until its own table is put in its place. */
export function policies({ raw }: Pick<Database, 'raw'>, first: ApprovalPolicy, now: Instant): Policies {
  const add = raw.prepare(
    'insert into policy (version, rules, at, by, reason, since) values (?, ?, ?, ?, ?, ?)',
  );
  const newest = raw
    .prepare(
      // A clock that was set back to before the first leaves the first.
      'select coalesce(max(version), (select min(version) from policy)) from policy where since <= ?',
    )
    .pluck();
  const dated = raw.prepare('select version, since from policy order by version');
  const rulesOf = raw.prepare('select rules from policy where version = ?').pluck();
  const list = raw.prepare(
    'select version, rules, at, by, reason, since from policy where version < ? order by version desc limit ?',
  );
  const read = new Map<number, ApprovalPolicy>();

  const at = (version: number): ApprovalPolicy => {
    const known = read.get(version);
    if (known) return known;
    const rules = rulesOf.get(version) as string | undefined;
    // Every decision names a version that was written before it.
    if (rules === undefined) throw new Error(`no version ${version} of the policy`);
    const policy = Object.freeze({ version, rules: JSON.parse(rules) as ApprovalRule[] });
    read.set(version, policy);
    return policy;
  };
  const write: Policies['add'] = ({ version, rules, at: when, by, reason, since }) =>
    void add.run(version, JSON.stringify(rules), when, by, reason, since);
  if (!dated.get()) write({ ...first, at: now, by: 'server', reason: '首次启动 / first start', since: now });

  return {
    current: (when) => at(newest.get(when) as number),
    dated: () => dated.all() as Dated[],
    at,
    add: write,
    list: (limit, before) =>
      (list.all(before ?? Number.MAX_SAFE_INTEGER, limit) as Stored[]).map(({ rules, ...row }) => ({
        ...row,
        rules: JSON.parse(rules) as ApprovalRule[],
      })),
  };
}

type Stored = Omit<PolicyRow, 'rules'> & { rules: string };
