/** The desk tool of the planner: how much of the region is covered, on paper or with a server's stock, in a table or as JSON. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Tier } from '@changping/contracts/live';
import { instant } from '@changping/contracts/units';
import Sqlite from 'better-sqlite3';
import { calendarOf } from '../domain/day.ts';
import { openPlanner } from '../planner/planner.ts';
import type { StockState, World } from '../planner/world.ts';
import { depotTiers, settingsOf, worldOf } from '../planner-region.ts';
import { type Region, readRegion } from '../region.ts';
import { type UsableLine, usable } from '../store/usable.ts';
import { type Report, reportOf, stockAssumption } from './report.ts';
import { tableOf } from './table.ts';

const usage = `npm run coverage -- [--json] [--data DIR] [--region DIR] [--tiers ${depotTiers.join(',')}]
  who can be reached within the promised minutes and kilometres, by kind
  --data DIR    with the stock in a server's data folder; without it every depot is taken to hold every kind
  --region DIR  a region's folder, server/region/ningxia by default
  --tiers LIST  whose stock counts
  --json        {kinds: [{kind, people, area}], worst: [{place, minutes}], assumptions: […]} and more, shares in 0…1`;

const from = (path: string) => resolve(process.env.INIT_CWD ?? '.', path);

try {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    options: { json: flag, data: text, region: text, tiers: text, help: flag },
  });
  if (values.help) console.log(usage);
  else {
    const region = readRegion(
      values.region ? from(values.region) : fileURLToPath(new URL('../../region/ningxia', import.meta.url)),
    );
    const report = covered(region, values.data ? from(values.data) : null, tiersOf(values.tiers));
    console.log(values.json ? JSON.stringify(report, null, 2) : tableOf(report, region));
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

function covered(region: Region, data: string | null, tiers: readonly Tier[]): Report {
  const world = worldOf(region, 'folder', tiers);
  const state = data === null ? everywhere(world) : stateOf(region, data);
  const planner = openPlanner(world, settingsOf(region));
  planner.follow(state);
  for (const _ of planner.routing());
  return reportOf(planner.summary(), world, stockAssumption(data === null ? null : state.version));
}

function tiersOf(list: string | undefined): readonly Tier[] {
  if (list === undefined) return depotTiers;
  const tiers = list.split(',') as Tier[];
  const known: readonly Tier[] = [...depotTiers, 'station', 'partner', 'external'];
  const unknown = tiers.find((tier) => !known.includes(tier));
  if (unknown !== undefined) throw new Error(`--tiers: "${unknown}" is none of ${known.join(', ')}`);
  return tiers;
}

function everywhere({ depots, kinds }: World): StockState {
  const all = Object.fromEntries(kinds.map((kind) => [kind, Number.MAX_SAFE_INTEGER]));
  return { version: 'assumed', lost: [], usable: Object.fromEntries(depots.map(({ id }) => [id, all])) };
}

/** Reads only, beside a server that may be running. */
function stateOf({ timeZone }: Region, data: string): StockState {
  const file = [join(data, 'changping.sqlite'), join(data, 'server', 'changping.sqlite')].find(existsSync);
  if (!file)
    throw new Error(`${data} holds no changping.sqlite: name the data folder of the server's settings`);
  const today = calendarOf(timeZone)(instant(Date.now()));
  const raw = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    return { version: `${file}, ${today}`, usable: bySite(usable({ raw })(today)), lost: [] };
  } finally {
    raw.close();
  }
}

function bySite(lines: readonly UsableLine[]): StockState['usable'] {
  const sites: Record<string, Record<string, number>> = {};
  for (const { site, kind, usable: quantity } of lines) sites[site] = { ...sites[site], [kind]: quantity };
  return sites;
}
