/** One piece at two places sooner than anybody drives: its code was copied, or one of the two was not where it said it was. */

export type Sight = { site: string; at: number };

/** Along the straight line, which no road is: who is faster has two codes. */
const kilometresAnHour = 150;
/** Two clocks may be so far apart. */
const clocks = 5 * 60_000;

/** @param km between the two as the crow flies; null where nobody knows, and then nothing is said. */
export const isTooSoon = (one: Sight, other: Sight, km: number | null): boolean =>
  one.site !== other.site &&
  km !== null &&
  Math.abs(one.at - other.at) + clocks < (km / kilometresAnHour) * 3_600_000;
