/** Act first, sign within 24 hours: when goods may leave before their approval, and what becomes of that signature. */
import type { Duty } from '@changping/contracts/document-words';
import type { Instant } from '@changping/contracts/units';
import { type ApprovalPolicy, isApproved, type Paper, ruleFor, type Signed } from './approval-policy.ts';

/** An order from outside on which somebody acts; one of them is enough, and is kept. */
export type Basis = { order: string | null; phone: string | null; photo: string | null };
/** What has to be signed later, and by when. */
export type Owes = { what: 'approval'; dueAt: Instant };

export const actFirstMs = 24 * 3_600_000;

/** What comes after the approval, where everything goes its usual way. */
export const comesAfter = (action: Duty): boolean => after.has(action);
const after: ReadonlySet<Duty> = new Set<Duty>(['order', 'pick', 'release', 'supply']);

/** Before such a step: nothing is owed, or what will be, or why it may not be taken. */
export function owedBefore(
  policy: ApprovalPolicy,
  paper: Paper,
  basis: Basis | null,
  now: Instant,
): Owes | null | 'approvalMissing' | 'basisMissing' {
  if (isApproved(policy, paper)) return null;
  if (!ruleFor(policy, paper, 'approve')?.actFirst) return 'approvalMissing';
  if (![basis?.order, basis?.phone, basis?.photo].some((each) => each?.trim())) return 'basisMissing';
  // The term runs from the first step, or each new one would put it off.
  return { what: 'approval', dueAt: dueAfter(firstAct(paper.signed) ?? now) };
}

export type Review = { state: 'waiting' | 'overdue' | 'inTime' | 'late'; dueAt: Instant };

/** Where the approval stands of what was done before it. A supervisor looks at each, in time or not; null for a paper that went its usual way. */
export function reviewOf(policy: ApprovalPolicy, paper: Paper, now: Instant): Review | null {
  const first = firstAct(paper.signed);
  if (first === null) return null;
  const approvals = paper.signed.filter(({ action }) => action === 'approve').map(({ at }) => at);
  const done = isApproved(policy, paper) ? Math.max(...approvals) : null;
  if (done !== null && done <= first) return null;
  const dueAt = dueAfter(first);
  if (done === null) return { state: now > dueAt ? 'overdue' : 'waiting', dueAt };
  return { state: done > dueAt ? 'late' : 'inTime', dueAt };
}

function firstAct(signed: readonly Signed[]): Instant | null {
  const times = signed.filter(({ action }) => comesAfter(action)).map(({ at }) => at);
  return times.length ? (Math.min(...times) as Instant) : null;
}

const dueAfter = (first: Instant): Instant => (first + actFirstMs) as Instant;
