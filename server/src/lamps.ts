/** Tells the gateways what is made of the trips they have just told, for the lamps at their gates. What is late lights nothing, so it is not sent either, and nothing waits for it. */
import type { DownLetter } from '@changping/contracts/letters';
import type { GatewayId, Instant } from '@changping/contracts/units';
import { verdictOf } from './domain/verdict.ts';
import type { JudgeableTrips } from './store/judgeable.ts';

/** Whoever was at the gate has gone on. */
const lateAfter = 30_000;

export function lamps(
  rows: JudgeableTrips,
  { post, now }: { post(gateway: GatewayId, down: DownLetter): void; now(): Instant },
): { judge(trips: readonly number[]): void } {
  return {
    judge(trips) {
      for (const key of trips) {
        const trip = rows.find(key, (now() - lateAfter) as Instant);
        const verdict = trip && verdictOf(trip);
        if (verdict) post(trip.gateway, { v: 1, kind: 'judged', trip: trip.trip, verdict });
      }
    },
  };
}
