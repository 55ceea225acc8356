import fc from 'fast-check';
import { expect, it } from 'vitest';
import { networkOf, pieceKm } from './roads.ts';
import type { RoadRow } from './world.ts';

const nodes = [
  { node: 'a', lon: 106, lat: 38 },
  { node: 'b', lon: 106.1, lat: 38 },
  { node: 'nan', lon: Number.NaN, lat: 38 },
];
const road = (facts: Partial<RoadRow>): RoadRow => ({
  from: 'a',
  to: 'b',
  road: 'G1',
  class: 'expressway',
  freeSpeedKmh: 60,
  km: 10,
  quality: 'sourced',
  ...facts,
});
const of = (...rows: Partial<RoadRow>[]) => networkOf(nodes, rows.map(road), 1);

it.each([
  ['a node that is not there', { to: 'nowhere' }, { dropped: 1, loops: 0, speeds: 0 }, 0],
  ['a node without a position', { to: 'nan' }, { dropped: 1, loops: 0, speeds: 0 }, 0],
  ['a length that is no number', { km: Number.NaN }, { dropped: 1, loops: 0, speeds: 0 }, 0],
  ['an endless road', { km: Number.POSITIVE_INFINITY }, { dropped: 1, loops: 0, speeds: 0 }, 0],
  ['a negative length', { km: -1 }, { dropped: 1, loops: 0, speeds: 0 }, 0],
  ['a loop of no length', { to: 'a', km: 0 }, { dropped: 0, loops: 1, speeds: 0 }, 0],
  ['speed 0', { freeSpeedKmh: 0 }, { dropped: 0, loops: 0, speeds: 1 }, 2],
  ['speed 999', { freeSpeedKmh: 999 }, { dropped: 0, loops: 0, speeds: 1 }, 2],
  ['a speed that was a word', { freeSpeedKmh: Number.NaN }, { dropped: 0, loops: 0, speeds: 1 }, 2],
  ['two nodes at one position', { km: 0 }, { dropped: 0, loops: 0, speeds: 0 }, 2],
])('lives with %s', (_, facts, mended, arcs) => {
  const network = of(facts);
  expect(network.mended).toEqual(mended);
  expect(network.arcs.from).toHaveLength(arcs);
  for (const tenths of network.arcs.tenths) expect(tenths).toBeGreaterThanOrEqual(1);
});

it('puts the usual speed of the class where a speed cannot be', () => {
  // 10 km at the expressway's 100 km/h: 6 min; at an unknown class's 30: 20 min.
  expect(of({ freeSpeedKmh: 0 }).arcs.tenths[0]).toBe(3600);
  expect(of({ freeSpeedKmh: 999, class: 'cart track', km: 1 }).arcs.tenths[0]).toBe(1200);
});

it('keeps both of two roads between the same towns, and only the way there of a one-way road', () => {
  expect(of({}, { km: 12 }).arcs.from).toHaveLength(4);
  const { arcs } = of({ oneWay: true });
  expect([Array.from(arcs.from), Array.from(arcs.to)]).toEqual([[0], [1]]);
});

it('cuts an open road into pieces that add up to it, and an expressway never', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 80, noNaN: true }),
      fc.integer({ min: 5, max: 130 }),
      (km, freeSpeedKmh) => {
        const whole = of({ km, freeSpeedKmh });
        const cut = of({ km, freeSpeedKmh, class: 'national' });
        expect(whole.lons).toHaveLength(2);
        expect(cut.lons.length - 1).toBe(Math.max(1, Math.ceil(km / pieceKm)));
        for (const weights of ['tenths', 'metres'] as const) {
          const sum = (arcs: typeof cut.arcs) => arcs[weights].reduce((all, each) => all + each, 0);
          expect(sum(cut.arcs)).toBe(sum(whole.arcs));
        }
        for (const tenths of cut.arcs.tenths) expect(tenths).toBeGreaterThanOrEqual(1);
      },
    ),
  );
});
