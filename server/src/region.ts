/** A region's folder: its sites, kinds and roads with their sources, read once at start. Every mistake of every file is told at once, with its row. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { areaPattern, supplyClassPattern } from '@changping/contracts/code-systems';
import type { RoadMap } from '@changping/contracts/http';
import type { Kind, Site, Tier } from '@changping/contracts/live';
import { idPattern, type KindId, type RegionId, type SiteId } from '@changping/contracts/units';
import { parse } from 'csv-parse/sync';

export type Region = {
  id: RegionId;
  name: string;
  nameEn: string;
  timeZone: string;
  sites: readonly Site[];
  kinds: readonly Kind[];
  roads: RoadMap;
};

type Row = Record<string, string>;
type Notes = (file: string, row: number, mistake: string) => void;
const tiers: readonly string[] = ['regional', 'city', 'county', 'station', 'partner', 'external'];
const qualities: readonly string[] = ['sourced', 'derived', 'assumed'];
/** Help from outside comes from this far around the region's own box. */
const marginDegrees = 5;

/** @throws Error with one line a mistake. */
export function readRegion(folder: string): Region {
  const mistakes: string[] = [];
  const note: Notes = (file, row, mistake) => mistakes.push(`${join(folder, file)}, row ${row}: ${mistake}`);
  const head = readJson(folder, 'region.json') as Omit<Region, 'sites' | 'kinds' | 'roads'> & {
    box: [number, number, number, number];
  };
  const near = isNear(head.box);
  const sites = readCsv(folder, 'sites.csv', note).map((row, i) => site(row, i + 2, near, note));
  const ids = new Set(sites.map(({ id }) => id));
  sites.forEach(({ id, parent }, i) => {
    if (parent !== null && !ids.has(parent)) note('sites.csv', i + 2, `parent "${parent}" is no site`);
    if (sites.findIndex((each) => each.id === id) < i) note('sites.csv', i + 2, `id "${id}" is there twice`);
  });
  const kinds = (readJson(folder, 'kinds.json') as Kind[]).map((kind) => ({
    ...kind,
    supplyClass: kind.supplyClass ?? null,
  }));
  kinds.forEach(({ id, supplyClass }, i) => {
    if (supplyClass !== null && !supplyClassPattern.test(supplyClass))
      note('kinds.json', i + 1, `supplyClass "${supplyClass}" must be seven digits of GB/T 38565`);
    if (!idPattern.test(id)) note('kinds.json', i + 1, `id "${id}" must be letters, digits, - and _`);
  });
  const roads = readRoads(folder, near, note);
  if (mistakes.length) throw new Error(mistakes.join('\n'));
  const { id, name, nameEn, timeZone } = head;
  return Object.freeze({
    id,
    name,
    nameEn,
    timeZone,
    sites,
    kinds: kinds as (Kind & { id: KindId })[],
    roads,
  });
}

function site(row: Row, line: number, near: (lon: number, lat: number) => boolean, note: Notes): Site {
  const wrong = (mistake: string) => note('sites.csv', line, mistake);
  const [lon, lat] = [Number(row.lon), Number(row.lat)];
  if (!idPattern.test(row.id ?? '')) wrong(`id "${row.id}" must be letters, digits, - and _`);
  if (!row.name || !row.name_en) wrong('name and name_en must be there');
  if (!tiers.includes(row.tier ?? '')) wrong(`tier "${row.tier}" must be one of ${tiers.join(', ')}`);
  if (!qualities.includes(row.quality ?? ''))
    wrong(`quality "${row.quality}" must be one of ${qualities.join(', ')}`);
  if (row.county_code && !areaPattern.test(row.county_code))
    wrong(`county_code "${row.county_code}" must be six digits of GB/T 2260`);
  if (!row.source) wrong('source must be there');
  if (!row.lon || !row.lat || !near(lon, lat))
    wrong(`${row.lon}, ${row.lat} is not near the region: are lon and lat swapped?`);
  return {
    id: row.id as SiteId,
    name: row.name ?? '',
    nameEn: row.name_en ?? '',
    tier: row.tier as Tier,
    area: row.county_code || null,
    parent: (row.parent || null) as SiteId | null,
    lon,
    lat,
    quality: row.quality as Site['quality'],
  };
}

function readRoads(folder: string, near: (lon: number, lat: number) => boolean, note: Notes): RoadMap {
  const nodes = new Map<string, [number, number]>();
  const rows = readCsv(folder, 'nodes.csv', note);
  rows.forEach((row, i) => {
    const at: [number, number] = [Number(row.lon), Number(row.lat)];
    if (!near(...at)) note('nodes.csv', i + 2, `${row.lon}, ${row.lat} is not near the region`);
    nodes.set(row.node ?? '', at);
  });
  const places = rows.map((row) => ({
    type: 'Feature' as const,
    geometry: {
      type: 'Point' as const,
      coordinates: nodes.get(row.node ?? '') ?? ([0, 0] as [number, number]),
    },
    properties: {
      place: row.node ?? '',
      name: row.name ?? '',
      nameEn: row.name_en ?? '',
      kind: row.kind ?? '',
      quality: row.quality ?? 'assumed',
    },
  }));
  const roads = readCsv(folder, 'roads.csv', note).map((row, i) => {
    const [from, to] = [nodes.get(row.from ?? ''), nodes.get(row.to ?? '')];
    if (!from) note('roads.csv', i + 2, `there is no node "${row.from}"`);
    if (!to) note('roads.csv', i + 2, `there is no node "${row.to}"`);
    return {
      type: 'Feature' as const,
      geometry: { type: 'LineString' as const, coordinates: [from ?? [0, 0], to ?? [0, 0]] },
      properties: { road: row.road ?? '', class: row.class ?? '', quality: row.quality ?? 'assumed' },
    };
  });
  return {
    type: 'FeatureCollection',
    label: { zh: '示意路网', en: 'schematic roads' },
    features: [...roads, ...places],
  };
}

const isNear =
  ([west, south, east, north]: [number, number, number, number]) =>
  (lon: number, lat: number): boolean =>
    lon >= west - marginDegrees &&
    lon <= east + marginDegrees &&
    lat >= south - marginDegrees &&
    lat <= north + marginDegrees;

const readText = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');

function readJson(folder: string, file: string): unknown {
  try {
    return JSON.parse(readText(folder, file));
  } catch (error) {
    throw new Error(`${join(folder, file)}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}

function readCsv(folder: string, file: string, note: Notes): Row[] {
  try {
    return parse(readText(folder, file), { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? Number(error.lines) : 1;
    note(file, line, error instanceof Error ? error.message : 'cannot be read');
    return [];
  }
}
