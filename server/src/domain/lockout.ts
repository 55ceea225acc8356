/** When an account is locked after wrong passwords, and until when. Tries while it is locked are not judged and lengthen nothing, or a stranger could keep the watch commander out for good. */
import type { Instant } from '@changping/contracts/units';

/** `lockedUntil`: the first moment at which it is open again; null while it was not locked. */
export type Tries = { readonly failures: number; readonly lockedUntil: Instant | null };

export const noTries: Tries = Object.freeze({ failures: 0, lockedUntil: null });
export const failuresMax = 5;
export const lockMs = 30 * 60_000;

/** A clock that was set back must not lock for longer than the term. */
export const isLocked = ({ lockedUntil }: Tries, now: Instant): boolean =>
  lockedUntil !== null && now < lockedUntil && lockedUntil - now <= lockMs;

/** @param tries of an account that is not locked; of a locked one they stay as they are. After the term it has all its tries again. */
export function afterFailure(tries: Tries, now: Instant): Tries {
  if (isLocked(tries, now)) return tries;
  const failures = (tries.lockedUntil === null ? tries.failures : 0) + 1;
  return { failures, lockedUntil: failures >= failuresMax ? ((now + lockMs) as Instant) : null };
}

/** The right password while it is locked opens nothing. */
export const afterSuccess = (tries: Tries, now: Instant): Tries => (isLocked(tries, now) ? tries : noTries);
