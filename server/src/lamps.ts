/** Tells the gateways what is made of the trips they have just told, for the lamps at their gates. What is late lights nothing, so it is not sent either, and nothing waits for it. */
import type { GateBrief } from '@changping/contracts/gate-match';
import type { DownLetter } from '@changping/contracts/letters';
import type { GatewayId, Instant } from '@changping/contracts/units';
import { type Judgeable, verdictOf } from './domain/verdict.ts';
import type { Database } from './store/database.ts';

/** Whoever was at the gate has gone on. */
const lateAfter = 30_000;

export function lamps(
  { raw }: Pick<Database, 'raw'>,
  { post, now }: { post(gateway: GatewayId, down: DownLetter): void; now(): Instant },
): { judge(trips: readonly number[]): void } {
  const find = raw.prepare(
    `select gateway.code as gateway, trip, direction, unexplained,
       (select brief from passage_match where passage = passage.key and rank = 0) as match
     from passage join gateway on gateway.key = passage.gateway
     where passage.key = ? and trip is not null and ended_at > ?`,
  );
  return {
    judge(trips) {
      for (const key of trips) {
        const row = find.get(key, now() - lateAfter) as Row | undefined;
        if (!row) continue;
        const counts = row.match === null ? null : (JSON.parse(row.match) as GateBrief).counts;
        const verdict = verdictOf({ ...row, counts });
        if (verdict) post(row.gateway, { v: 1, kind: 'judged', trip: row.trip, verdict });
      }
    },
  };
}

type Row = Omit<Judgeable, 'counts'> & { gateway: GatewayId; trip: string; match: string | null };
