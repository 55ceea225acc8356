/** Which points of a curve are worth keeping when the disk runs short: of each quarter of an hour the first, and whatever is colder or warmer than what was kept of it. */
import type { ClimatePoint } from '../climate.ts';

/** The quarter each probe is in, and the span that was kept of it. */
export type Sieve = Map<string, { quarter: number; low: number; high: number; hasSilence: boolean }>;

const quarterOfAnHour = 15 * 60_000;
/** More probes than any region has; beyond it they begin their quarter anew. */
const probesMax = 20_000;

export function sift(sieve: Sieve, points: readonly ClimatePoint[]): ClimatePoint[] {
  return points.filter((point) => isWorthKeeping(sieve, point));
}

function isWorthKeeping(sieve: Sieve, { gateway, probe, at, celsius }: ClimatePoint): boolean {
  const name = `${gateway}\n${probe}`;
  const quarter = Math.floor(at / quarterOfAnHour);
  const span = sieve.get(name);
  if (span?.quarter !== quarter) {
    if (sieve.size >= probesMax) sieve.clear();
    sieve.set(name, {
      quarter,
      low: celsius ?? Number.POSITIVE_INFINITY,
      high: celsius ?? Number.NEGATIVE_INFINITY,
      hasSilence: celsius === null,
    });
    return true;
  }
  if (celsius === null) {
    const isFirst = !span.hasSilence;
    span.hasSilence = true;
    return isFirst;
  }
  const isExtreme = celsius < span.low || celsius > span.high;
  span.low = Math.min(span.low, celsius);
  span.high = Math.max(span.high, celsius);
  return isExtreme;
}
