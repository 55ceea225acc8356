import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { readRegion } from './region.ts';

const ningxia = fileURLToPath(new URL('../region/ningxia', import.meta.url));
function aCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'changping-region-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(ningxia, folder, { recursive: true });
  return folder;
}
const change = (folder: string, name: string, from: string, to: string) => {
  const text = readFileSync(join(folder, name), 'utf8');
  if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
  writeFileSync(join(folder, name), text.replace(from, to));
};
/** The mistakes of a folder, each without the folder's own name. */
function saidOf(folder: string): string[] {
  try {
    readRegion(folder);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace(`${folder}/`, ''));
  }
}

it('reads Ningxia: 82 sites, 17 kinds in 5 categories, 232 places and 32 names without one, and roads that say what they are', () => {
  const region = readRegion(ningxia);
  const { sites, kinds, catalogue, roads, places, unplaced, counties, stretches, nodes } = region;
  expect(sites).toHaveLength(82);
  expect(sites.filter(({ tier }) => tier === 'regional').map(({ id }) => id)).toEqual(['RC-N', 'RC-S']);
  expect(kinds).toHaveLength(17);
  expect(catalogue.categories).toHaveLength(5);
  expect(new Set(kinds.map(({ category }) => category)).size).toBe(5);
  expect([places.length, unplaced.length, counties.length]).toEqual([232, 32, 22]);
  expect([stretches.length, nodes.length]).toEqual([376, 281]);
  expect(roads.label).toEqual({ zh: '示意路网', en: 'schematic roads' });
  expect(roads.features.filter(({ geometry }) => geometry.type === 'LineString')).toHaveLength(376);
  expect(roads.features.filter(({ geometry }) => geometry.type === 'Point')).toHaveLength(281);
  expect(region.standards).toEqual({ minutes: 120, km: 200, people: 2000, days: 3 });
});

it('gives every setting of the planner the sentence it rests on', () => {
  const { assumptions, ...values } = readRegion(ningxia).planner;
  expect(Object.keys(assumptions)).toEqual(Object.keys(values));
  for (const { zh, en } of Object.values(assumptions)) expect([zh, en].every(Boolean)).toBe(true);
});

it('says of each kind how long it keeps and by whose word, and "none" where nobody’s could be read', () => {
  const lifeOf = (id: string) => readRegion(ningxia).kinds.find((kind) => kind.id === id)?.shelfLife;
  expect(lifeOf('extinguisher-dry')).toMatchObject({ storageYears: 10, basis: 'standard', grade: 'A' });
  expect(lifeOf('canister')).toMatchObject({ storageYears: 3, storageRange: [3, 5], grade: 'C' });
  expect(lifeOf('lifejacket')).toMatchObject({
    storageYears: 10,
    serviceYears: 5,
    serviceRange: [5, 7],
    clock: 'manufacture',
    serviceClock: 'firstUse',
  });
  expect(lifeOf('quilt')).toMatchObject({ storageYears: null, basis: 'none', source: '', grade: null });
});

it('gives every store its zones, and its bins a name', () => {
  const { zones, sites } = readRegion(ningxia);
  expect(new Set(zones.map(({ site }) => site)).size).toBe(sites.length);
  const ordinary = zones.find(({ site, zone }) => site === 'RC-S' && zone === 'ordinary');
  expect(ordinary?.bins.slice(0, 2)).toEqual(['A-01', 'A-02']);
  expect(ordinary?.bins.at(-1)).toBe('F-12');
});

it('calls the roads schematic as long as one row of them is assumed, and no longer', () => {
  const folder = aCopy();
  const roads = join(folder, 'roads.csv');
  const text = readFileSync(roads, 'utf8');
  const one = text.replaceAll(',assumed,', ',derived,').replace(',derived,', ',assumed,');
  writeFileSync(roads, one);
  expect(readRegion(folder).roads.label?.zh).toBe('示意路网');
  writeFileSync(roads, text.replaceAll(',assumed,', ',derived,'));
  expect(readRegion(folder).roads.label).toBeNull();
});

it('tells every mistake of every file at once, each with its row and column, and none twice', () => {
  const folder = aCopy();
  change(folder, 'sites.csv', '106.2241,38.4769', '38.4769,106.2241');
  change(folder, 'sites.csv', 'regional,NAT-LZ,640402', 'royal,NAT-XX,64040');
  appendFileSync(join(folder, 'roads.csv'), 'p:640205100,p:nowhere,G6,expressway,110,1,1,derived,,none\n');
  expect(saidOf(folder)).toEqual([
    'sites.csv, row 4, tier: must be one of regional, city, county, station, partner, external, not "royal"',
    'sites.csv, row 4, county_code: must be six digits of GB/T 2260, not "64040"',
    "sites.csv, row 3, lon: 38.4769, 106.2241 is not in the region's box: are lon and lat swapped?",
    'roads.csv, row 378, to: there is no node "p:nowhere"',
  ]);
});
