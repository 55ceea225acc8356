/** When a login ends by itself: after a time without a hand on it, and after a day's work in any case. */
import type { Instant, Minutes } from '@changping/contracts/units';

export type SessionTimes = { openedAt: Instant; lastSeenAt: Instant };
export type SessionEnd = 'idle' | 'tooLong';

export const idleMax = 30 as Minutes;
export const sessionMs = 12 * 3_600_000;

/** @param idle what the settings ask; more than `idleMax` is not given. A clock that jumps ends the login too: nobody knows how long it was left alone. */
export function sessionEnd(
  { openedAt, lastSeenAt }: SessionTimes,
  now: Instant,
  idle: Minutes = idleMax,
): SessionEnd | null {
  if (Math.abs(now - openedAt) >= sessionMs) return 'tooLong';
  return Math.abs(now - lastSeenAt) >= Math.min(idle, idleMax) * 60_000 ? 'idle' : null;
}
