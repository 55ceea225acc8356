/** What the HTTP interface tells of coverage: who can be reached within the promised minutes and kilometres, with the stock of this moment. Every answer names the versions it rests on. */
import { z } from 'zod';
import { at, count, id, orNull } from './http-list.ts';

const share = z.number().min(0).max(1);
const pair = z.object({ people: share, area: share });
const standing = z.enum(['both', 'timeOnly', 'distanceOnly', 'neither']);
const byClass = z.object({ both: share, timeOnly: share, distanceOnly: share, neither: share });
const versions = z
  .object({
    roads: z.string(),
    stock: z.string(),
    at: at.optional().describe('of a moment that is over: when it was found'),
    rows: z.object({ done: count, of: count }).describe('depots routed; fewer than `of` is a first answer'),
  })
  .describe('answers of other versions may not be compared');
const shares = {
  people: share,
  area: share,
  peopleByClass: byClass,
  areaByClass: byClass,
  twice: pair.describe('still covered when the first to arrive can not come'),
  straight: pair.describe('within the straight distance of a holder: the slogan'),
};
const reach = z.object({ depot: id, minutes: z.number(), km: z.number() });
const way = reach.extend({
  route: z.array(z.object({ road: z.string(), km: z.number() })),
  rows: z.array(count).describe('rows of the road table, as driven'),
});
const listOf = z
  .string()
  .max(2000)
  .transform((text) => text.split(',').filter(Boolean));
const supposed = {
  lost: listOf.default([]).describe('sites, with commas between'),
  dry: listOf.default([]).describe('site:kind, with commas between'),
};
const then = {
  at: z.coerce
    .number()
    .pipe(z.int().min(0))
    .optional()
    .describe('with the stock as it was then, ms since 1970; now without it'),
};
const change = { before: pair, after: pair, places: z.array(z.string()) };
/** Bytes in base64: a region has 50,000 cells. */
const bytes = z.base64();

/** The figures for all kinds, as they were found at a moment; kept whenever other depots hold a kind. */
export const coverageThen = z.object({
  at,
  ...pair.shape,
  worst: orNull(z.object({ code: z.string(), place: z.string(), minutes: orNull(z.number()) })),
  isSchematic: z.boolean(),
});
export const coverage = z.object({
  versions,
  isSchematic: z.boolean().describe('a road row is not sourced: no share is a proof'),
  kinds: z.array(z.object({ kind: id, holders: count, ...shares })),
  all: z.object(shares).describe('covered for every kind'),
  worst: z.array(
    z.object({
      place: z.string(),
      code: z.string(),
      minutes: orNull(z.number()),
      km: orNull(z.number()),
      kind: orNull(id),
      by: orNull(id),
      class: standing,
    }),
  ),
  unreachable: z.array(
    z.object({
      place: z.string(),
      code: z.string(),
      why: z.enum(['noPosition', 'noRoad']),
      people: z.number(),
    }),
  ),
  assumptions: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
});
export const coveragePlace = z.object({
  versions,
  code: z.string(),
  place: z.string(),
  people: z.number(),
  reach: z.enum(['road', 'noRoad', 'noPosition']),
  kinds: z.array(z.object({ kinds: z.array(id), class: standing, best: orNull(way), second: orNull(way) })),
});
export const coverageRoutes = {
  '/api/coverage': {
    about: 'who is covered, by kind and for all kinds; the places that wait longest first',
    query: then,
    params: {},
    answer: coverage,
  },
  '/api/coverage/cells': {
    about: 'where the cells of the layer are; the same as long as the region is',
    query: {},
    params: {},
    answer: z.object({
      versions,
      sizeKm: z.number(),
      lons: bytes.describe('float32, little endian'),
      lats: bytes,
      depots: z.array(id).describe('as layers name them, by index'),
    }),
  },
  '/api/coverage/layer': {
    about:
      'every cell’s class and minutes, for one kind or for all; as it would be where depots are supposed lost or dry',
    query: { kind: id.optional(), ...supposed, ...then },
    params: {},
    answer: z.object({
      versions,
      class: bytes.describe('a byte a cell: 0 both, 1 time only, 2 distance only, 3 neither'),
      minutes: bytes.describe('uint16, little endian; 65535 where nobody comes'),
      by: bytes.describe('uint16: the depot that comes first, as `cells` lists them; 65535: none'),
    }),
  },
  '/api/coverage/places/{code}': {
    about: 'who covers one place, how soon, by which roads, and who is second',
    query: then,
    params: { code: z.string().regex(/^[\w:.-]{1,40}$/) },
    answer: coveragePlace,
  },
  '/api/coverage/at': {
    about: 'how soon every depot could be at a point of the map, whatever it holds',
    query: { lon: z.coerce.number().min(-180).max(180), lat: z.coerce.number().min(-90).max(90) },
    params: {},
    answer: z.object({ versions, depots: z.array(reach) }),
  },
  '/api/coverage/what-if': {
    about: 'what is lost when depots can not be used, or run dry of a kind',
    query: supposed,
    params: {},
    answer: z.object({
      versions,
      kinds: z.array(z.object({ kind: id, ...change })).describe('those whose holders change'),
      all: z.object(change),
    }),
  },
} as const;
