/** The routing of a ground: one row per depot, each added to the order of arrival when it is done. Stock never touches it. */
import { type Arrivals, addDepot, noArrivals } from './arrivals.ts';
import type { Ground } from './ground.ts';
import type { Field } from './search.ts';
import { addNear, type Near, noneNear } from './straight.ts';

export type Rows = {
  arrivals: Arrivals;
  /** By depot; null before its turn, and for a depot without a road. */
  fields: (Field | null)[];
  /** Which depots lie within the slogan's straight distance. */
  near: Near;
  done: number;
};

export const noRows = ({ points, world, settings }: Ground): Rows => ({
  arrivals: noArrivals(points.lons.length, world.depots.length, {
    tenths: settings.maxMinutes * 600,
    metres: settings.maxKm * 1000,
  }),
  fields: world.depots.map(() => null),
  near: noneNear(points, world.depots.length),
  done: 0,
});

/** Depots in the order of the world's list; a step each, so that whoever drives it may answer questions, tell the progress or stop in between. */
export function* route(ground: Ground, rows: Rows): Generator<number> {
  const { world, settings, graph, search, access, depotAccess } = ground;
  for (const [depot, { loadingMinutes, ...at }] of world.depots.entries()) {
    const node = depotAccess.node[depot]!;
    if (node >= 0) {
      const field = search(graph.forward, node);
      const minutes = settings.dispatchMinutes + (loadingMinutes ?? settings.loadingMinutes);
      addDepot(rows.arrivals, depot, field, access, {
        tenths: Math.round(minutes * 600) + depotAccess.tenths[depot]!,
        metres: depotAccess.metres[depot]!,
      });
      rows.fields[depot] = field;
    }
    addNear(rows.near, depot, at, settings.maxKm);
    rows.done++;
    yield rows.done;
  }
}
