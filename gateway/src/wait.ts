/** How long to wait before the next try: twice as long each time, and never the same for two gateways that lost the line together. */

export type Waits = { least: number; most: number };

/** @param tries failures since the last success. @param random 0…1. */
export const waitBefore = (tries: number, { least, most }: Waits, random: number): number =>
  Math.min(most, least * 2 ** Math.min(tries, 20)) * (0.5 + random / 2);
