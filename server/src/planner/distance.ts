/** Straight distances on the globe, in kilometres. */

export const radians = Math.PI / 180;
/** Mean radius (IUGG). */
export const earthKm = 6371.0088;
/** One degree of latitude. */
export const kmPerDegree = earthKm * radians;

/** Good to 2 in 1,000 across a whole region, and cheaper than the great circle. */
export function km(lon: number, lat: number, otherLon: number, otherLat: number): number {
  const x = (otherLon - lon) * Math.cos(((lat + otherLat) / 2) * radians);
  const y = otherLat - lat;
  return Math.sqrt(x * x + y * y) * kmPerDegree;
}

/** Kilometres of one degree of longitude at this latitude. */
export const kmOfLongitude = (lat: number): number => kmPerDegree * Math.cos(lat * radians);
