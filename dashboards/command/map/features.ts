/** The world as the map draws it: signs with their two lines of text, ties between sites, and the grid. */
import type { Tier } from '@changping/contracts/live';
import type { FeatureCollection, LineString, Point } from 'geojson';
import type { LiveSite } from '../../shared/live/world.ts';
import { nameIn } from '../../shared/words/use-words.tsx';
import type { Words } from '../../shared/words/zh.ts';
import { isConnected, type Mark, piecesOf, standingOf } from '../standing.ts';
import { inks } from './look.ts';
import { reaches } from './outline.ts';
import { signName } from './sign.tsx';

export type SiteProperties = {
  id: string;
  tier: Tier;
  mark: Mark;
  sign: string;
  name: string;
  /** What is so there now, in words: a state is never colour alone. */
  state: string;
  ink: string;
  /** Distance of the text, in ems. */
  offset: number;
  /** Lower comes first where there is no room for all. */
  rank: number;
  /** 0: the name always stands; 1 and 2 wait until the map is nearer. */
  nearness: 0 | 1 | 2;
  /** Its name stands even where there is no room. */
  isMust: boolean;
};
type Sites = Iterable<LiveSite>;

/** `kind`: the only one whose pieces are counted, or null. */
export function siteFeatures(
  sites: Sites,
  words: Words,
  kind: string | null,
): FeatureCollection<Point, SiteProperties> {
  const features = [...sites].map((site) => ({
    type: 'Feature' as const,
    geometry: { type: 'Point' as const, coordinates: [site.lon, site.lat] },
    properties: propertiesOf(site, words, kind),
  }));
  return { type: 'FeatureCollection', features };
}

export function propertiesOf(site: LiveSite, words: Words, kind: string | null): SiteProperties {
  const { id, tier, quality, live } = site;
  const { mark } = standingOf(live);
  const isMust = mark === 'act' || tier === 'regional';
  const isMajor = tier === 'regional' || tier === 'city' || mark !== 'none';
  return {
    id,
    tier,
    mark,
    sign: signName({ tier, mark, isAssumed: quality === 'assumed' }),
    name: nameIn(words, site),
    state: stateLine(site, words, kind),
    ink: inks[mark],
    offset: (reaches[tier] + (isMust ? 9 : 5)) / textSize,
    rank: ['act', 'watch', 'good', 'none'].indexOf(mark) * 10 + tierRank[tier],
    isMust,
    nearness: isMajor ? 0 : tier === 'county' || tier === 'external' ? 1 : 2,
  };
}

const textSize = 12.5;
const tierRank: Record<Tier, number> = {
  regional: 0,
  city: 1,
  county: 2,
  partner: 4,
  external: 3,
  station: 5,
};

function stateLine({ live }: LiveSite, words: Words, kind: string | null): string {
  const pieces = piecesOf(live, kind);
  const count = pieces || isConnected(live) ? words.map.pieces(pieces) : '';
  const { reasons, mark } = standingOf(live);
  const state = reasons[0] ? words.reason[reasons[0]] : mark === 'good' ? words.lineState.online : '';
  return [count, state].filter(Boolean).join(' · ');
}

/** A line from every site to the one it belongs to; those of `chosen` are marked. */
export function tieFeatures(
  sites: ReadonlyMap<string, LiveSite>,
  chosen: string | null,
): FeatureCollection<LineString, { chosen: boolean }> {
  const features = [...sites.values()].flatMap((site) => {
    const parent = site.parent && sites.get(site.parent);
    if (!parent) return [];
    return [
      {
        type: 'Feature' as const,
        geometry: {
          type: 'LineString' as const,
          coordinates: [
            [site.lon, site.lat],
            [parent.lon, parent.lat],
          ],
        },
        properties: { chosen: site.id === chosen || parent.id === chosen },
      },
    ];
  });
  return { type: 'FeatureCollection', features };
}

const grid = { west: 98, east: 114, south: 31, north: 44 };
const whole = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Every whole degree around the regions served; nothing is drawn beyond. */
export function gridFeatures(): FeatureCollection<LineString, { degrees: string }> {
  const line = (coordinates: [number, number][], degrees: string) => ({
    type: 'Feature' as const,
    geometry: { type: 'LineString' as const, coordinates },
    properties: { degrees },
  });
  // Many short pieces, so that the figures repeat along a line wherever the map is.
  const meridians = whole(grid.west, grid.east).map((lon) =>
    line(
      whole(grid.south, grid.north).map((lat) => [lon, lat]),
      `${lon}°E`,
    ),
  );
  const parallels = whole(grid.south, grid.north).map((lat) =>
    line(
      whole(grid.west, grid.east).map((lon) => [lon, lat]),
      `${lat}°N`,
    ),
  );
  return { type: 'FeatureCollection', features: [...meridians, ...parallels] };
}
