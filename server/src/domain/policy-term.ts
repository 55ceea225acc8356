/** Which version of the policy stands when: the highest of those whose day has come. One that a later version overtook before its day never stood. */
import { Fault } from '@changping/contracts/faults';
import type { Instant } from '@changping/contracts/units';

/** `since`: from when it was meant to stand. */
export type Dated = { version: number; since: Instant };
/** `until`: when a later one took over, or will; null while none is known. */
export type Term = { state: 'coming' | 'standing' | 'over' | 'never'; until: Instant | null };

/** A change of who signs is known beforehand, and not so long that it is forgotten. */
const aheadMs = 366 * 86_400_000;

/** From when a version that is written now stands. @param wished undefined: at once. @throws Fault policyTerm */
export function beginOf(wished: number | undefined, now: Instant): Instant {
  const since = (wished ?? now) as Instant;
  if (since < now || since > now + aheadMs) throw new Fault('policyTerm');
  return since;
}

/** From when it stands once a second person agrees. What was wished for a day that has come by then stands at once, never from before. */
export const beginAgreed = (wished: Instant | null, now: Instant): Instant =>
  wished !== null && wished > now ? wished : now;

/** @param all every version there is. */
export function termOf({ version, since }: Dated, all: readonly Dated[], now: Instant): Term {
  const later = all.filter((each) => each.version > version).map((each) => each.since);
  const until = later.length ? (Math.min(...later) as Instant) : null;
  if (until !== null && until <= since) return { state: 'never', until };
  const state = since > now ? 'coming' : until !== null && until <= now ? 'over' : 'standing';
  return { state, until };
}
