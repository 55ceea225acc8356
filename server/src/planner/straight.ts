/** The slogan beside the proof: what lies within so many kilometres of a depot as the crow flies. */
import { km } from './distance.ts';

/** For each point 1 where it is that near. */
export function withinStraight(
  points: { lons: Float64Array; lats: Float64Array },
  { lon, lat }: { lon: number; lat: number },
  maxKm: number,
): Uint8Array {
  const near = new Uint8Array(points.lons.length);
  for (let point = 0; point < near.length; point++)
    near[point] = km(points.lons[point]!, points.lats[point]!, lon, lat) <= maxKm ? 1 : 0;
  return near;
}
