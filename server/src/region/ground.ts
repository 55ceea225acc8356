/** areas.csv, counties.csv, places.csv and unplaced.csv: who lives where, and which names have no position. */
import type { Area, Box, County, Place, Unplaced } from '@changping/contracts/region';
import { z } from 'zod';
import { misplaced } from './near.ts';
import {
  areaCode,
  degrees,
  type Line,
  type Mistakes,
  number,
  onlyOnce,
  orEmpty,
  quality,
  readTable,
  text,
  whole,
} from './table.ts';

export type Ground = { areas: Area[]; counties: County[]; places: Place[]; unplaced: Unplaced[] };

const digits = (pattern: RegExp, wanted: string) => z.string().regex(pattern, wanted);
/** A place has three digits more than its county. */
const placeCode = digits(/^[1-9]\d{8}$/, 'must be nine digits');
const position = { lon: degrees, lat: degrees };

const areaColumns = {
  code: digits(/^[1-9]\d(?:\d\d){0,2}$/, 'must be two, four or six digits of GB/T 2260'),
  name: text,
  parent: orEmpty(z.string()),
  source: text,
};
const countyColumns = {
  code: areaCode,
  name: text,
  name_en: text,
  prefecture: text,
  seat_lon_wgs84: position.lon,
  seat_lat_wgs84: position.lat,
  area_geom_km2: number(0.1, 2_000_000),
  pop_2020: whole(0, 100_000_000),
  pop_2020_source: text,
};
const named = { code: placeCode, name: text, name_en: text, type: text, county_code: areaCode };
const counted = { population: orEmpty(whole(0, 10_000_000)), population_source: orEmpty(text) };
const placeColumns = { ...named, ...position, ...counted, quality, flag: orEmpty(text), source: text };
const unplacedColumns = { ...named, ...counted, reason: text, source_of_name: text };

export function readGround(folder: string, box: Box, mistakes: Mistakes): Ground {
  const areaTable = readTable(folder, 'areas.csv', areaColumns, mistakes);
  const countyTable = readTable(folder, 'counties.csv', countyColumns, mistakes);
  const placeTable = readTable(folder, 'places.csv', placeColumns, mistakes);
  const { lines: unplaced } = readTable(folder, 'unplaced.csv', unplacedColumns, mistakes);
  const [areas, counties, places] = [areaTable.lines, countyTable.lines, placeTable.lines];
  const known = areaTable.named('code');
  const withRow = countyTable.named('code');
  const placed = placeTable.named('code');
  for (const { line, row } of areas)
    if (row.parent !== null && !known.has(row.parent))
      mistakes.note('areas.csv', line, 'parent', `"${row.parent}" is no area`);
  for (const { line, row } of counties) {
    if (!known.has(row.code)) mistakes.note('counties.csv', line, 'code', `areas.csv has no "${row.code}"`);
    const where = misplaced(box, row.seat_lon_wgs84, row.seat_lat_wgs84, 0);
    if (where) mistakes.note('counties.csv', line, 'seat_lon_wgs84', where);
  }
  onlyOnce('areas.csv', 'code', areas, ({ code }) => code, mistakes);
  onlyOnce('counties.csv', 'code', counties, ({ code }) => code, mistakes);
  onlyOnce('places.csv', 'code', places, ({ code }) => code, mistakes);
  onlyOnce('places.csv', 'lon', places, ({ lon, lat }) => `${lon}, ${lat}`, mistakes);
  onlyOnce('unplaced.csv', 'code', unplaced, ({ code }) => code, mistakes);
  for (const { line, row } of places) {
    const where = misplaced(box, row.lon, row.lat, 0);
    if (where) mistakes.note('places.csv', line, 'lon', where);
  }
  judgeNames('places.csv', places, withRow, mistakes);
  judgeNames('unplaced.csv', unplaced, withRow, mistakes);
  for (const { line, row } of unplaced)
    if (placed.has(row.code)) mistakes.note('unplaced.csv', line, 'code', `places.csv has "${row.code}" too`);
  return {
    areas: areas.map(({ row: { code, name, parent } }) => ({ code, name, parent })),
    counties: counties.map(({ row }) => countyOf(row)),
    places: places.map(({ row }) => ({
      ...namedOf(row),
      ...{ lon: row.lon, lat: row.lat, population: row.population, quality: row.quality, flag: row.flag },
    })),
    unplaced: unplaced.map(({ row }) => ({
      ...namedOf(row),
      ...{ population: row.population, reason: row.reason },
    })),
  };
}

type Named = z.infer<z.ZodObject<typeof named>> & z.infer<z.ZodObject<typeof counted>>;
function judgeNames(
  file: string,
  lines: readonly Line<Named>[],
  counties: ReadonlySet<string>,
  { note }: Mistakes,
): void {
  for (const { line, row } of lines) {
    if (!counties.has(row.county_code))
      note(file, line, 'county_code', `counties.csv has no "${row.county_code}"`);
    else if (!row.code.startsWith(row.county_code))
      note(file, line, 'code', `"${row.code}" does not begin with its county's ${row.county_code}`);
    if (row.population !== null && row.population_source === null)
      note(file, line, 'population_source', 'must be there where a population is');
  }
}

const countyOf = (row: z.infer<z.ZodObject<typeof countyColumns>>): County => ({
  code: row.code,
  name: row.name,
  nameEn: row.name_en,
  city: row.prefecture,
  lon: row.seat_lon_wgs84,
  lat: row.seat_lat_wgs84,
  areaKm2: row.area_geom_km2,
  population: row.pop_2020,
  populationSource: row.pop_2020_source,
});

const namedOf = (row: Named) => ({
  code: row.code,
  name: row.name,
  nameEn: row.name_en,
  type: row.type,
  county: row.county_code,
});
