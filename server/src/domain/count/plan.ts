/** What to count next: first what has so many open discrepancies that the policy calls it at risk, then what was never counted, then what is due by its class, the longest overdue first. */
import type { CountRules } from '@changping/contracts/count-policy';
import type { PlanReason } from '@changping/contracts/count-words';
import type { Instant, KindId } from '@changping/contracts/units';
import { isWithin, type LotFacts } from './facts.ts';

type Abc = LotFacts['abc'];
export type Stocked = {
  /** A zone. */
  place: string;
  kinds: readonly { kind: KindId; abc: Abc; discrepancies: number }[];
};
/** A count that was posted. `kinds`: null where all was counted. */
export type Past = { places: readonly string[]; kinds: readonly string[] | null; closedAt: Instant };
export type Proposal = {
  place: string;
  abc: Abc;
  kinds: KindId[];
  /** When the one of them that waits longest was counted last. */
  lastAt: Instant | null;
  dueAt: Instant | null;
  discrepancies: number;
  why: PlanReason;
  everyDays: number;
};

const day = 86_400_000;
const order: readonly PlanReason[] = ['discrepancies', 'neverCounted', 'due'];

export function planCounts(
  stocked: readonly Stocked[],
  past: readonly Past[],
  { classes, aheadDays }: Pick<CountRules, 'classes' | 'aheadDays'>,
  now: Instant,
): Proposal[] {
  return stocked
    .flatMap(({ place, kinds }) =>
      (['A', 'B', 'C'] as const).flatMap((abc) => {
        const of = kinds.filter((each) => each.abc === abc);
        return of.length ? propose(place, abc, of, past, classes[abc]) : [];
      }),
    )
    .filter(({ why, dueAt }) => why !== 'due' || (dueAt ?? 0) <= now + aheadDays * day)
    .sort(
      (one, other) =>
        order.indexOf(one.why) - order.indexOf(other.why) ||
        other.discrepancies - one.discrepancies ||
        (one.dueAt ?? 0) - (other.dueAt ?? 0) ||
        (one.abc < other.abc ? -1 : one.abc > other.abc ? 1 : one.place < other.place ? -1 : 1),
    );
}

function propose(
  place: string,
  abc: Abc,
  of: Stocked['kinds'],
  past: readonly Past[],
  { everyDays, riskFrom }: CountRules['classes'][Abc],
): Proposal {
  const last = of.map(({ kind }) => lastOf(place, kind, past));
  const lastAt = last.includes(null) ? null : (Math.min(...(last as number[])) as Instant);
  const discrepancies = of.reduce((sum, each) => sum + each.discrepancies, 0);
  return {
    ...{ place, abc, kinds: of.map(({ kind }) => kind).sort(), lastAt, discrepancies, everyDays },
    dueAt: lastAt === null ? null : ((lastAt + everyDays * day) as Instant),
    why: discrepancies >= riskFrom ? 'discrepancies' : lastAt === null ? 'neverCounted' : 'due',
  };
}

/** A zone was counted when all of it was, not when one of its bins was. */
function lastOf(place: string, kind: KindId, past: readonly Past[]): Instant | null {
  const counted = past.filter(
    ({ places, kinds }) =>
      places.some((named) => isWithin(place, named)) && (kinds === null || kinds.includes(kind)),
  );
  return counted.length ? (Math.max(...counted.map(({ closedAt }) => closedAt)) as Instant) : null;
}
