/** The areas of the map: those the region's folder brings, modelled from its places, until the boundary that an authority has approved is imported into the data folder. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AreaMap, areaMap } from '@changping/contracts/http-region';
import type { County, Place } from '@changping/contracts/region';
import { z } from 'zod';
import { type Mistakes, mistakesIn, readJson } from './table.ts';

export const areasFile = 'areas.geojson';
/** Below the server's data folder. */
export const boundaryFile = join('region', 'boundary.geojson');

export type Ground = { places: readonly Place[]; counties: readonly County[] };

const drawn = areaMap.extend({ drawnFrom: z.string() });

/** Drawing takes seconds, so it is done once; what tells that it must be done anew is the digest of what it was drawn from. */
export function readAreas(folder: string, ground: Ground, mistakes: Mistakes): AreaMap {
  const { drawnFrom, ...map } = readJson(folder, areasFile, drawn, mistakes) ?? { ...none, drawnFrom: null };
  if (drawnFrom !== null && drawnFrom !== digestOf(ground))
    mistakes.note(areasFile, 0, 'drawnFrom', 'the places have changed since: npm run region -- draw FOLDER');
  return map;
}

/** Of all that the drawing depends on. */
export function digestOf({ places, counties }: Ground): string {
  const text = JSON.stringify([
    places.map(({ code, name, nameEn, county, lon, lat }) => [code, name, nameEn, county, lon, lat]),
    counties.map(({ code, name, nameEn, areaKm2 }) => [code, name, nameEn, areaKm2]),
  ]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The region with an imported boundary in place of its modelled areas, where there is one. @throws Error when the file is damaged. */
export function withBoundary<R extends { areaMap: AreaMap }>(region: R, data: string): R {
  if (!existsSync(join(data, boundaryFile))) return region;
  const mistakes = mistakesIn(data);
  const map = readJson(data, boundaryFile, areaMap, mistakes);
  if (!map) throw new Error(mistakes.all().join('\n'));
  return { ...region, areaMap: map };
}

const none: AreaMap = { type: 'FeatureCollection', label: null, features: [] };
