/** When a day begins and is over in the region's own time: a debt of that day is owed until then. */
import { written } from './time.ts';

/** @param day 2026-11-23 @returns UTC milliseconds; NaN where it is no day. */
export const dayEnd = (day: string): number => midnightAfter(day, 1);
export const dayStart = (day: string): number => midnightAfter(day, 0);
/** The last day until whose end something is owed. */
export const lastDay = (until: number): string => written(until - 1).date;

function midnightAfter(day: string, days: number): number {
  const midnight = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  if (Number.isNaN(midnight)) return Number.NaN;
  // Twice: the first try may fall on the other side of a change of clocks.
  return midnight - ahead(midnight - ahead(midnight));
}

/** How far the region's clock is ahead of UTC then. */
function ahead(at: number): number {
  const { date, second } = written(at);
  return Date.parse(`${date}T${second}Z`) - Math.floor(at / 1000) * 1000;
}
