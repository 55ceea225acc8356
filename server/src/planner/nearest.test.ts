import fc from 'fast-check';
import { expect, it } from 'vitest';
import { km } from './distance.ts';
import { nearestOf } from './nearest.ts';

const aPoint = fc.tuple(
  fc.double({ min: 104, max: 108, noNaN: true }),
  fc.double({ min: 35, max: 40, noNaN: true }),
);

it('finds what a look at every point finds, from inside and from far outside', () => {
  fc.assert(
    fc.property(
      fc.array(aPoint, { maxLength: 60 }),
      fc.tuple(fc.double({ min: 100, max: 112, noNaN: true }), fc.double({ min: 32, max: 43, noNaN: true })),
      fc.double({ min: 0, max: 300, noNaN: true }),
      (points, [lon, lat], within) => {
        const find = nearestOf(
          Float64Array.from(points, ([x]) => x),
          Float64Array.from(points, ([, y]) => y),
        );
        const away = points.map(([x, y]) => km(lon, lat, x, y));
        const nearest = Math.min(...away);
        const found = find(lon, lat, within);
        if (nearest > within || !points.length) expect(found).toBe(-1);
        else expect(away[found]).toBe(nearest);
      },
    ),
    { numRuns: 500 },
  );
});

it('measures what the great circle measures', () => {
  // The haversine formula, exact on the sphere, over the whole region and beyond.
  const haversine = (lon: number, lat: number, lon2: number, lat2: number) => {
    const r = Math.PI / 180;
    const h =
      Math.sin(((lat2 - lat) * r) / 2) ** 2 +
      Math.cos(lat * r) * Math.cos(lat2 * r) * Math.sin(((lon2 - lon) * r) / 2) ** 2;
    return 2 * 6371.0088 * Math.asin(Math.sqrt(h));
  };
  fc.assert(
    fc.property(aPoint, aPoint, (a, b) => {
      const exact = haversine(...a, ...b);
      expect(Math.abs(km(...a, ...b) - exact)).toBeLessThanOrEqual(exact * 0.002 + 1e-6);
    }),
  );
});
