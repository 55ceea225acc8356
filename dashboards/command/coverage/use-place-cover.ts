/** Who covers a named place, for its panel and for the map; and which of its groups of kinds is meant. */
import type { Answer } from '@changping/contracts/http';
import type { World } from '../../shared/live/world.ts';
import { type Asked, useAnswer } from '../../shared/use-answer.ts';
import { thenOf } from './then.ts';

export type PlaceCover = Answer<'/api/coverage/places/{code}'>;
export type Group = PlaceCover['kinds'][number];
export type Way = NonNullable<Group['best']>;

/** The code of a place that has people, out of its id on the map; null for a seat or a junction. */
export const codeOf = (place: string | null): string | null => /^p:([\w.-]+)$/.exec(place ?? '')?.[1] ?? null;

export function usePlaceCover(world: World, place: string | null): Asked<PlaceCover> {
  const code = codeOf(place);
  return useAnswer('/api/coverage/places/{code}', thenOf(world), {
    path: `/api/coverage/places/${encodeURIComponent(code ?? '')}`,
    isAsked: code !== null && world.coverage !== null,
    version: world.coverage?.version ?? '',
  });
}

/** The group of the kind; for all kinds the one that waits longest. */
export function groupOf({ kinds }: PlaceCover, kind: string | null): Group | undefined {
  const waits = ({ best }: Group) => best?.minutes ?? Number.POSITIVE_INFINITY;
  if (kind !== null) return kinds.find((group) => group.kinds.includes(kind));
  return kinds.reduce<Group | undefined>(
    (late, group) => (late && waits(late) >= waits(group) ? late : group),
    undefined,
  );
}
