import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { areaMap } from '@changping/contracts/http-region';
import { expect, it, onTestFinished } from 'vitest';
import { readRegion } from '../region.ts';
import { withBoundary } from './areas.ts';
import { checkBoundary, type System } from './boundary.ts';
import { kmBetween } from './near.ts';

const region = readRegion(fileURLToPath(new URL('../../region/ningxia', import.meta.url)));

type Ring = unknown[][];
type File = {
  type: string;
  features: {
    type: string;
    properties: Record<string, unknown>;
    geometry: { type: string; coordinates: Ring[] };
  }[];
};
/** A square of a tenth of a degree around every county's seat. */
const whole = (): File => ({
  type: 'FeatureCollection',
  features: region.counties.map(({ code, name, lon, lat }) => ({
    type: 'Feature',
    properties: { code, name },
    geometry: { type: 'Polygon', coordinates: [square(lon, lat)] },
  })),
});
const square = (lon: number, lat: number): Ring => {
  const far = 0.05;
  return [
    [lon - far, lat - far],
    [lon + far, lat - far],
    [lon + far, lat + far],
    [lon - far, lat + far],
    [lon - far, lat - far],
  ];
};
const check = (file: unknown, system: System = 'WGS84', approval: string | null = null) =>
  checkBoundary(file, system, region, approval);
function saidOf(spoil: (first: File['features'][number], file: File) => void): string[] {
  const file = whole();
  spoil(file.features[0] as File['features'][number], file);
  try {
    check(file);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}

it('takes a boundary whole and calls it no model', () => {
  const map = check(whole());
  expect(map.label).toBeNull();
  expect(map.features).toHaveLength(22);
  expect(map.features[0]?.properties).toEqual({
    ...{ code: '640104', name: '兴庆区', nameEn: 'Xingqing', level: 'county', modelled: false },
  });
  expect(areaMap.parse(map)).toEqual(map);
  expect(check(whole(), 'WGS84', '审图号：样例').label?.zh).toBe('审图号：样例');
});

it('knows the region and its cities by the codes that files write, and a number for a code', () => {
  const file = whole();
  file.features.push({
    type: 'Feature',
    properties: { adcode: 640000, name: '宁夏回族自治区' },
    geometry: { type: 'Polygon', coordinates: [square(106, 37)] },
  });
  file.features.push({
    type: 'Feature',
    properties: { adcode: '640100', name: '银川市' },
    geometry: { type: 'Polygon', coordinates: [square(106, 38)] },
  });
  const levels = check(file)
    .features.slice(-2)
    .map(({ properties }) => [properties.code, properties.level]);
  expect(levels).toEqual([
    ['64', 'region'],
    ['6401', 'city'],
  ]);
});

// One point of Yinchuan. Both pairs by the public formulas of the two systems, worked out apart from this program.
it.each([
  ['GCJ-02', [106.280317, 38.467863]],
  ['BD-09', [106.286866, 38.473706]],
] as const)('O3 brings %s to WGS84, some 500 m away', (system, [lon, lat]) => {
  const file = whole();
  const first = file.features[0] as File['features'][number];
  first.geometry.coordinates = [square(lon + 0.05, lat + 0.05)];
  const ring = check(file, system).features[0]?.geometry.coordinates[0] as [number, number][];
  const [corner = [0, 0]] = ring;
  expect(kmBetween({ lon: corner[0], lat: corner[1] }, { lon: 106.2759, lat: 38.4674 })).toBeLessThan(0.002);
  expect(kmBetween({ lon, lat }, { lon: 106.2759, lat: 38.4674 })).toBeGreaterThan(0.3);
});

it.each<[string, Parameters<typeof saidOf>[0], string]>([
  ['O1 swapped columns', ({ geometry }) => swap(geometry.coordinates[0]), 'are lon and lat swapped?'],
  [
    'O1 another place on earth',
    ({ geometry }) => (geometry.coordinates = [square(120, 30)]),
    'is not within 100 km of the region',
  ],
  [
    'O2 a corner that is no number',
    ({ geometry }) => (geometry.coordinates[0] as Ring).splice(1, 1, [null, 38]),
    'features[0]: ring 0: corner 1 is (null, 38), no pair of numbers',
  ],
  [
    'O2 an infinite one',
    ({ geometry }) => (geometry.coordinates[0] as Ring).splice(1, 1, [Number.POSITIVE_INFINITY, 38]),
    'corner 1 is (Infinity, 38), no pair of numbers',
  ],
  [
    'O2 one in words',
    ({ geometry }) => (geometry.coordinates[0] as Ring).splice(1, 1, ['106.3', 38]),
    'corner 1 is ("106.3", 38), no pair of numbers',
  ],
  [
    'O4 a ring left open',
    ({ geometry }) => (geometry.coordinates[0] as Ring).pop(),
    'features[0]: ring 0: is not closed',
  ],
  [
    'O4 a ring across the date line',
    ({ geometry }) => (geometry.coordinates[0] as Ring).splice(1, 1, [-179, 38]),
    'is not within 100 km of the region',
  ],
  [
    'O4 a bow tie',
    ({ geometry }) => {
      const [a = [], b = [], c = [], d = []] = geometry.coordinates[0] as Ring;
      geometry.coordinates = [[a, c, b, d, a]];
    },
    'features[0]: ring 0: crosses itself at 106.2740, 38.4670',
  ],
  [
    'three corners',
    ({ geometry }) => (geometry.coordinates[0] as Ring).splice(0, 2),
    'has fewer than four corners',
  ],
  ['O5 no ring', ({ geometry }) => (geometry.coordinates = []), 'features[0]: a polygon without a ring'],
  [
    'a line',
    ({ geometry }) => (geometry.type = 'LineString'),
    'features.0.geometry.type: must be a Polygon or a MultiPolygon',
  ],
  [
    'a county of another province',
    ({ properties }) => (properties.code = '610104'),
    'features[0]: its code "610104" is in no row of areas.csv',
  ],
  [
    'a code that was forgotten',
    ({ properties }) => (properties.code = undefined),
    'features[0]: its code "" is in no row of areas.csv',
  ],
  [
    'a code that is an object',
    ({ properties }) => (properties.code = { toString: 640104 }),
    'features[0]: its code is an object, and must be a text or a number',
  ],
  [
    'a code that is a list',
    ({ properties }) => (properties.code = ['640104']),
    'features[0]: its code is a list, and must be a text or a number',
  ],
  [
    'a code that is true',
    ({ properties }) => (properties.code = true),
    'features[0]: its code is true, and must be a text or a number',
  ],
  [
    'a name that is an object',
    ({ properties }) => (properties.name = { toString: 1 }),
    'features[0]: the name of 640104 is an object, and must be a text',
  ],
  [
    'O2 a corner of objects',
    ({ geometry }) => (geometry.coordinates[0] as Ring).splice(1, 1, [{ toString: 1 }, 38]),
    'features[0]: ring 0: corner 1 is (an object, 38), no pair of numbers',
  ],
  [
    'more corners than a map shows',
    ({ geometry }) => (geometry.coordinates = Array(6).fill(Array(20_000).fill([106, 38]))),
    'has 120105 corners; simplify it to 100000 at most',
  ],
  [
    'more areas than a region has',
    (first, file) => (file.features = Array(1001).fill(first)),
    'features: has more than 1000 areas',
  ],
  [
    'another county’s name',
    ({ properties }) => (properties.name = '西夏区'),
    'features[0]: 640104 is called "西夏区", and 兴庆区 in areas.csv',
  ],
  ['a county twice', (first, { features }) => features.push(first), 'features[22]: 640104 is there twice'],
  ['a county left out', (_, { features }) => features.pop(), 'there is no area of 640522 海原县'],
  ['an empty file', (_, file) => (file.features = []), 'features: has no areas'],
])('refuses %s', (_, spoil, sentence) => {
  expect(saidOf(spoil).join('\n')).toContain(sentence);
});
const swap = (ring: Ring = []) => {
  for (const at of ring) at.reverse();
};

it('tells the mistakes of all areas at once', () => {
  const said = saidOf((first, { features }) => {
    (first.geometry.coordinates[0] as Ring).pop();
    swap(features[1]?.geometry.coordinates[0]);
    features.pop();
  });
  expect(said).toHaveLength(3);
});

it('tells a hundred mistakes of a file that is wrong all over, and how many more', () => {
  const said = saidOf(({ geometry }) => {
    geometry.coordinates = Array(5000).fill([[106, 38]]);
  });
  expect(said).toHaveLength(101);
  expect(said.at(-1)).toBe('and 4900 more');
});

it('counts the corners of a file that is nested deeper than any stack', () => {
  let deep: unknown = [106, 38];
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(saidOf(({ geometry }) => (geometry.coordinates = deep as Ring[]))[0]).toContain(
    'features[0]: ring 0',
  );
});

it('imports into the data folder, only with its coordinate system named, and is shown instead of the model from then on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-boundary-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'approved.geojson');
  writeFileSync(file, JSON.stringify(whole()));
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const run = (...args: string[]) => {
    const all = ['--import', 'tsx', main, 'import-boundary', file, ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8' });
    return { status, said: `${stdout}${stderr}` };
  };
  expect(withBoundary(region, folder).areaMap.label?.zh).toBe('示意区划');
  expect(run('--data', folder)).toMatchObject({
    status: 1,
    said: expect.stringContaining('--crs must name'),
  });
  expect(run('--data', folder, '--crs', 'EPSG:4490')).toMatchObject({ status: 1 });
  expect(withBoundary(region, folder)).toBe(region);
  expect(run('--data', folder, '--crs', 'WGS84')).toMatchObject({ status: 0 });
  const { label, features } = withBoundary(region, folder).areaMap;
  expect(label).toBeNull();
  expect(features.every(({ properties }) => !properties.modelled)).toBe(true);
  const kept = join(folder, 'region', 'boundary.geojson');
  writeFileSync(kept, readFileSync(kept, 'utf8').replace('"Polygon"', '"Circle"'));
  expect(() => withBoundary(region, folder)).toThrow('boundary.geojson, features.0.geometry');
  writeFileSync(kept, '{"type":');
  expect(() => withBoundary(region, folder)).toThrow('boundary.geojson: Unexpected end of JSON input');
}, 60_000);
