/** What coverage draws over the roads: the ways to the chosen place, and the places that would lose their cover. */
import type { RoadMap } from '@changping/contracts/http';
import type { FeatureCollection, LineString, Point } from 'geojson';
import type { World } from '../../shared/live/world.ts';
import { placeOf } from '../map/places.ts';
import { type At, routeLine } from './route-line.ts';
import { type Group, groupOf, type PlaceCover, type Way } from './use-place-cover.ts';

export type Ways = FeatureCollection<LineString, { way: 'best' | 'second'; part: 'road' | 'beside' }>;
export type LostPlaces = FeatureCollection<Point, { place: string }>;
export type Overlay = { ways: Ways; lost: LostPlaces };

export function waysTo(
  map: RoadMap,
  { sites }: Pick<World, 'sites'>,
  place: string,
  cover: PlaceCover,
  kind: string | null,
): Ways {
  const to = placeOf(map, place)?.geometry.coordinates;
  const group: Group | undefined = groupOf(cover, kind);
  const features = (['second', 'best'] as const).flatMap((way) => {
    const driven = group?.[way];
    const from = driven && startOf(sites, driven);
    if (!to || !from) return [];
    return routeLine(map, driven.rows, from, to as At).map(({ part, line }) => ({
      type: 'Feature' as const,
      geometry: { type: 'LineString' as const, coordinates: line.map(([lon, lat]) => [lon, lat]) },
      properties: { way, part },
    }));
  });
  return { type: 'FeatureCollection', features };
}

export function lostPlaces(map: RoadMap, codes: readonly string[]): LostPlaces {
  const features = codes.flatMap((code) => {
    const place = placeOf(map, `p:${code}`);
    return place
      ? [{ type: 'Feature' as const, geometry: place.geometry, properties: { place: `p:${code}` } }]
      : [];
  });
  return { type: 'FeatureCollection', features };
}

function startOf(sites: World['sites'], { depot }: Way): At | undefined {
  const site = sites.get(depot as never);
  return site && [site.lon, site.lat];
}
