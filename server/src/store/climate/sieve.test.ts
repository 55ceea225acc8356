import type { Instant, SiteId } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClimatePoint } from '../climate.ts';
import { type Sieve, sift } from './sieve.ts';

const start = 1_795_000_500_000;
const minute = 60_000;
const point = (minutes: number, celsius: number | null, probe = 'cold-1'): ClimatePoint => ({
  site: 'RC-S' as SiteId,
  gateway: 'GW-1',
  probe,
  at: (start + minutes * minute) as Instant,
  celsius,
  humidity: 50,
});
const kept = (curve: (number | null)[]) =>
  sift(
    new Map(),
    curve.map((celsius, i) => point(i, celsius)),
  ).map(({ celsius }) => celsius);

it.each([
  ['a still room', [4, 4, 4, 4, 4], [4]],
  ['a peak', [4, 5, 9, 7, 5, 4], [4, 5, 9]],
  ['a dip', [4, 5, 2, 3, 1, 4], [4, 5, 2, 1]],
  ['a silence', [4, null, null, 4, null], [4, null]],
  ['a silence at first', [null, null, 4, null, 3], [null, 4, 3]],
  ['nothing', [], []],
])('keeps of %s the first and the extremes', (_, curve, left) => {
  expect(kept(curve)).toEqual(left);
});

it('begins anew with each quarter of an hour and goes on from one batch to the next', () => {
  const sieve: Sieve = new Map();
  const hour = Array.from({ length: 60 }, (_, i) => point(i, 4));
  const left = [...sift(sieve, hour.slice(0, 20)), ...sift(sieve, hour.slice(20))];
  expect(left.map(({ at }) => (at - start) / minute)).toEqual([0, 15, 30, 45]);
});

it('keeps two probes apart', () => {
  expect(
    sift(new Map(), [point(0, 4), point(0, 4, 'cold-2'), point(1, 4), point(1, 4, 'cold-2')]).length,
  ).toBe(2);
});

it('keeps, of any curve, the lowest and the highest of every quarter, and invents nothing', () => {
  const value = fc.option(fc.double({ noNaN: true, min: -50, max: 90 }));
  const curve = fc.array(fc.tuple(fc.nat(120), value, fc.constantFrom('a', 'b')), { maxLength: 200 });
  fc.assert(
    fc.property(curve, (rows) => {
      const points = rows
        .sort(([a], [b]) => a - b)
        .map(([minutes, celsius, probe]) => point(minutes, celsius, probe));
      const left = sift(new Map(), points);
      expect(points).toEqual(expect.arrayContaining(left));
      expect(extremes(left)).toEqual(extremes(points));
    }),
  );
});

function extremes(points: readonly ClimatePoint[]) {
  const all = new Map<string, { low: number; high: number }>();
  for (const { probe, at, celsius } of points) {
    const name = `${probe} ${Math.floor(at / (15 * minute))}`;
    const { low, high } = all.get(name) ?? { low: Infinity, high: -Infinity };
    all.set(name, { low: Math.min(low, celsius ?? Infinity), high: Math.max(high, celsius ?? -Infinity) });
  }
  return all;
}
