/** Lengths and spans of simulated time, in milliseconds since a story began. */

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** From is inside, to is not. */
export type Span = { from: number; to: number };

export const isWithin = (at: number, { from, to }: Span): boolean => at >= from && at < to;
