/** Finds the nearest of many fixed points without looking at all of them. */
import { km, kmOfLongitude } from './distance.ts';

/** @returns the index of the nearest point within so many kilometres, or -1; of equals the lower index. */
export type Nearest = (lon: number, lat: number, withinKm: number) => number;

export function nearestOf(lons: Float64Array, lats: Float64Array): Nearest {
  const bins = binsOf(lons, lats);
  const { west, south, step, columns, rows, first, points, stepKm } = bins;
  return (lon, lat, withinKm) => {
    if (!points.length) return -1;
    const column = Math.floor((lon - west) / step);
    const row = Math.floor((lat - south) / step);
    let best = -1;
    let bestKm = withinKm;
    for (let ring = 0; ; ring++) {
      // A point outside the rings looked at so far is at least this far away.
      if ((ring - 1) * stepKm > bestKm) return best;
      for (let y = Math.max(0, row - ring); y <= Math.min(rows - 1, row + ring); y++) {
        const isEdge = y === row - ring || y === row + ring;
        const stride = isEdge || ring === 0 ? 1 : 2 * ring;
        for (let x = column - ring; x <= column + ring; x += stride) {
          if (x < 0 || x >= columns) continue;
          const bin = y * columns + x;
          for (let i = first[bin]!; i < first[bin + 1]!; i++) {
            const point = points[i]!;
            const away = km(lon, lat, lons[point]!, lats[point]!);
            if (away < bestKm || (away === bestKm && (best < 0 || point < best))) {
              best = point;
              bestKm = away;
            }
          }
        }
      }
    }
  };
}

/** Square bins in degrees, about two points a bin, as one counting sort. */
function binsOf(lons: Float64Array, lats: Float64Array) {
  let [west, east, south, north] = [180, -180, 90, -90];
  for (let i = 0; i < lons.length; i++) {
    west = Math.min(west, lons[i]!);
    east = Math.max(east, lons[i]!);
    south = Math.min(south, lats[i]!);
    north = Math.max(north, lats[i]!);
  }
  const area = Math.max(1e-6, (east - west) * (north - south));
  const step = Math.max(1e-4, Math.sqrt((area / Math.max(1, lons.length)) * 2));
  const columns = Math.max(1, Math.floor((east - west) / step) + 1);
  const rows = Math.max(1, Math.floor((north - south) / step) + 1);
  const binOf = (i: number) =>
    Math.floor((lats[i]! - south) / step) * columns + Math.floor((lons[i]! - west) / step);
  const first = new Int32Array(columns * rows + 1);
  for (let i = 0; i < lons.length; i++) first[binOf(i) + 1]!++;
  for (let bin = 0; bin < columns * rows; bin++) first[bin + 1]! += first[bin]!;
  const points = new Int32Array(lons.length);
  const filled = first.slice();
  for (let i = 0; i < lons.length; i++) points[filled[binOf(i)]!++] = i;
  // A degree of longitude is shortest far from the equator; a question may come from a little beyond.
  const narrow = kmOfLongitude(Math.min(89, Math.max(Math.abs(north), Math.abs(south)) + 1));
  return { west, south, step, columns, rows, first, points, stepKm: step * narrow };
}
