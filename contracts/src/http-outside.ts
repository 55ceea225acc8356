/** Goods that are in no store, over HTTP: in whose hands they are and by which document, what is on the road; and to whom a store has given before. */
import { z } from 'zod';
import { at, count, id, list, ordered, orNull, siteFilter } from './http-list.ts';

const held = z.object({
  place: z.string().describe('person/…, unit/… or transit/…'),
  document: z.string(),
  number: z.string(),
  type: z.string(),
  state: z.string(),
  site: id.describe('that gave it out'),
  there: orNull(z.string()),
  kind: id,
  lot: z.string(),
  pieces: count,
  quantity: count,
  quality: z.string(),
  grade: z.string(),
  owner: z.string(),
  since: at,
  dueAt: orNull(at),
});

export const outsideRoutes = {
  '/api/stock/outside': {
    about:
      'what a store has given out and has not come back, by who holds it; or what is on the road from it or to it; each by the document that brought it there last',
    query: {
      ...ordered('outside'),
      ...siteFilter,
      where: z.enum(['hands', 'road']).default('hands'),
      kind: id.optional(),
    },
    params: {},
    answer: list(held),
  },
  '/api/recipients': {
    about: 'persons and units to whom the last documents of a store went, the last one first',
    query: { site: id },
    params: {},
    answer: z.object({ site: id, items: z.array(z.string()) }),
  },
} as const;
