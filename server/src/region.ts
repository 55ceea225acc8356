/** A region's folder: its sites, catalogue, places and roads with their sources, read once at start. Every mistake of every file is told at once, with its row and column. */
import type { Catalogue } from '@changping/contracts/catalogue';
import type { AreaMap, RoadMap } from '@changping/contracts/http-region';
import type { Kind, Site } from '@changping/contracts/live';
import type { Area, County, Place, Road, RoadNode, Unplaced } from '@changping/contracts/region';
import { readAreas } from './region/areas.ts';
import { readCatalogue } from './region/catalogue.ts';
import { readGround } from './region/ground.ts';
import { type Head, readHead } from './region/head.ts';
import { readRoads } from './region/roads.ts';
import { readSites, type StoreZone } from './region/sites.ts';
import { mistakesIn } from './region/table.ts';

export type Region = Head & {
  sites: readonly Site[];
  zones: readonly StoreZone[];
  /** Out of the folder; a server that runs has those of its version in force. */
  readonly catalogue: Catalogue;
  readonly kinds: readonly Kind[];
  areas: readonly Area[];
  counties: readonly County[];
  places: readonly Place[];
  unplaced: readonly Unplaced[];
  nodes: readonly RoadNode[];
  /** The roads row by row, for the planner. */
  stretches: readonly Road[];
  /** The same for the map. */
  roads: RoadMap;
  /** Counties and places as areas. */
  areaMap: AreaMap;
};

/** @throws Error with one line a mistake. */
export function readRegion(folder: string): Region {
  const mistakes = mistakesIn(folder);
  const head = readHead(folder, mistakes);
  const everywhere = [-180, -90, 180, 90] as const;
  const box = head?.box ?? everywhere;
  const ground = readGround(folder, box, mistakes);
  const areas = new Set(ground.areas.map(({ code }) => code));
  const loading = head?.planner.loadingMinutes ?? ({} as Head['planner']['loadingMinutes']);
  const stores = readSites(folder, box, loading, areas, mistakes);
  const catalogue = readCatalogue(folder, mistakes);
  const network = readRoads(folder, box, mistakes);
  const areaMap = readAreas(folder, ground, mistakes);
  if (!head || mistakes.all().length) throw new Error(mistakes.all().join('\n'));
  return Object.freeze({ ...head, ...stores, ...catalogue, ...ground, ...network, areaMap });
}
