/** Check the boundary that an authority has approved for publication, and bring it to WGS84. Its coordinate system must be named, for half a kilometre of offset shows nowhere in the file; every mistake is told at once. */
import type { AreaMap } from '@changping/contracts/http-region';
import type { Area, Box, County } from '@changping/contracts/region';
import { kinks, polygon } from '@turf/turf';
import gcoord from 'gcoord';
import { z } from 'zod';
import { misplaced } from './near.ts';

export const systems = { WGS84: gcoord.WGS84, 'GCJ-02': gcoord.GCJ02, 'BD-09': gcoord.BD09 } as const;
export type System = keyof typeof systems;

type Known = { box: Box; areas: readonly Area[]; counties: readonly County[] };
type Feature = AreaMap['features'][number];
type Point = [number, number];

/** What the file must be before anything in it can be judged. Coordinates are judged one by one. */
const shape = z.object({
  type: z.literal('FeatureCollection'),
  features: z
    .array(
      z.object({
        properties: z.record(z.string(), z.unknown()),
        geometry: z.object({
          type: z.enum(['Polygon', 'MultiPolygon'], 'must be a Polygon or a MultiPolygon'),
          coordinates: z.array(z.unknown()),
        }),
      }),
    )
    .min(1, 'has no areas')
    .max(1000, 'has more than 1000 areas; no region has'),
});

/** Its own boundary may lie this far beyond the box of a region's places. */
const marginKm = 100;
/** Crossings are looked for between every two sides: 7 s for a ring of so many. */
const cornersMax = 20_000;
/** Of the whole file. What the map shows of a region has a tenth of it. */
const allCornersMax = 100_000;
/** Sentences; a file that is wrong all over is wrong in one way. */
const mistakesMost = 100;

/**
 * @param approval what must stand beside the map, such as its 审图号; null for nothing.
 * @throws Error with one line a mistake.
 */
export function checkBoundary(
  content: unknown,
  system: System,
  known: Known,
  approval: string | null,
): AreaMap {
  const checked = shape.safeParse(content);
  if (!checked.success)
    throw new Error(
      checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'),
    );
  const corners = cornersIn(checked.data.features.map(({ geometry }) => geometry.coordinates));
  if (corners > allCornersMax)
    throw new Error(`has ${corners} corners; simplify it to ${allCornersMax} at most`);
  const mistakes: string[] = [];
  const seen = new Set<string>();
  const features = checked.data.features.flatMap(({ properties, geometry }, i): Feature[] => {
    const note = (mistake: string) => void mistakes.push(`features[${i}]: ${mistake}`);
    const name = nameOf(properties, known, seen, note);
    const { coordinates, type } = geometry;
    const parts = (type === 'Polygon' ? [coordinates] : coordinates).map((part) =>
      ringsOf(part, system, known.box, note),
    );
    const [only, second] = parts;
    if (!name || !only) return [];
    return [
      {
        type: 'Feature',
        geometry: second
          ? { type: 'MultiPolygon', coordinates: parts }
          : { type: 'Polygon', coordinates: only },
        properties: { ...name, modelled: false },
      },
    ];
  });
  for (const { code, name } of known.counties)
    if (!seen.has(code)) mistakes.push(`there is no area of ${code} ${name}`);
  if (mistakes.length) throw new Error(toldOf(mistakes));
  return { type: 'FeatureCollection', label: approval ? { zh: approval, en: approval } : null, features };
}

/** Wherever a list of lists ends, whatever it should have been. Without recursion, for a file may be nested deeper than any stack. */
function cornersIn(content: unknown): number {
  const waiting = [content];
  let corners = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!Array.isArray(next)) continue;
    const isCorner = next.some((each) => !Array.isArray(each));
    if (isCorner) corners++;
    else for (const each of next) waiting.push(each);
  }
  return corners;
}

function toldOf(mistakes: readonly string[]): string {
  const more = mistakes.length - mistakesMost;
  return [...mistakes.slice(0, mistakesMost), ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

function nameOf(
  properties: Record<string, unknown>,
  { areas, counties }: Known,
  seen: Set<string>,
  note: (mistake: string) => void,
): Omit<Feature['properties'], 'modelled'> | undefined {
  const written = properties.code ?? properties.adcode ?? '';
  if (typeof written !== 'string' && typeof written !== 'number')
    return void note(`its code is ${kindOf(written)}, and must be a text or a number`);
  const given = String(written).slice(0, 20);
  // Files write 640000 for the region that the table of areas calls 64.
  const code = given.replace(/^(\d\d(?:\d\d)??)(?:00)+$/, '$1');
  const area = areas.find((each) => each.code === code);
  if (!area) return void note(`its code "${given}" is in no row of areas.csv`);
  if (seen.has(code)) return void note(`${code} is there twice`);
  seen.add(code);
  const name = properties.name ?? '';
  if (typeof name !== 'string')
    return void note(`the name of ${code} is ${kindOf(name)}, and must be a text`);
  if (name !== area.name)
    return void note(`${code} is called "${name.slice(0, 40)}", and ${area.name} in areas.csv`);
  const nameEn = counties.find((county) => county.code === code)?.nameEn ?? name;
  return { code, name, nameEn, level: code.length === 2 ? 'region' : code.length === 4 ? 'city' : 'county' };
}

function ringsOf(part: unknown, system: System, box: Box, note: (mistake: string) => void): Point[][] {
  if (!Array.isArray(part) || part.length === 0) {
    note('a polygon without a ring');
    return [];
  }
  return part.flatMap((ring: unknown, i) => {
    const points = pointsOf(ring, system, box, (mistake) => note(`ring ${i}: ${mistake}`));
    return points ? [points] : [];
  });
}

/** One sentence a ring: the second mistake of the same ring mostly comes from the first. */
function pointsOf(
  ring: unknown,
  system: System,
  box: Box,
  note: (mistake: string) => void,
): Point[] | undefined {
  if (!Array.isArray(ring) || ring.length < 4) return void note('has fewer than four corners');
  if (ring.length > cornersMax)
    return void note(`has ${ring.length} corners; simplify it to ${cornersMax} at most`);
  const broken = ring.findIndex((at) => !isPoint(at));
  if (broken >= 0) return void note(`corner ${broken} is (${shown(ring[broken])}), no pair of numbers`);
  const points = (ring as Point[]).map(([lon, lat]): Point => [lon, lat]);
  const [first, last] = [points[0], points.at(-1)];
  if (first?.join() !== last?.join()) return void note('is not closed: its last corner must be its first');
  const far = points.find(([lon, lat]) => misplaced(box, lon, lat, marginKm));
  if (far) return void note(misplaced(box, ...far, marginKm) ?? '');
  const crossing = kinks(polygon([points])).features[0]?.geometry.coordinates;
  if (crossing) return void note(`crosses itself at ${crossing.map((n) => n.toFixed(4)).join(', ')}`);
  return points.map((at) => rounded(gcoord.transform(at, systems[system], gcoord.WGS84) as Point));
}

const kindOf = (value: unknown) =>
  Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : String(value);

const shown = (at: unknown) =>
  (Array.isArray(at) ? at : [at])
    .slice(0, 4)
    .map((each) =>
      typeof each === 'string'
        ? `"${each.slice(0, 20)}"`
        : typeof each === 'object' && each !== null
          ? kindOf(each)
          : String(each),
    )
    .join(', ');

const isPoint = (at: unknown): at is Point =>
  Array.isArray(at) &&
  at.length >= 2 &&
  at.slice(0, 2).every((n) => typeof n === 'number' && Number.isFinite(n));

/** To 0.1 m. */
const rounded = ([lon, lat]: Point): Point => [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
