/** Named places of the map's data: a place by its id, and the county it lies in. */
import type { Answer, RoadMap } from '@changping/contracts/http';
import { nameIn } from '../../shared/words/use-words.tsx';
import type { Words } from '../../shared/words/zh.ts';

export type PlaceFeature = Extract<RoadMap['features'][number], { properties: { place: string } }>;

export const isPlace = (feature: RoadMap['features'][number]): feature is PlaceFeature =>
  'place' in feature.properties;

export const placeOf = (map: RoadMap, id: string): PlaceFeature | undefined =>
  map.features.filter(isPlace).find(({ properties }) => properties.place === id);

/** The ids of places and county seats begin with their GB/T 2260 code; those of junctions tell no county. */
export const countyOf = (id: string): string | null => /^[ps]:(\d{6})/.exec(id)?.[1] ?? null;

export function countyNameOf(words: Words, areas: Answer<'/api/areas'>, code: string): string | undefined {
  const area = areas.features.find(
    ({ properties }) => properties.level === 'county' && properties.code === code,
  );
  return area && nameIn(words, area.properties);
}
