/** Stock over HTTP: as it is, down to its pieces, and as of a moment by the order of recording, under the head that the store's chain had then. */
import { z } from 'zod';
import { supplyClassStart } from './code-systems.ts';
import { at, count, id, list, ordered, orNull, page, search, siteFilter } from './http-list.ts';

/** A chain of a site as it stood after its commit `n`; 0: before its first. */
export const chainHead = z.object({ chain: id, n: count, hash: z.string(), recordedAt: at });
const lateEntry = z.object({
  id: count,
  happenedAt: at,
  recordedAt: at,
  quantity: count,
  from: z.string(),
  to: z.string(),
  kind: id,
  lot: z.string(),
  document: orNull(z.string()),
  actor: z.string(),
});
export const stockLine = z.object({
  site: id,
  place: z.string(),
  kind: id,
  lot: z.string(),
  madeOn: orNull(z.string()),
  expiresOn: orNull(z.string()),
  quality: z.string(),
  grade: z.string(),
  owner: z.string(),
  pieces: count,
  quantity: count.describe('in base units of the kind'),
});

const withheld = count.describe('lines of this page that are left out, since whoever asks is counting there');

const pieceLine = z.object({
  epc: z.string(),
  piece: z.string(),
  kind: id,
  lot: z.string(),
  quantity: count,
  site: id,
  place: z.string(),
  quality: z.string(),
  seen: orNull(z.object({ site: id, at, change: z.enum(['seen', 'left']) })),
});

export const stockRoutes = {
  '/api/stock': {
    about: 'what is where: one line a lot, place and quality',
    query: {
      ...ordered('stock'),
      ...siteFilter,
      kind: id.optional(),
      supplyClass: z
        .string()
        .regex(supplyClassStart)
        .optional()
        .describe('of GB/T 38565, or the first digits of one: all below it'),
    },
    params: {},
    answer: list(
      stockLine.extend({
        loose: count.describe('of it, what lies loose beside the pieces'),
        pieceHolds: orNull(count).describe(
          'what each of the pieces holds; null where they differ, or none is',
        ),
        reserved: count.describe('of it, what approved documents hold'),
        leased: count.describe('of it, what handhelds may hand out'),
      }),
    ).extend({ withheld }),
  },
  '/api/stock/as-of': {
    about: 'what a store had at a moment, by the order of recording; what was told later stands under late',
    query: {
      ...page,
      site: id,
      at: z.coerce.number().pipe(z.int().min(0)).describe('UTC milliseconds; later than now is now'),
      kind: id.optional(),
      lot: z.string().max(80).optional(),
    },
    params: {},
    answer: list(stockLine).extend({
      site: id,
      at,
      head: chainHead,
      withheld,
      late: z
        .array(lateEntry)
        .describe('recorded after that moment of what had happened by then, newest first, at most 100'),
    }),
  },
  '/api/pieces': {
    about:
      'the tagged pieces behind a number of the stock; of what whoever asks is counting none, or as tags, for an enrolled handheld, with the store alone for their place',
    query: {
      ...ordered('pieces'),
      ...siteFilter,
      kind: id.optional(),
      lot: z.string().max(80).optional(),
      text: search.describe('how a tag or a piece begins'),
      as: z
        .enum(['list', 'tags'])
        .default('list')
        .describe('tags: what an enrolled handheld has to know to count without a line'),
    },
    params: {},
    answer: list(pieceLine).extend({
      withheld: count.describe('places that whoever asks is counting, whose pieces are not told'),
    }),
  },
} as const;
