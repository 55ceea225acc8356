/** When what waits for a second person waits no longer. Why it ends: what somebody asked for a quarter ago is no longer known to be meant, and whoever agrees to it then would put in force what nobody stands for. */
import type { Instant } from '@changping/contracts/units';

const days = 30;

/** @param at when it was proposed. */
export const endOf = (at: Instant): Instant => (at + days * 86_400_000) as Instant;
export const hasLapsed = (at: Instant, now: Instant): boolean => now >= endOf(at);
