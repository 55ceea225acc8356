/** Until when a lot is good, and how near that is. The lot's own printed date always wins; else its kind's record counts from its clock; what neither tells has no reference, and is never guessed. */
import type { LifeClock, ShelfLife } from '@changping/contracts/catalogue';
import type { Tier } from '@changping/contracts/live';
import { addMonths, type Day, daysBetween } from './day.ts';

/** What is known of a lot. `since`: the day each clock began; absent where that has not happened, or nobody wrote it down. */
export type LotFacts = { printed: Day | null; since: Readonly<Partial<Record<LifeClock, Day | null>>> };
/** `on`: the last good day. `clock`: from which it was counted. */
export type Expiry =
  | { on: Day; by: 'printed'; clock: null }
  | { on: Day; by: 'record'; clock: LifeClock }
  | { on: null; by: 'noReference'; clock: null };
export type NoticeStep = 'nearExpiry' | 'expired';
export type Step = 'ok' | NoticeStep;
/** Which of a kind's steps stands for "near expiry" at a tier: 1 is the longest. */
export type NearSteps = Readonly<Record<Tier, number>>;

const noReference: Expiry = Object.freeze({ on: null, by: 'noReference', clock: null });
const inUse: readonly LifeClock[] = ['firstUse', 'opened'];

export function effectiveExpiry({ printed, since }: LotFacts, record: ShelfLife): Expiry {
  if (printed) return { on: printed, by: 'printed', clock: null };
  const kept = endOf(since, record.clock, record.storageYears, record.storageRange);
  // Years of service run in what is in use; kept in its case it has only its years of storage.
  const isUsed = inUse.some((clock) => since[clock]);
  const served = isUsed
    ? endOf(since, record.serviceClock, record.serviceYears, record.serviceRange)
    : noReference;
  if (kept.on === null || served.on === null) return kept.on === null ? served : kept;
  return served.on < kept.on ? served : kept;
}

/** Of a range the lower end: what may have gone bad counts as bad. */
function endOf(
  since: LotFacts['since'],
  clock: LifeClock | null,
  years: number | null,
  range: readonly [number, number] | null,
): Expiry {
  const from = clock && since[clock];
  const least = Math.min(years ?? Number.POSITIVE_INFINITY, ...(range ?? []));
  if (!from || !Number.isFinite(least)) return noReference;
  return { on: addMonths(from, Math.floor(least * 12 + 1e-9)), by: 'record', clock };
}

/** The last good day is good: expired is what lies a day beyond it. */
export function stepOf(on: Day | null, today: Day, nearDays: number): Step {
  if (on === null) return 'ok';
  if (on < today) return 'expired';
  return daysBetween(today, on) <= nearDays ? 'nearExpiry' : 'ok';
}

/** @param steps days before the end, the longest first; a list that is too short gives its last. */
export const nearDaysOf = (steps: readonly number[], tier: Tier, near: NearSteps): number =>
  steps[Math.min(near[tier], steps.length) - 1] ?? 0;
