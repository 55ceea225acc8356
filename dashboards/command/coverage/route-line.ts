/** A way as lines on the map: off the roads to the first road, along the rows that are driven, off the roads to the place. */
import type { RoadMap } from '@changping/contracts/http';

export type At = readonly [lon: number, lat: number];
/** `beside`: straight, over no road that is known. */
export type Piece = { part: 'road' | 'beside'; line: At[] };

/** @param rows rows of the road table as driven, which are the map's lines in the same order. */
export function routeLine(map: RoadMap, rows: readonly number[], from: At, to: At): Piece[] {
  const stretches = rows.flatMap((row) => {
    const feature = map.features[row];
    return feature?.geometry.type === 'LineString' ? [feature.geometry.coordinates as At[]] : [];
  });
  const first = stretches[0];
  const last = stretches.at(-1);
  if (!first || !last) return [{ part: 'beside', line: [from, to] }];
  const start = nearestOn(first, from);
  const end = nearestOn(last, to);
  const line: At[] = [start];
  // Where a stretch meets the next, it is left; a stretch driven backwards is so told by its far end.
  for (let i = 0; i + 1 < stretches.length; i++) line.push(meeting(stretches[i]!, stretches[i + 1]!));
  line.push(end);
  return [
    { part: 'beside', line: [from, start] },
    { part: 'road', line },
    { part: 'beside', line: [end, to] },
  ];
}

/** The point of a line that lies nearest, in the plane: a stretch is some kilometres long. */
function nearestOn(line: readonly At[], [lon, lat]: At): At {
  const flat = Math.cos((lat * Math.PI) / 180);
  let best: At = line[0] ?? [lon, lat];
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < line.length; i++) {
    const [[x0, y0], [x1, y1]] = [line[i]!, line[i + 1]!];
    const [dx, dy] = [(x1 - x0) * flat, y1 - y0];
    const long = dx * dx + dy * dy;
    const along = long === 0 ? 0 : ((lon - x0) * flat * dx + (lat - y0) * dy) / long;
    const share = Math.min(1, Math.max(0, along));
    const at: At = [x0 + (x1 - x0) * share, y0 + (y1 - y0) * share];
    const away = ((lon - at[0]) * flat) ** 2 + (lat - at[1]) ** 2;
    if (away < least) [least, best] = [away, at];
  }
  return best;
}

function meeting(a: readonly At[], b: readonly At[]): At {
  const ends = [a[0]!, a.at(-1)!];
  return ends.find((end) => isSame(end, b[0]!) || isSame(end, b.at(-1)!)) ?? ends[1]!;
}

const isSame = (a: At, b: At): boolean => a[0] === b[0] && a[1] === b[1];
