/** nodes.csv and roads.csv: the road network as rows for the planner and as GeoJSON for the map, labelled as schematic for as long as one row of it is assumed. */
import type { RoadMap } from '@changping/contracts/http-region';
import { type Box, qualities, type Road, type RoadNode, roadClasses } from '@changping/contracts/region';
import type { Km } from '@changping/contracts/units';
import { z } from 'zod';
import { kmBetween, misplaced, outsideKm } from './near.ts';
import {
  degrees,
  type Line,
  type Mistakes,
  number,
  oneOf,
  onlyOnce,
  orEmpty,
  quality,
  readTable,
  text,
} from './table.ts';

export type Roads = { nodes: RoadNode[]; stretches: Road[]; roads: RoadMap };

const nodeColumns = {
  node: z.string().regex(/^\S{1,60}$/, 'must be a name without spaces'),
  kind: text,
  name: text,
  name_en: text,
  lon: degrees,
  lat: degrees,
  quality: oneOf(qualities),
  source: text,
};
type NodeRow = z.infer<z.ZodObject<typeof nodeColumns>>;

/** A lorry drives no faster anywhere, and one that drives slower walks. */
const speed = number(5, 130);
const roadColumns = {
  from: text,
  to: text,
  road: text,
  class: oneOf(roadClasses),
  free_speed_kmh: speed,
  km: number(0, 1000),
  quality,
  note: orEmpty(text),
  source: text,
};
type RoadRow = z.infer<z.ZodObject<typeof roadColumns>>;

/** Lengths are given to 0.1 km and positions to about 100 m. */
const roundingKm = 0.3;

export function readRoads(folder: string, box: Box, mistakes: Mistakes): Roads {
  const { note } = mistakes;
  const { lines: nodes, named } = readTable(folder, 'nodes.csv', nodeColumns, mistakes);
  const { lines: roads } = readTable(folder, 'roads.csv', roadColumns, mistakes);
  onlyOnce('nodes.csv', 'node', nodes, ({ node }) => node, mistakes);
  // Two roads may join the same towns: the expressway and the old one beside it.
  onlyOnce('roads.csv', 'to', roads, wayOf, mistakes);
  for (const { line, row } of nodes) {
    const where = misplaced(box, row.lon, row.lat, outsideKm);
    if (where) note('nodes.csv', line, 'lon', where);
  }
  const known = new Map(nodes.map(({ row }) => [row.node, row]));
  for (const line of roads) judge(line, known, named('node'), mistakes);
  return {
    nodes: nodes.map(({ row }) => nodeOf(row)),
    stretches: roads.map(({ row }) => roadOf(row)),
    roads: mapOf(
      roads.map(({ row }) => row),
      known,
    ),
  };
}

const wayOf = ({ from, to, road, class: kind }: RoadRow) =>
  `${[from, to].sort().join(' – ')} ${road} ${kind}`;

function judge(
  { line, row }: Line<RoadRow>,
  known: ReadonlyMap<string, NodeRow>,
  names: ReadonlySet<string>,
  { note }: Mistakes,
): void {
  const wrong = (column: string, mistake: string) => note('roads.csv', line, column, mistake);
  const [from, to] = [known.get(row.from), known.get(row.to)];
  if (!names.has(row.from)) wrong('from', `there is no node "${row.from}"`);
  if (!names.has(row.to)) wrong('to', `there is no node "${row.to}"`);
  if (row.from === row.to) wrong('to', 'a road must lead to another node');
  else if (row.km === 0) wrong('km', 'a road has a length');
  else if (from && to && row.km + roundingKm < kmBetween(from, to))
    wrong('km', `${row.km} is shorter than the straight line of ${kmBetween(from, to).toFixed(1)} km`);
}

const nodeOf = ({ node, kind, name, name_en, lon, lat, quality }: NodeRow): RoadNode => ({
  ...{ id: node, kind, name, nameEn: name_en, lon, lat, quality },
});

const roadOf = (row: RoadRow): Road => ({
  from: row.from,
  to: row.to,
  road: row.road,
  class: row.class,
  freeSpeedKmh: row.free_speed_kmh,
  km: row.km as Km,
  quality: row.quality,
});

function mapOf(roads: readonly RoadRow[], nodes: ReadonlyMap<string, NodeRow>): RoadMap {
  const at = (node: string): [number, number] => {
    const { lon = 0, lat = 0 } = nodes.get(node) ?? {};
    return [lon, lat];
  };
  const lines = roads.map((row) => ({
    type: 'Feature' as const,
    geometry: { type: 'LineString' as const, coordinates: [at(row.from), at(row.to)] },
    properties: { road: row.road, class: row.class, quality: row.quality },
  }));
  const points = [...nodes.values()].map(({ node, kind, name, name_en, quality }) => ({
    type: 'Feature' as const,
    geometry: { type: 'Point' as const, coordinates: at(node) },
    properties: { place: node, name, nameEn: name_en, kind, quality },
  }));
  const isSchematic = roads.some(({ quality }) => quality === 'assumed');
  return {
    type: 'FeatureCollection',
    label: isSchematic ? { zh: '示意路网', en: 'schematic roads' } : null,
    features: [...lines, ...points],
  };
}
