import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { readRegion } from '../region.ts';

const ningxia = fileURLToPath(new URL('../../region/ningxia', import.meta.url));

/** What is said of a copy of Ningxia's folder after `spoil` has been at it, without the folder's own name. */
function saidOf(spoil: (folder: Folder) => void): string[] {
  const path = mkdtempSync(join(tmpdir(), 'changping-region-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  cpSync(ningxia, path, { recursive: true });
  spoil({
    change(file, from, to) {
      const text = readFileSync(join(path, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      writeFileSync(join(path, file), text.replace(from, to));
    },
    add: (file, row) => appendFileSync(join(path, file), `${row}\n`),
    write: (file, text) => writeFileSync(join(path, file), text),
    remove: (file) => rmSync(join(path, file)),
  });
  try {
    readRegion(path);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace(`${path}/`, ''));
  }
}
type Folder = {
  change(file: string, from: string, to: string): void;
  add(file: string, row: string): void;
  write(file: string, text: string): void;
  remove(file: string): void;
};
const place = 'places.csv, row 234';
const road = 'roads.csv, row 378';

it.each<[string, (folder: Folder) => void, string]>([
  [
    'O1 swapped columns',
    ({ change }) => change('sites.csv', '106.2241,38.4769', '38.4769,106.2241'),
    "sites.csv, row 3, lon: 38.4769, 106.2241 is not in the region's box: are lon and lat swapped?",
  ],
  [
    'a store in another province',
    ({ change }) => change('sites.csv', '106.2241,38.4769', '116.4,39.9'),
    "sites.csv, row 3, lon: 116.4, 39.9 is not in the region's box",
  ],
  [
    'help from beyond 500 km',
    ({ change }) => change('sites.csv', '103.8229,36.0578', '121.5,31.2'),
    "sites.csv, row 2, lon: 121.5, 31.2 is not within 500 km of the region's box",
  ],
  [
    'O2 a coordinate that is none',
    ({ change }) => change('nodes.csv', '106.274,38.467', 'NaN,38.467'),
    'nodes.csv, row 2, lon: must be a number, not "NaN"',
  ],
  [
    'O2 an infinite one',
    ({ change }) => change('nodes.csv', '106.274,38.467', '106.274,Infinity'),
    'nodes.csv, row 2, lat: must be a number, not "Infinity"',
  ],
  [
    'O2 an empty one',
    ({ add }) => add('places.csv', '640104999,某镇,Some,Town,640104,,38.5,,,assumed,,made up'),
    `${place}, lon: must be a number, not ""`,
  ],
  [
    'a place twice',
    ({ add }) => add('places.csv', '640104001,某镇,Some,Town,640104,106.3,38.5,,,assumed,,made up'),
    `${place}, code: "640104001" is there twice, first in row 2`,
  ],
  [
    'a place of another county',
    ({ add }) => add('places.csv', '640104999,某镇,Some,Town,640105,106.3,38.5,,,assumed,,made up'),
    `${place}, code: "640104999" does not begin with its county's 640105`,
  ],
  [
    'a place that says no source',
    ({ add }) => add('places.csv', '640104999,某镇,Some,Town,640104,106.3,38.5,,,assumed,,'),
    `${place}, source: must be there, not ""`,
  ],
  [
    'people from nowhere',
    ({ add }) => add('places.csv', '640104999,某镇,Some,Town,640104,106.3,38.5,12,,assumed,,made up'),
    `${place}, population_source: must be there where a population is`,
  ],
  [
    'a quality there is not',
    ({ change }) => change('roads.csv', ',derived,', ',guessed,'),
    'roads.csv, row 2, quality: must be one of sourced, derived, assumed, not "guessed"',
  ],
  [
    'a site twice',
    ({ change }) => change('sites.csv', '\nRC-S,', '\nRC-N,'),
    'sites.csv, row 4, id: "RC-N" is there twice, first in row 3',
  ],
  [
    'a parent that is no site',
    ({ change }) => change('sites.csv', 'regional,NAT-LZ', 'regional,NAT-XX'),
    'sites.csv, row 3, parent: "NAT-XX" is no site',
  ],
  [
    'a telephone that does not say what it is',
    ({ change }) => change('sites.csv', '+86-0000-00000002,sample', '+86-0000-00000002,'),
    'sites.csv, row 3, phone_basis: must say whether the phone is sourced or a sample',
  ],
  [
    'a zone nobody drew',
    ({ change }) => change('sites.csv', 'receiving ordinary cold', 'receiving ordinary attic'),
    'sites.csv, row 3, zones: zones.csv has no zone "attic" for the tier regional',
  ],
  [
    'O5 a road to nowhere',
    ({ add }) => add('roads.csv', 'p:640205100,p:nowhere,G6,expressway,110,1,1,derived,,none'),
    `${road}, to: there is no node "p:nowhere"`,
  ],
  [
    'O6 no speed',
    ({ add }) => add('roads.csv', 's:640104,s:640181,X1,county,0,60,40,derived,,none'),
    `${road}, free_speed_kmh: must be 5 to 130, not "0"`,
  ],
  [
    'O6 a speed in words',
    ({ add }) => add('roads.csv', 's:640104,s:640181,X1,county,CN:urban,60,40,derived,,none'),
    `${road}, free_speed_kmh: must be a number, not "CN:urban"`,
  ],
  [
    'O6 a speed nobody drives',
    ({ add }) => add('roads.csv', 's:640104,s:640181,X1,county,999,60,40,derived,,none'),
    `${road}, free_speed_kmh: must be 5 to 130, not "999"`,
  ],
  [
    'O8 a loop without length',
    ({ add }) => add('roads.csv', 's:640104,s:640104,X1,county,40,0,0,derived,,none'),
    `${road}, to: a road must lead to another node`,
  ],
  [
    'O8 a road without length',
    ({ add }) => add('roads.csv', 's:640104,s:640181,X1,county,40,0,0,derived,,none'),
    `${road}, km: a road has a length`,
  ],
  [
    'O8 the same road twice, the second time from the other end',
    ({ add }) => add('roads.csv', 'p:640221101,p:640205100,G6,expressway,110,15.1,14.6,derived,,none'),
    `${road}, to: "p:640205100 – p:640221101 G6 expressway" is there twice, first in row 2`,
  ],
  [
    'a road shorter than the crow flies',
    ({ add }) => add('roads.csv', 's:640104,s:640522,X1,county,40,10,10,derived,,none'),
    `${road}, km: 10 is shorter than the straight line of 219.0 km`,
  ],
  [
    'F8 a life of no years',
    ({ change }) => change('shelf-life.csv', 'bottled water,1,', 'bottled water,0,'),
    'shelf-life.csv, row 17, storage_years: must be over 0 and at most 50 years, not "0"',
  ],
  [
    'F8 a life of more than fifty',
    ({ change }) => change('shelf-life.csv', 'bottled water,1,', 'bottled water,1-51,'),
    'shelf-life.csv, row 17, storage_years: must be over 0 and at most 50 years, not "1-51"',
  ],
  [
    'a life of a kind there is not',
    ({ change }) => change('shelf-life.csv', 'water-550,', 'water-500,'),
    'shelf-life.csv, row 17, kind: kinds.csv has no "water-500"',
  ],
  [
    'levels of a kind there is not',
    ({ add }) => add('levels.csv', 'kayak,city,1,0,made up'),
    'levels.csv, row 58, kind: kinds.csv has no "kayak"',
  ],
  [
    'levels twice',
    ({ add }) => add('levels.csv', 'quilt,city,1,0,made up'),
    'levels.csv, row 58, tier: "quilt city" is there twice, first in row 3',
  ],
  [
    'a level below zero',
    ({ add }) => add('levels.csv', 'quilt,partner,-1,0,made up'),
    'levels.csv, row 58, standing: must be 0 to 10000000, not "-1"',
  ],
  [
    'a kind of no category',
    ({ change }) => change('kinds.csv', 'piece,living', 'piece,luxury'),
    'kinds.csv, row 2, category: catalogue.json has no category "luxury"',
  ],
  [
    'a class that is none of GB/T 38565',
    ({ change }) => change('kinds.csv', 'living,,C', 'living,4010101,C'),
    'kinds.csv, row 2, supply_class: must be seven digits of GB/T 38565, not "4010101"',
  ],
  [
    'steps that do not fall',
    ({ change }) => change('kinds.csv', '365 180 90', '90 180 365'),
    'kinds.csv, row 2, near_expiry_days: must fall, the longest first, not "90 180 365"',
  ],
  [
    'a bar code whose last digit does not prove it',
    ({ change }) => change('kinds.csv', '80614141123458', '80614141123459'),
    'kinds.csv, row 5, gtins: "80614141123459" is no GTIN: 8, 12, 13 or 14 digits, of which the last proves the others, not "80614141123459"',
  ],
  [
    'a bar code that two kinds claim',
    ({ change }) => change('kinds.csv', '1,1,once,,', '1,1,once,80614141123458,'),
    'kinds.csv, row 2, gtins: 80614141123458 is the GTIN of water-550 too: it is of one kind alone',
  ],
  [
    'a setting without its sentence',
    ({ change }) => change('region.json', '"value": 0.85,', '"value": 8.5,'),
    'region.json, planner.speedFactor.value: Too big: expected number to be <=1.5',
  ],
  [
    'C2 a column too few',
    ({ change }) => change('levels.csv', 'standing,dynamic', 'standing,moving'),
    'levels.csv, row 1, dynamic: this column is missing',
  ],
  [
    'C2 a column twice',
    ({ change }) => change('counties.csv', 'pop_2010_census', 'code'),
    'counties.csv, row 1, code: this column is there twice',
  ],
  ['a row cut short', ({ add }) => add('roads.csv', 's:640104,s:640181,X1'), `${road}: has 3 cells, not 10`],
  [
    'C3 a quote that never closes',
    ({ add }) => add('levels.csv', 'quilt,partner,1,0,"made up'),
    'levels.csv, row 58: Quote Not Closed: the parsing is finished with an opening quote at line 58',
  ],
  [
    'a file that is not there',
    ({ remove }) => remove('zones.csv'),
    'zones.csv: ENOENT: no such file or directory',
  ],
  [
    'areas drawn from other places',
    ({ change }) => change('places.csv', '106.258,38.49', '106.259,38.49'),
    'areas.geojson, drawnFrom: the places have changed since: npm run region -- draw FOLDER',
  ],
])('tells %s', (_, spoil, sentence) => {
  const said = saidOf(spoil);
  // Where a whole table is missing, what names its rows is told too.
  expect(said.find((line) => line.startsWith(sentence)) ?? said).toContain(sentence);
});

it('tells a dozen mistakes in as many files at once, and each once', () => {
  const said = saidOf(({ change, add }) => {
    change('sites.csv', '106.2241,38.4769', '38.4769,106.2241');
    change('sites.csv', 'regional,NAT-LZ,640402', 'royal,NAT-XX,64040');
    change('shelf-life.csv', 'bottled water,1,', 'bottled water,0,');
    change('kinds.csv', 'piece,living', 'piece,luxury');
    change('nodes.csv', '106.274,38.467', 'NaN,38.467');
    add('levels.csv', 'kayak,city,1,0,made up');
    add('unplaced.csv', '640104001,凤凰北街街道,Fenghuang,Subdistrict,640104,,,made up,made up');
    add('roads.csv', 's:640181,s:640181,X1,county,40,1,1,derived,,none');
    add('zones.csv', 'city,ordinary,常温,Ordinary,1,1,made up');
  });
  expect(said).toHaveLength(10);
  expect(new Set(said).size).toBe(10);
});

it('never dies of a damaged table and never takes one for whole: it names the file', () => {
  const text = readFileSync(join(ningxia, 'levels.csv'), 'utf8');
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: text.length - 1 }),
      fc.constantFrom('"', ',', '\n', '\0', '-', 'x', '，', '９'),
      (at, letter) => {
        const said = saidOf(({ write }) => write('levels.csv', text.slice(0, at) + letter + text.slice(at)));
        for (const line of said) expect(line).toMatch(/^levels\.csv(?:, row \d+)?(?:, \w+)?: ./);
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

it('reads a folder that knows no bar codes and has no column for them', () => {
  const text = readFileSync(join(ningxia, 'kinds.csv'), 'utf8');
  const without = text.replace(',gtins', '').replace(/,(once|day),\d*,/g, ',$1,');
  expect(without).not.toContain('80614141123458');
  expect(saidOf(({ write }) => write('kinds.csv', without))).toEqual([]);
});
