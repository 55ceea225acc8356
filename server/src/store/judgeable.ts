/** A trip as a lamp's verdict needs it: what the gate told, and what the best of the open documents makes of it. */
import type { GateBrief } from '@changping/contracts/gate-match';
import type { GatewayId, Instant } from '@changping/contracts/units';
import type { Judgeable } from '../domain/verdict.ts';
import type { Database } from './database.ts';

export type JudgeableTrip = Judgeable & { gateway: GatewayId; trip: string };
export type JudgeableTrips = {
  /** By the key of its passage; undefined for one that ended by then or has no name of its gateway's. */
  find(passage: number, after: Instant): JudgeableTrip | undefined;
};

export function judgeableTrips({ raw }: Pick<Database, 'raw'>): JudgeableTrips {
  const find = raw.prepare(
    `select gateway.code as gateway, trip, direction, unexplained,
       (select brief from passage_match where passage = passage.key and rank = 0) as match
     from passage join gateway on gateway.key = passage.gateway
     where passage.key = ? and trip is not null and ended_at > ?`,
  );
  return {
    find(passage, after) {
      const row = find.get(passage, after) as Row | undefined;
      if (!row) return undefined;
      const { match, ...trip } = row;
      return { ...trip, counts: match === null ? null : (JSON.parse(match) as GateBrief).counts };
    },
  };
}

type Row = Omit<JudgeableTrip, 'counts'> & { match: string | null };
