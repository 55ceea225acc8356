/** The desk tool of a region's folder: check it, print its levels, draw its areas, import an authority's boundary. */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { AreaMap } from '@changping/contracts/http-region';
import { type Region, readRegion } from '../region.ts';
import { areasFile, boundaryFile, digestOf } from './areas.ts';
import { checkBoundary, type System, systems } from './boundary.ts';
import { drawAreas } from './draw.ts';
import { readGround } from './ground.ts';
import { readHead } from './head.ts';
import { levelLines, levelTable } from './levels-table.ts';
import { mistakesIn } from './table.ts';

const usage = `npm run region -- check [DIR]      every mistake of a region's folder, with file, row and column
npm run region -- levels [DIR]     what the catalogue's levels come to against what the region has promised
npm run region -- draw [DIR]       draw the modelled areas anew; needed after places have changed
npm run region -- import-boundary FILE --crs WGS84|GCJ-02|BD-09 --data DATA [--region DIR] [--approval TEXT]
    check the boundary an authority has approved for publication (GeoJSON with code and name of every county)
    and show it instead of the modelled areas from the next start on; DATA is the data folder of the server's
    settings, TEXT what must stand beside the map, such as its 审图号
  DIR is a region's folder, server/region/ningxia by default`;

const ningxia = fileURLToPath(new URL('../../region/ningxia', import.meta.url));
/** Of a boundary's file. */
const bytesMax = 50_000_000;
const text = { type: 'string' } as const;
const from = (path: string) => resolve(process.env.INIT_CWD ?? '.', path);

try {
  run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

function run(): void {
  const options = { crs: text, data: text, region: text, approval: text, help: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [command, path] = positionals;
  const folder = path ? from(path) : ningxia;
  if (values.help) console.log(usage);
  else if (command === 'check') console.log(summary(readRegion(folder), basename(folder)));
  else if (command === 'levels') console.log(levels(readRegion(folder)));
  else if (command === 'draw') draw(folder);
  else if (command === 'import-boundary' && path) importBoundary(from(path), values);
  else throw new Error(usage);
}

function summary(region: Region, called: string): string {
  const { id, name, nameEn, sites, kinds, places, unplaced, stretches, roads } = region;
  const assumed = stretches.filter(({ quality }) => quality === 'assumed').length;
  const other =
    id === called ? '' : `\nIts id is "${id}": a server takes it from the folder server/region/${id} alone.`;
  const unknown = kinds.filter(({ shelfLife }) => shelfLife.basis === 'none').length;
  return `${name} ${nameEn}: ${sites.length} sites, ${kinds.length} kinds (${unknown} with no reference for their life), ${places.length} places and ${unplaced.length} names without a position, ${stretches.length} roads (${assumed} assumed${roads.label ? `: shown as ${roads.label.zh} ${roads.label.en}` : ''}). No mistakes.${other}`;
}

function levels({ name, nameEn, catalogue, kinds, sites, standards }: Region): string {
  const { edition, note } = catalogue;
  const { people, days } = standards;
  const lines = levelLines(kinds, sites, standards);
  const short = lines.filter(({ over }) => over < 0);
  return [
    `${name} ${nameEn}, ${edition}: ${people} 人 ${days} 天 people and days`,
    note.zh,
    note.en,
    '',
    levelTable(lines),
    '',
    short.length
      ? `不足 short: ${short.map(({ kind, over }) => `${kind.name} ${kind.nameEn} ${-over} ${kind.unit}`).join(', ')}`
      : '全部满足 all met',
  ].join('\n');
}

/** Reads only what it draws from: the areas of this folder are just what may be missing. */
function draw(folder: string): void {
  const mistakes = mistakesIn(folder);
  const head = readHead(folder, mistakes);
  if (!head) throw new Error(mistakes.all().join('\n'));
  const ground = readGround(folder, head.box, mistakes);
  if (mistakes.all().length) throw new Error(mistakes.all().join('\n'));
  const map = drawAreas(ground);
  write(join(folder, areasFile), map, { drawnFrom: digestOf(ground) });
  console.log(`${join(folder, areasFile)}: ${map.features.length} areas`);
}

type Wish = {
  crs?: string | undefined;
  data?: string | undefined;
  region?: string | undefined;
  approval?: string | undefined;
};
function importBoundary(file: string, { crs, data, region, approval }: Wish): void {
  if (!crs || !Object.hasOwn(systems, crs))
    throw new Error(`--crs must name the file's coordinate system: ${Object.keys(systems).join(', ')}`);
  if (!data) throw new Error("--data must name the data folder of the server's settings");
  if (statSync(file).size > bytesMax)
    throw new Error(`${file} is larger than ${bytesMax / 1e6} MB: simplify it, the map shows no more`);
  const known = readRegion(region ? from(region) : ningxia);
  const map = checkBoundary(JSON.parse(readFileSync(file, 'utf8')), crs as System, known, approval ?? null);
  const target = join(from(data), boundaryFile);
  mkdirSync(dirname(target), { recursive: true });
  write(target, map, {});
  console.log(`${target}: ${map.features.length} areas, converted from ${crs}; shown from the next start on`);
}

/** One area a line, and whole or not at all. */
function write(file: string, { features, ...map }: AreaMap, more: object): void {
  const head = JSON.stringify({ ...map, ...more }).slice(0, -1);
  const lines = features.map((feature) => JSON.stringify(feature));
  writeFileSync(`${file}.new`, `${head},"features":[\n${lines.join(',\n')}\n]}\n`);
  renameSync(`${file}.new`, file);
}
