/** The way between the network and the points beside it. */
import { km } from './distance.ts';
import type { Nearest } from './nearest.ts';
import type { CoverageSettings } from './world.ts';

/** Of each point: the node where it meets the network, and the way between. A node of -1: no road. */
export type Access = { node: Int32Array; tenths: Int32Array; metres: Int32Array };

/** A point whose position is unknown has NaN and gets no road. */
export function accessTo(
  network: { lons: Float64Array; lats: Float64Array },
  nearest: Nearest,
  points: { lons: Float64Array; lats: Float64Array },
  { accessKmh, accessDetour, maxAccessKm }: CoverageSettings,
): Access {
  const count = points.lons.length;
  const access = {
    node: new Int32Array(count).fill(-1),
    tenths: new Int32Array(count),
    metres: new Int32Array(count),
  };
  for (let point = 0; point < count; point++) {
    const lon = points.lons[point]!;
    const lat = points.lats[point]!;
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) continue;
    const node = nearest(lon, lat, maxAccessKm);
    if (node < 0) continue;
    const way = km(lon, lat, network.lons[node]!, network.lats[node]!) * accessDetour;
    access.node[point] = node;
    access.tenths[point] = Math.round((way / accessKmh) * 36_000);
    access.metres[point] = Math.round(way * 1000);
  }
  return access;
}
