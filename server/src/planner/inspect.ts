/** One place looked at: who covers it, how long that takes, by which roads, and who is second. */
import { depotBits } from './arrivals.ts';
import type { Coverage } from './coverage.ts';
import { km } from './distance.ts';
import type { Ground } from './ground.ts';
import { type Class, classOf } from './marks.ts';
import { type Leg, routeTo } from './route.ts';
import type { Rows } from './rows.ts';
import { never } from './search.ts';
import { slotOf } from './sweep.ts';

export type Way = { depot: string; minutes: number; km: number; route: Leg[]; rows: number[] };
/** Kinds with the same holders share a row. `best`: the first to arrive whose path is short enough, also when that is too late. */
export type PlaceKinds = { kinds: string[]; class: Class; best: Way | null; second: Way | null };
export type PlaceCoverage = {
  code: string;
  place: string;
  people: number;
  reach: 'road' | 'noRoad' | 'noPosition';
  kinds: PlaceKinds[];
};

export function inspect(
  ground: Ground,
  rows: Rows,
  { groups }: Coverage,
  code: string,
): PlaceCoverage | undefined {
  const at = ground.world.places.findIndex((each) => each.code === code);
  const place = ground.world.places[at];
  if (!place) return undefined;
  const point = ground.cells.place.length + at;
  return {
    code,
    place: place.name,
    people: ground.placePeople[at]!,
    reach: place.lon === null ? 'noPosition' : ground.access.node[point]! < 0 ? 'noRoad' : 'road',
    kinds: groups.map(({ kinds, swept }) => ({
      kinds,
      class: classOf(swept.marks[point]!),
      best: wayOf(ground, rows, point, swept.best[point]!),
      second: wayOf(ground, rows, point, swept.second[point]!),
    })),
  };
}

function wayOf(ground: Ground, { arrivals, fields }: Rows, point: number, arrival: number): Way | null {
  const slot = slotOf(arrivals, point, arrival);
  if (slot < 0) return null;
  const depot = arrivals.code[slot]! & depotBits;
  const { legs, rows } = routeTo(ground.access.node[point]!, fields[depot]!, ground.graph, nameOf(ground));
  return {
    depot: ground.world.depots[depot]!.id,
    minutes: arrivals.tenths[slot]! / 600,
    km: arrivals.metres[slot]! / 1000,
    route: legs,
    rows,
  };
}

const nameOf =
  ({ world }: Ground) =>
  (row: number): string =>
    world.roads[row]?.road ?? '';

export type Reach = { depot: string; minutes: number; km: number };

/** Order to arrival from every depot at any position of the map, soonest first; of these the caller asks who holds what. One search against the direction of travel. */
export function arrivalsAt(
  { graph, search, nearestNode, network, depotAccess, settings, world }: Ground,
  lon: number,
  lat: number,
): Reach[] {
  const node = nearestNode(lon, lat, settings.maxAccessKm);
  if (node < 0) return [];
  const field = search(graph.reverse, node);
  const access = km(lon, lat, network.lons[node]!, network.lats[node]!) * settings.accessDetour;
  return world.depots
    .flatMap(({ id, loadingMinutes }, depot) => {
      const from = depotAccess.node[depot]!;
      if (from < 0 || field.tenths[from] === never) return [];
      const drive = field.tenths[from]! + depotAccess.tenths[depot]!;
      const minutes =
        settings.dispatchMinutes +
        (loadingMinutes ?? settings.loadingMinutes) +
        (access / settings.accessKmh) * 60 +
        drive / 600;
      return [{ depot: id, minutes, km: access + (field.metres[from]! + depotAccess.metres[depot]!) / 1000 }];
    })
    .sort((a, b) => a.minutes - b.minutes);
}
