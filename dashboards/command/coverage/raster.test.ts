import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CellMap, countOf, isInked, paint, rasterOf } from './raster.ts';

const kmPerDegree = 111.195;
/** Rows from the south, each even from the west, as the server lays out a region; `gaps` are left out. */
function aRegion(rows: number, columns: number, south = 36, gaps: readonly number[] = []): CellMap {
  const cells = Array.from({ length: rows * columns }, (_, i) => i).filter((i) => !gaps.includes(i));
  const lat = (i: number) => south + Math.floor(i / columns) / kmPerDegree;
  const step = (i: number) => 1 / (kmPerDegree * Math.cos((lat(i) * Math.PI) / 180));
  return {
    sizeKm: 1,
    lons: Float32Array.from(cells, (i) => 106 + (i % columns) * step(i)),
    lats: Float32Array.from(cells, lat),
  };
}
const paints = {
  bands: [
    [1, 0, 0, 255],
    [2, 0, 0, 255],
  ],
  beyond: [
    [11, 0, 0, 255],
    [12, 0, 0, 255],
    [13, 0, 0, 255],
  ],
} as const;

it('puts two by two pixels under every cell, north up, and none where there is no cell', () => {
  // Six cells in two rows of three, the middle one of the southern row missing: 1 2 over 0 _ and so on.
  const raster = rasterOf(aRegion(2, 3, 36, [1]));
  expect([raster?.width, raster?.height]).toEqual([6, 4]);
  const rows = Array.from({ length: 4 }, (_, y) =>
    [...(raster?.cell.slice(y * 6, y * 6 + 6) ?? [])].join(' '),
  );
  expect(rows).toEqual(['2 2 3 3 4 4', '2 2 3 3 4 4', '0 0 -1 -1 1 1', '0 0 -1 -1 1 1']);
});

it('has no picture of a region without cells', () => {
  expect(rasterOf({ sizeKm: 1, lons: new Float32Array(), lats: new Float32Array() })).toBeUndefined();
});

it('paints by class and, within the promise, by the share of it that has passed', () => {
  const raster = rasterOf(aRegion(1, 7));
  if (!raster) throw new Error('no raster');
  const layer = {
    class: Uint8Array.from([0, 0, 0, 0, 1, 2, 3]),
    minutes: Uint16Array.from([0, 60, 61, 120, 90, 150, 65_535]),
  };
  const pixels = new Uint8ClampedArray(raster.width * raster.height * 4);
  paint(raster, layer, paints, 120, pixels);
  const inkOf = (cell: number) => pixels[raster.cell.indexOf(cell) * 4];
  expect(Array.from({ length: 7 }, (_, cell) => inkOf(cell))).toEqual([1, 1, 2, 2, 11, 12, 13]);
  expect(countOf(layer)).toEqual([4, 1, 1, 1]);
});

it('tells the classes apart without colour', () => {
  const patterns = [0, 1, 2, 3].map((kept) =>
    Array.from({ length: 144 }, (_, i) => (isInked(kept, i % 12, Math.floor(i / 12)) ? '#' : '.')).join(''),
  );
  expect(new Set(patterns).size).toBe(4);
});

it('shows every cell of any region, each where it lies', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 18, max: 53 }),
      (rows, columns, south) => {
        const map = aRegion(rows, columns, south);
        const raster = rasterOf(map);
        if (!raster) throw new Error('no raster');
        const { width, bounds, cell } = raster;
        expect(new Set(cell.filter((at) => at >= 0)).size).toBe(rows * columns);
        const step = (bounds.east - bounds.west) / width;
        for (let i = 0; i < cell.length; i++) {
          if (cell[i]! < 0) continue;
          const lon = bounds.west + ((i % width) + 0.5) * step;
          expect(Math.abs(map.lons[cell[i]!]! - lon)).toBeLessThan(step * 1.6);
        }
      },
    ),
    { numRuns: 40 },
  );
});
