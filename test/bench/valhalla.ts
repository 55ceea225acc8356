/** Valhalla as a peer: installed on first use into the ignored cache folder, its tiles built from the very roads that the planner has. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { RoadNode, RoadRow } from '@changping/server/planner/world';
import type { MultiPolygon, Polygon } from 'geojson';
import { root } from '../../server/bin/ready.mjs';
import { writePbf } from './osm-pbf.ts';

type At = { lon: number; lat: number };
export type Valhalla = {
  /** Whole seconds, and kilometres. */
  route(from: At, to: At): Promise<{ seconds: number; km: number }>;
  /** What is reached within so many minutes. */
  reach(from: At, minutes: number): Promise<Polygon | MultiPolygon>;
};
type Actor = {
  route(query: object): Promise<{ trip: { summary: { time: number; length: number } } }>;
  isochrone(query: object): Promise<{ features: { geometry: Polygon | MultiPolygon }[] }>;
};
type Package = {
  Actor: new (config: object) => Actor;
  getConfig(options: { tileDir: string }): Promise<Record<string, Record<string, unknown>>>;
};

const name = '@valhallajs/valhallajs';
const version = '3.6.1';

/** @throws Error that says why it cannot be had on this computer. */
export async function openValhalla(nodes: readonly RoadNode[], roads: readonly RoadRow[]): Promise<Valhalla> {
  const folder = join(root, '.cache', 'valhalla');
  const { Actor, getConfig } = installed(folder);
  const tileDir = join(folder, 'tiles');
  rmSync(tileDir, { recursive: true, force: true });
  mkdirSync(tileDir, { recursive: true });
  const config = await getConfig({ tileDir });
  // Its usual limits are those of a public service.
  const limits = config.service_limits as Record<string, Record<string, number>>;
  limits.isochrone = { ...limits.isochrone, max_time_contour: 600 };
  limits.auto = { ...limits.auto, max_distance: 5_000_000 };
  for (const part of ['loki', 'thor', 'mjolnir', 'odin'])
    config[part] = { ...config[part], logging: { type: '' } };
  const configFile = join(folder, 'config.json');
  writeFileSync(configFile, JSON.stringify(config));
  buildTiles(folder, configFile, nodes, roads);
  const actor = new Actor(config);
  const driving = {
    costing: 'auto',
    costing_options: { auto: { maneuver_penalty: 0, service_penalty: 0, gate_cost: 0 } },
  };
  return {
    async route(from, to) {
      const query = { locations: [from, to], ...driving, directions_type: 'none' };
      const { summary } = (await actor.route(query)).trip;
      return { seconds: summary.time, km: summary.length };
    },
    async reach(from, minutes) {
      const query = { locations: [from], ...driving, contours: [{ time: minutes }], polygons: true };
      const [feature] = (await actor.isochrone(query)).features;
      if (!feature) throw new Error('Valhalla answered without an area');
      return feature.geometry;
    },
  };
}

function installed(folder: string): Package {
  const path = join(folder, 'node_modules', name);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private": true}');
    const args = ['install', `${name}@${version}`, '--no-audit', '--no-fund', '--prefix', folder];
    const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8' });
    if (status !== 0)
      throw new Error(`${name} could not be installed: ${stderr.trim().split('\n').at(-1) ?? 'npm failed'}`);
  }
  return createRequire(join(folder, 'package.json'))(name) as Package;
}

function buildTiles(
  folder: string,
  config: string,
  nodes: readonly RoadNode[],
  roads: readonly RoadRow[],
): void {
  const index = new Map(nodes.map(({ node }, i) => [node, i]));
  const file = join(folder, 'roads.osm.pbf');
  const ways = roads.map(({ from, to, road, freeSpeedKmh, ...row }) => ({
    nodes: [index.get(from) as number, index.get(to) as number],
    tags: {
      highway: row.class === 'national' ? 'trunk' : 'unclassified',
      maxspeed: `${freeSpeedKmh}`,
      name: road,
    },
  }));
  writePbf(file, nodes, ways);
  const binary = join(folder, 'node_modules', name, process.platform, process.arch, 'valhalla_build_tiles');
  const { status, error, stderr } = spawnSync(binary, ['-c', config, file], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`its tiles could not be built: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
}
