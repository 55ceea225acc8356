/** Counts joined by hand: what judges them, what they rest on, and the policy that they go by. */
import type { Instant } from '@changping/contracts/units';
import { type CountPolicyDesk, countPolicyDesk } from './count-policies.ts';
import { type CountAnswers, type CountDeeds, type CountParts, countsOf } from './counts.ts';
import type { LotFacts } from './domain/count/facts.ts';
import { firstCountPolicy } from './domain/count/policy.ts';
import { type Handing, handingDesk } from './handing.ts';
import { kmBetween } from './region/near.ts';
import type { Region } from './region.ts';
import { countInputs } from './store/count-input.ts';
import { countPlans } from './store/count-plan.ts';
import { countPolicies } from './store/count-policies.ts';
import { countReads } from './store/count-reads.ts';
import { countsRunning } from './store/counts-running.ts';
import type { Database } from './store/database.ts';
import { due } from './store/due.ts';
import { handOverCounts } from './store/hand-over-counts.ts';
import { handScans } from './store/hand-scans.ts';

export type CountRoom = { deeds: CountDeeds; answers: CountAnswers & Handing; policies: CountPolicyDesk };
type CountRoomParts = Pick<CountParts, 'rows' | 'desk' | 'posting' | 'acts' | 'tree'> & {
  db: Database;
  region: Pick<Region, 'id' | 'sites' | 'zones'>;
  kinds: Pick<ReadonlyMap<string, Pick<LotFacts, 'abc' | 'unitCostFen'>>, 'get'>;
  now(): Instant;
};

export function countRoom({ db, region, kinds, ...parts }: CountRoomParts): CountRoom {
  const { rows, now } = parts;
  const policies = countPolicies(db, firstCountPolicy, now());
  const toleranceOf = (version: number) => policies.at(version).rules.classes;
  const { deeds, answers } = countsOf({
    ...parts,
    ...{ policies, inputs: countInputs(db, rows, kinds, toleranceOf), plans: countPlans(db, kinds) },
    ...{ reads: countReads(db), going: countsRunning(db), due: due(db) },
    scanned: handScans(db, (one, other) => {
      const [from, to] = [one, other].map((code) => region.sites.find(({ id }) => id === code));
      return from && to ? kmBetween(from, to) : null;
    }),
    roomsOf: (site) => region.zones.filter((zone) => zone.site === site),
    costOf: (kind) => kinds.get(kind)?.unitCostFen ?? 0,
  });
  const handing = handingDesk(parts.desk, handOverCounts(db));
  return { deeds, answers: { ...answers, ...handing }, policies: countPolicyDesk({ rows: policies, now }) };
}
