/** The table of approvals in its versions: a version is written once and never changed. Writing runs inside an act's transaction. */
import type { Instant } from '@changping/contracts/units';
import type { ApprovalPolicy, ApprovalRule } from '../domain/approval-policy.ts';
import type { Database } from './database.ts';

export type PolicyRow = ApprovalPolicy & { at: Instant; by: string; reason: string };
export type Policies = {
  /** The one that stands. */
  current(): ApprovalPolicy;
  at(version: number): ApprovalPolicy;
  add(row: PolicyRow): void;
  /** The newest first; `before`: a version. */
  list(limit: number, before: number | null): PolicyRow[];
};

/** @param first what a region starts with, until its own table is put in its place. */
export function policies({ raw }: Pick<Database, 'raw'>, first: ApprovalPolicy, now: Instant): Policies {
  const add = raw.prepare('insert into policy (version, rules, at, by, reason) values (?, ?, ?, ?, ?)');
  const newest = raw.prepare('select max(version) from policy').pluck();
  const rulesOf = raw.prepare('select rules from policy where version = ?').pluck();
  const list = raw.prepare(
    'select version, rules, at, by, reason from policy where version < ? order by version desc limit ?',
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
  const write: Policies['add'] = ({ version, rules, at: when, by, reason }) =>
    void add.run(version, JSON.stringify(rules), when, by, reason);
  if (newest.get() === null) write({ ...first, at: now, by: 'server', reason: 'first start' });

  return {
    current: () => at(newest.get() as number),
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
