/** The region's coverage in numbers: by kind, for all kinds, and the places that wait longest. */

import { depotBits } from './arrivals.ts';
import { type Assumption, assumptionsOf } from './assumptions.ts';
import type { Coverage } from './coverage.ts';
import type { Ground } from './ground.ts';
import { type Class, classOf } from './marks.ts';
import type { Rows } from './rows.ts';
import type { Shares } from './shares.ts';
import { slotOf } from './sweep.ts';

/** Whose answer it is: nothing is compared across versions. `rows`: routed depots; fewer than `of` makes it a first version. */
export type Versions = { roads: string; stock: string; rows: { done: number; of: number } };

export type KindCoverage = Shares & { kind: string; holders: number };

/** Of the kind that reaches it last. `minutes` null: no holder of that kind within the distance reaches it at all. */
export type WorstPlace = {
  place: string;
  code: string;
  minutes: number | null;
  km: number | null;
  kind: string | null;
  by: string | null;
  class: Class;
};

export type Summary = {
  versions: Versions;
  kinds: KindCoverage[];
  all: Shares;
  worst: WorstPlace[];
  /** Places nobody can be sent to. */
  unreachable: { place: string; code: string; why: 'noPosition' | 'noRoad'; people: number }[];
  assumptions: Assumption[];
};

export function summaryOf(ground: Ground, rows: Rows, coverage: Coverage, versions: Versions): Summary {
  const kinds = ground.world.kinds.map((kind): KindCoverage => {
    const group = coverage.groups.find((each) => each.kinds.includes(kind))!;
    return { kind, holders: group.holds.reduce((sum, each) => sum + each, 0), ...group.shares };
  });
  return {
    versions,
    kinds,
    all: coverage.all.shares,
    worst: worstPlaces(ground, rows, coverage),
    unreachable: unreachable(ground, rows),
    assumptions: assumptionsOf(ground),
  };
}

function worstPlaces(ground: Ground, { arrivals }: Rows, { groups, all }: Coverage): WorstPlace[] {
  const first = ground.cells.place.length;
  const rows = ground.world.places.flatMap((place, i): WorstPlace[] => {
    if (place.lon === null || !groups.length) return [];
    const point = first + i;
    const latest = groups.reduce((late, each) => (waits(each, point) > waits(late, point) ? each : late));
    const slot = slotOf(arrivals, point, latest.swept.best[point]!);
    return [
      {
        place: place.name,
        code: place.code,
        minutes: slot < 0 ? null : arrivals.tenths[slot]! / 600,
        km: slot < 0 ? null : arrivals.metres[slot]! / 1000,
        kind: latest.kinds[0] ?? null,
        by: slot < 0 ? null : (ground.world.depots[arrivals.code[slot]! & depotBits]?.id ?? null),
        class: classOf(all.marks[point]!),
      },
    ];
  });
  const minutes = (row: WorstPlace) => row.minutes ?? Number.POSITIVE_INFINITY;
  return rows.sort((a, b) => (minutes(a) < minutes(b) ? 1 : minutes(a) > minutes(b) ? -1 : 0));

  function waits({ swept }: Coverage['groups'][number], point: number): number {
    const slot = slotOf(arrivals, point, swept.best[point]!);
    return slot < 0 ? Number.POSITIVE_INFINITY : arrivals.tenths[slot]!;
  }
}

/** No depot that was routed has any path there, whatever its length. */
function unreachable(
  { world, cells, placePeople }: Ground,
  { arrivals, done }: Rows,
): Summary['unreachable'] {
  return world.places.flatMap(({ name, code, lon }, i) => {
    if (lon !== null && (arrivals.count[cells.place.length + i]! > 0 || done < world.depots.length))
      return [];
    return [{ place: name, code, why: lon === null ? 'noPosition' : 'noRoad', people: placePeople[i]! }];
  });
}
