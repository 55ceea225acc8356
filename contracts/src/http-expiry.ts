/** What the HTTP interface tells of lots and their end: notices, the wall of quarters, the lots of a cell. */
import { z } from 'zod';
import { lifeBases, lifeClocks } from './catalogue.ts';
import { at, capped, count, id, list, orNull, page, siteFilter } from './http-list.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const quarter = z.string().regex(/^\d{4}Q[1-4]$/);
const tier = z.enum(['regional', 'city', 'county', 'station', 'partner', 'external']);
const amount = { pieces: count, quantity: count.describe('in base units of the kind') };
const cell = z.object({ lots: count, ...amount });

const noneTold = 'null: whoever asks is counting it';
export const notice = z.object({
  id: count,
  site: id,
  kind: id,
  lot: z.string(),
  step: z.enum(['nearExpiry', 'expired']),
  effectiveOn: day.describe('the last good day, as it was known when the notice opened'),
  by: z.enum(['printed', 'record']),
  pieces: orNull(count).describe(noneTold),
  quantity: orNull(count).describe('in base units of the kind; null as pieces is'),
  openedWith: orNull(z.object(amount)).describe(
    'what lay there then; pieces and quantity are what lies there now',
  ),
  openedAt: at,
  closedAt: orNull(at).describe('when the last of the lot had left the site; nothing else closes a notice'),
});

export const wall = z.object({
  today: day,
  quarters: z.array(quarter).describe('from the oldest that is expired, at most three years back'),
  items: z.array(
    z.object({
      kind: id,
      expired: cell.describe('all that is expired today; it stands in its quarters too'),
      noReference: cell.describe('neither a printed date nor a record: not known, never guessed'),
      later: cell.describe('beyond the last quarter'),
      cells: z.array(cell.extend({ quarter })).describe('those that are not empty'),
    }),
  ),
  withheld: count.describe('lots of which nothing is told, since whoever asks is counting them'),
  next: z.null(),
});

export const lot = z.object({
  lot: z.string(),
  kind: id,
  madeOn: orNull(z.string()),
  expiresOn: orNull(z.string()).describe('as printed'),
  effectiveOn: orNull(day).describe('the last good day'),
  by: z.enum(['printed', 'record', 'noReference']),
  record: orNull(
    z.object({
      clock: orNull(z.enum(lifeClocks)),
      basis: z.enum(lifeBases),
      source: z.string(),
      grade: orNull(z.enum(['A', 'B', 'C'])),
    }),
  ).describe('whose word it is, where the kind’s record gave the date'),
  pieces: orNull(count).describe(noneTold),
  quantity: orNull(count).describe('in base units of the kind; null as pieces is'),
  held: z.array(z.object({ site: id, quality: z.string(), ...amount })),
});

const quarters = capped(40).default(8).describe('how many after this one, at most 40');
const filter = { ...siteFilter, tier: tier.optional() };
export const expiryRoutes = {
  '/api/notices': {
    about: 'lots near their end or beyond it, one notice a lot, site and step, newest first',
    query: { ...page, ...siteFilter, state: z.enum(['open', 'all']).default('open') },
    params: {},
    answer: list(notice),
  },
  '/api/expiry': {
    about: 'the expiry wall: of every kind, how much ends in which quarter',
    query: { ...filter, quarters },
    params: {},
    answer: wall,
  },
  '/api/lots': {
    about: 'the lots behind a cell of the expiry wall, the first to end first',
    query: {
      ...page,
      ...filter,
      kind: id.optional(),
      quarter: z
        .union([quarter, z.enum(['expired', 'later', 'noReference'])])
        .optional()
        .describe('a column of the wall'),
      quarters,
    },
    params: {},
    answer: list(lot),
  },
} as const;
