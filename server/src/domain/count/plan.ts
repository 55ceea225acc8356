/** What to count next: first what has so many open discrepancies that the policy calls it at risk, then what was never counted or not all of it, then what is due by its class, the longest overdue first. */
import type { CountRules } from '@changping/contracts/count-policy';
import type { PlanReason } from '@changping/contracts/count-words';
import type { Instant, KindId } from '@changping/contracts/units';
import type { LotFacts } from './facts.ts';
import { hasCounted } from './handed-over.ts';

type Abc = LotFacts['abc'];
export type Stocked = {
  /** A zone. */
  place: string;
  /** `places`: where it lies, bin by bin. */
  kinds: readonly { kind: KindId; abc: Abc; discrepancies: number; places: readonly string[] }[];
};
/** A count that was posted. `kinds`: null where all was counted. */
export type Past = { places: readonly string[]; kinds: readonly string[] | null; closedAt: Instant };
export type Proposal = {
  place: string;
  abc: Abc;
  kinds: KindId[];
  /** Of the places where they lie. */
  counted: { n: number; of: number };
  /** When that of them was counted last which waits longest; of a part, of those that were. */
  lastAt: Instant | null;
  dueAt: Instant | null;
  discrepancies: number;
  why: PlanReason;
  everyDays: number;
};

const day = 86_400_000;
const order: readonly PlanReason[] = ['discrepancies', 'neverCounted', 'partlyCounted', 'due'];

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
  const last = new Map<string, Instant | null>();
  for (const { kind, places } of of)
    for (const bin of places) {
      const at = lastOf(bin, kind, past);
      const before = last.get(bin);
      last.set(bin, before === undefined ? at : earlier(before, at));
    }
  const known = [...last.values()].filter((at) => at !== null);
  const lastAt = known.length ? (Math.min(...known) as Instant) : null;
  const isWhole = known.length === last.size;
  const discrepancies = of.reduce((sum, each) => sum + each.discrepancies, 0);
  const unfinished = lastAt === null ? 'neverCounted' : isWhole ? 'due' : 'partlyCounted';
  return {
    ...{ place, abc, kinds: of.map(({ kind }) => kind).sort(), lastAt, discrepancies, everyDays },
    counted: { n: known.length, of: last.size },
    dueAt: lastAt === null || !isWhole ? null : ((lastAt + everyDays * day) as Instant),
    why: discrepancies >= riskFrom ? 'discrepancies' : unfinished,
  };
}

/** A bin of which one kind was never counted was not. */
const earlier = (one: Instant | null, other: Instant | null): Instant | null =>
  one === null || other === null ? null : one < other ? one : other;

/** A zone was counted when each bin of it was where something lies, together or one by one. */
function lastOf(place: string, kind: KindId, past: readonly Past[]): Instant | null {
  const counted = past.filter((each) => hasCounted(each, { place, kind }));
  return counted.length ? (Math.max(...counted.map(({ closedAt }) => closedAt)) as Instant) : null;
}
