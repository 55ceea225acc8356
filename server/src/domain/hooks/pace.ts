/** When a hook is told next, and when a notice is given up. */
import type { Instant } from '@changping/contracts/units';

/** DingTalk and WeCom take 20 a minute, and DingTalk then shuts the robot up for ten. */
export const leastApart = 3200;
/** Of an old notice the feed still knows; a robot that was away for a day would only bury the new ones under it. */
export const givenUpAfter = 86_400_000;

const first = 5000;
const longest = 3_600_000;
/** With its chance. */
export const longestWait = 1.25 * longest;

/** @param failures in a row, 1 or more. @param chance 0…1: many hooks that fail together come back apart. */
export const againAfter = (failures: number, chance: number): number =>
  Math.round(Math.min(longest, first * 2 ** Math.min(failures - 1, 20)) * (0.75 + chance / 2));

/** @param recordedAt by the same clock as `now`. */
export const isGivenUp = (recordedAt: Instant, now: Instant): boolean => recordedAt <= now - givenUpAfter;
