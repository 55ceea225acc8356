/** Is a position where it can be? Swapped columns and coordinates of another country show here. */
import type { Box } from '@changping/contracts/region';

/** Help from outside and the roads to it come from this far around the region's own box. */
export const outsideKm = 500;

/** @returns what is wrong with it, or undefined. */
export function misplaced(box: Box, lon: number, lat: number, marginKm: number): string | undefined {
  if (isInside(box, lon, lat, marginKm)) return undefined;
  const swapped = isInside(box, lat, lon, marginKm) ? ': are lon and lat swapped?' : '';
  return `${lon}, ${lat} is not ${marginKm ? `within ${marginKm} km of` : 'in'} the region's box${swapped}`;
}

function isInside([west, south, east, north]: Box, lon: number, lat: number, marginKm: number): boolean {
  const up = marginKm / kmPerDegree;
  const aside = up / Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180);
  return lon >= west - aside && lon <= east + aside && lat >= south - up && lat <= north + up;
}

const kmPerDegree = 111.195;
const earthKm = 6371.0088;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

type At = { lon: number; lat: number };
/** Great circle. */
export function kmBetween(a: At, b: At): number {
  const [up, aside] = [radians(b.lat - a.lat), radians(b.lon - a.lon)];
  const half =
    Math.sin(up / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(aside / 2) ** 2;
  return 2 * earthKm * Math.asin(Math.sqrt(half));
}
