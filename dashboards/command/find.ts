/** What matches what was typed: in a name of either language, or in the id; those that begin so come first. */
import type { Site } from '@changping/contracts/live';
import type { PlaceFeature } from './map/places.ts';
import { tiers } from './view.ts';

export type PlaceName = Pick<PlaceFeature['properties'], 'place' | 'kind' | 'name' | 'nameEn'>;

export const findSites = <S extends Site>(sites: readonly S[], text: string): S[] =>
  found(sites, text, ({ tier }) => tiers.indexOf(tier));

/** None for nothing typed: a region has hundreds, and the map shows them. */
export const findPlaces = (places: readonly PlaceName[], text: string): PlaceName[] =>
  text.trim() ? found(places, text, ({ kind }) => placeKinds.indexOf(kind)).slice(0, placesMost) : [];

const placesMost = 30;
const placeKinds = ['county_seat', 'place', 'junction', 'outside'];

type Named = { name: string; nameEn: string } & ({ id: string } | { place: string });
function found<T extends Named>(things: readonly T[], text: string, rank: (thing: T) => number): T[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const first = words[0] ?? '';
  const order = (thing: T) =>
    (first && wordsOf(thing).some((name) => name.startsWith(first)) ? 0 : 10) + rank(thing);
  return things
    .filter((thing) => words.every((word) => wordsOf(thing).some((name) => name.includes(word))))
    .sort((a, b) => order(a) - order(b));
}

/** The id of a place is its code behind a sign for its sort. */
const wordsOf = (thing: Named): string[] =>
  ['id' in thing ? thing.id : thing.place.slice(2), thing.name, thing.nameEn].map((name) =>
    name.toLowerCase(),
  );
