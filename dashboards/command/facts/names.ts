/** Names for the ids that facts carry: sites, kinds, and places inside a site. */
import { plural } from '@changping/contracts/plural';
import type { World } from '../../shared/live/world.ts';
import { nameIn } from '../../shared/words/use-words.tsx';
import type { Words } from '../../shared/words/zh.ts';

export function siteName(words: Words, world: World, id: string): string {
  const site = world.sites.get(id as never);
  return site ? nameIn(words, site) : id;
}

export function kindName(words: Words, world: World, id: string): string {
  const kind = world.kinds.find((each) => each.id === id);
  return kind ? nameIn(words, kind) : id;
}

/** 'RC-S/receiving' is the receiving of RC-S; a place outside of all sites has no slash. */
export function placeName(words: Words, world: World, place: string): string {
  const cut = place.indexOf('/');
  const zone = place.slice(cut + 1);
  const known = words.facts.placeOf[zone] ?? zone;
  return cut < 0 ? known : `${siteName(words, world, place.slice(0, cut))} · ${known}`;
}

/** By kind, then by tag; what has no kind comes first. */
export const byKind = (
  a: { kind: string | null; epc: string },
  b: { kind: string | null; epc: string },
): number => (a.kind ?? '').localeCompare(b.kind ?? '') || (a.epc < b.epc ? -1 : 1);

/** The zone alone, where the site is said already. */
export const zoneName = (words: Words, place: string): string => {
  const zone = place.slice(place.indexOf('/') + 1);
  return words.facts.placeOf[zone] ?? zone;
};

/** As it is said of so many. */
export const unitOf = (words: Words, world: World, id: string, n: number): string => {
  const kind = world.kinds.find((each) => each.id === id);
  return kind ? (words.lang === 'en' ? plural(kind.unitEn, n) : kind.unit) : '';
};
