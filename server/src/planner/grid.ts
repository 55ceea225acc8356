/**
 * The region as cells of one square kilometre. No boundary may be shipped, so the area is modelled as the map's areas are: a cell belongs
 * to its nearest place, and the cells nearest to any place are kept until the area is as large as the counties together.
 */
import { km, kmOfLongitude, kmPerDegree } from './distance.ts';
import { nearestOf } from './nearest.ts';
import type { County, Place } from './world.ts';

/** A side of a cell, in kilometres. */
export const cellKm = 1;
/** No region reaches further from its outermost place; it bounds the search only. */
const reachKm = 45;

/** Centres, row by row from the south. `place`: index of the nearest place that has a position. */
export type Cells = { lons: Float64Array; lats: Float64Array; place: Int32Array };

export function cellsOf(places: readonly Place[], counties: readonly County[]): Cells {
  const placed = places.flatMap(({ lon, lat }, place) =>
    lon === null || lat === null ? [] : [{ place, lon, lat }],
  );
  if (!placed.length) return { lons: new Float64Array(), lats: new Float64Array(), place: new Int32Array() };
  const lons = Float64Array.from(placed, ({ lon }) => lon);
  const lats = Float64Array.from(placed, ({ lat }) => lat);
  const nearest = nearestOf(lons, lats);
  const found: { lon: number; lat: number; place: number; away: number }[] = [];
  const margin = reachKm / kmPerDegree;
  const north = Math.max(...lats) + margin;
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  for (let lat = Math.min(...lats) - margin; lat <= north; lat += cellKm / kmPerDegree) {
    const step = cellKm / kmOfLongitude(lat);
    const side = reachKm / kmOfLongitude(lat);
    for (let lon = west - side; lon <= east + side; lon += step) {
      const at = nearest(lon, lat, reachKm);
      if (at < 0) continue;
      found.push({ lon, lat, place: placed[at]!.place, away: km(lon, lat, lons[at]!, lats[at]!) });
    }
  }

  const km2 = counties.reduce((sum, { areaKm2 }) => sum + areaKm2, 0);
  const farthest = found.map(({ away }) => away).sort((a, b) => a - b)[Math.round(km2 / cellKm ** 2) - 1];
  const kept = farthest === undefined ? found : found.filter(({ away }) => away <= farthest);
  return {
    lons: Float64Array.from(kept, ({ lon }) => lon),
    lats: Float64Array.from(kept, ({ lat }) => lat),
    place: Int32Array.from(kept, ({ place }) => place),
  };
}
