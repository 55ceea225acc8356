/** Zones and bins that are chosen: a zone takes its bins along. */
import type { Kind, Piece } from '../keep/keep.ts';

export function togglePlace(chosen: readonly string[], place: string): string[] {
  if (chosen.includes(place)) return chosen.filter((each) => each !== place);
  if (chosen.some((each) => place.startsWith(`${each}/`))) return [...chosen];
  return [...chosen.filter((each) => !each.startsWith(`${place}/`)), place];
}

/** Of a store, as far as its kinds and pieces tell: where goods come in first. */
export function zonesOf(
  site: string,
  kinds: readonly Pick<Kind, 'zone'>[],
  pieces: readonly Pick<Piece, 'place'>[],
): string[] {
  const inside = pieces.flatMap(({ place }) => {
    const [at, zone] = place.split('/');
    return at === site && zone ? zone : [];
  });
  const zones = new Set(['receiving', ...kinds.map(({ zone }) => zone), ...inside]);
  return [...zones].map((zone) => `${site}/${zone}`);
}
