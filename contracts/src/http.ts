/** The shapes of the HTTP interface: what may be asked and what is answered. /openapi.json is made from them, and the server's tests hold every answer against them. */
import { z } from 'zod';
import { areaPattern, supplyClassPattern } from './code-systems.ts';
import { faults } from './faults.ts';
import { approvalRoutes } from './http-approvals.ts';
import { catalogueRoutes, kindsQuery } from './http-catalogue.ts';
import { countRoutes } from './http-counts.ts';
import { coverageRoutes } from './http-coverage.ts';
import { documentRoutes } from './http-documents.ts';
import { expiryRoutes } from './http-expiry.ts';
import { handheldRoutes } from './http-handhelds.ts';
import { doorLive, historyRoute } from './http-history.ts';
import { hookRoutes } from './http-hooks.ts';
import { importRoutes } from './http-imports.ts';
import { jobRoutes } from './http-jobs.ts';
import { countPolicyRoutes } from './http-judging.ts';
import { kitRoutes } from './http-kits.ts';
import { labelRoutes } from './http-labels.ts';
import { leaseRoutes } from './http-leases.ts';
import { at, capped, count, id, list, orNull, page, siteFilter } from './http-list.ts';
import { gateBrief, gateMatch } from './http-match.ts';
import { peopleRoutes } from './http-people.ts';
import { photoRoutes } from './http-photos.ts';
import { firstOutRoutes } from './http-promised.ts';
import { proposalRoutes } from './http-proposals.ts';
import { areaMap, kindFacts, region, roadMap } from './http-region.ts';
import { sharingRoutes } from './http-sharing.ts';
import { stockRoutes } from './http-stock.ts';
import { trailStep } from './http-trail.ts';
import { doorFaults } from './letters.ts';
import { epcPattern } from './units.ts';

export type { RoadMap } from './http-region.ts';

const readerHealth = z.object({
  reader: id,
  state: z.enum(['reading', 'silent', 'flooding', 'wrongBaud', 'disconnected']),
  lastReadAt: orNull(at),
  reads: count,
  noiseBytes: count,
  badFrames: count,
  door: z.enum(doorFaults).optional().describe('what is wrong with the contact of its gate’s door'),
});
const direction = z.enum(['in', 'out', 'turnedBack', 'unclear']);
export const passage = z.object({
  id: count,
  reader: z.string(),
  direction,
  at: at.describe('when it ended'),
  pieces: count,
  strays: count.describe('tags read beside the trip; nothing is made of them'),
  unexplained: count.describe('tags that no document explains'),
  goods: z.record(id, count).describe('pieces by kind'),
  match: orNull(gateBrief).describe('the document that explains it best'),
});
export const sweep = z.object({
  id: count,
  zone: id,
  at,
  expected: count,
  missing: count,
  extra: count.describe('of this store, in another zone'),
  strange: count.describe('of no store, or of another'),
});
const siteLive = z.object({
  isCounted: z
    .literal(true)
    .optional()
    .describe('whoever asks counts there: neither stock nor sweeps are told before it is posted'),
  stock: z.array(z.object({ kind: id, pieces: count, usable: count, held: count })),
  unconfirmed: count,
  discrepancies: count,
  leftWithoutOrder: count.describe('pieces that went out through a gate without a document'),
  notices: z
    .object({ nearExpiry: count, expired: count })
    .describe('lots with an open notice, each counted at its latest step'),
  doors: z.array(doorLive).describe('gates whose door contact a person must see to'),
  passages: z.array(passage).describe('newest first, a handful'),
  sweeps: z.array(sweep),
  inField: z.array(z.object({ reader: z.string(), tags: count })),
  gateways: z.array(
    z.object({
      id,
      line: z.enum(['online', 'offline', 'never']),
      since: orNull(at),
      lastLetterAt: orNull(at),
      depth: count,
      holes: count,
      readers: z.array(readerHealth),
    }),
  ),
  probes: z.array(
    z.object({
      probe: id,
      at,
      celsius: orNull(z.number()),
      humidity: orNull(z.number()),
      breach: orNull(z.enum(['above', 'below', 'noData'])),
    }),
  ),
});
export const site = z.object({
  id,
  name: z.string(),
  nameEn: z.string(),
  tier: z.enum(['regional', 'city', 'county', 'station', 'partner', 'external']),
  parent: orNull(id),
  area: orNull(z.string().regex(areaPattern)).describe('GB/T 2260'),
  lon: z.number(),
  lat: z.number(),
  quality: z.enum(['sourced', 'derived', 'assumed']),
  loadingMinutes: z.number(),
  phone: orNull(z.object({ number: z.string(), isSample: z.boolean() })),
  live: siteLive,
});
export const kind = z.object({
  id,
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  unitEn: z.string(),
  supplyClass: orNull(z.string().regex(supplyClassPattern)).describe('GB/T 38565; null: not known'),
  supplyClassName: orNull(z.string()).describe(
    'by the list that was imported last; null: it has no such class',
  ),
  ...kindFacts,
});
export const piece = z.object({
  epc: z.string(),
  scheme: orNull(z.string()).describe('null: an opaque code'),
  uri: orNull(z.string()),
  piece: orNull(
    z.object({ id: z.string(), kind: id, lot: z.string(), quantity: count, place: orNull(z.string()) }),
  ).describe('null: a tag that is bound to nothing'),
  seen: orNull(z.object({ site: id, at, change: z.enum(['seen', 'left']) })),
  trail: z
    .array(trailStep)
    .describe(
      'newest first, at most 500; of a case that was closed from loose goods, at most 100 more of those',
    ),
  withheld: count.describe(
    'places that whoever asks is counting: only their store is told, and nothing of what lay loose there',
  ),
});
const doubt = z.enum(['seenElsewhere', 'unknownTag', 'unconfirmed', 'blankTag', 'leftWithoutOrder']);
export const discrepancy = z.object({
  id: count,
  site: id,
  what: doubt,
  epc: z.string(),
  home: orNull(id),
  openedAt: at,
  closedAt: orNull(at),
  document: orNull(z.string()).describe('the number of the document that explained it'),
  reopenedBy: orNull(z.string()).describe(
    'who took back the step of a document that had explained it before',
  ),
});
export const passageTag = z.object({
  epc: z.string(),
  kind: orNull(id),
  lot: orNull(z.string()),
  quantity: orNull(count),
  home: orNull(id).describe('where the book has it now'),
  stray: z.boolean(),
  reads: count,
  peak: orNull(z.number()),
  antennas: z.array(count).describe('in the order in which they first read it'),
});
export const fieldTag = z.object({
  reader: z.string(),
  epc: z.string(),
  kind: orNull(id),
  lot: orNull(z.string()),
  quantity: orNull(count),
  home: orNull(id),
});
export const sweepTag = z.object({
  epc: z.string(),
  kind: orNull(id),
  lot: orNull(z.string()),
  place: orNull(z.string()),
  what: z.enum(['missing', 'extra', 'strange']),
});
export const curve = z.object({
  gateway: id,
  probe: id,
  points: z.array(
    z.object({
      at,
      celsius: orNull(z.number()),
      humidity: orNull(z.number()),
      low: orNull(z.number()),
      high: orNull(z.number()),
    }),
  ),
});
export const gateway = z.object({
  id,
  site: id,
  live: orNull(siteLive.shape.gateways.element),
  outboxes: z.array(z.object({ epoch: z.string(), mark: count, registeredAt: at, supersededAt: orNull(at) })),
  quarantined: count,
  voided: count.describe('letters given up by the gateway'),
});
export const applicant = z.object({
  gateway: id,
  site: id.describe('where it says it stands'),
  fingerprint: z.string().describe('to be compared with the page of the gateway itself'),
  address: z.string(),
  firstAt: at,
  lastAt: at,
  tries: count,
});
export const event = z.object({
  id: count,
  at,
  site: id,
  what: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export const poison = z.object({
  id: count,
  gateway: id,
  epoch: orNull(z.string()),
  seq: orNull(count),
  digest: z.string(),
  fault: z.string(),
  why: z.string(),
  arrivedAt: at,
  times: count,
  bytes: count,
});
export const fault = z.object({
  code: z.enum(Object.keys(faults) as [string, ...string[]]),
  remedy: z.string(),
  retry: z.boolean(),
  sentence: z.object({ zh: z.string(), en: z.string() }),
  detail: z.string(),
});
export const health = z.object({
  ok: z.boolean(),
  now: at,
  region: id,
  name: z.string(),
  nameEn: z.string(),
  timeZone: z.string().describe('IANA name; dates are shown in it'),
  version: z.string(),
  certificate: orNull(
    z.object({
      endsAt: at,
      within: orNull(count).describe('a warning: so many days are left at the most; 0: it is over'),
    }),
  ).describe('of the server itself; null: it is reached in the clear, on loopback'),
});

const anyEpc = z
  .string()
  .transform((text) => text.toUpperCase())
  .pipe(z.string().regex(epcPattern));

/** Every address, what it may be asked, and what it answers. */
export const routes = {
  '/api/sites': { about: 'all sites with their live state', query: page, params: {}, answer: list(site) },
  '/api/sites/{id}': { about: 'one site', query: {}, params: { id }, answer: site },
  '/api/kinds': { about: 'the kinds of a catalogue', query: kindsQuery, params: {}, answer: list(kind) },
  ...sharingRoutes,
  ...stockRoutes,
  '/api/pieces/{epc}': {
    about: 'one tag, its piece and its trail',
    query: {},
    params: { epc: anyEpc },
    answer: piece,
  },
  '/api/discrepancies': {
    about: 'tags where the book does not expect them, newest first',
    query: {
      ...page,
      ...siteFilter,
      state: z.enum(['open', 'all']).default('open'),
      what: doubt.optional(),
    },
    params: {},
    answer: list(discrepancy),
  },
  '/api/passages': {
    about: 'trips through gates, newest first',
    query: { ...page, ...siteFilter },
    params: {},
    answer: list(passage.extend({ site: id })),
  },
  '/api/passages/{id}': {
    about: 'the tags of one trip',
    query: {},
    params: { id: z.coerce.number().pipe(z.int().min(1)) },
    answer: passage.extend({
      site: id,
      tags: z.array(passageTag),
      matches: z.array(gateMatch).describe('documents that explain it, the best first'),
    }),
  },
  '/api/field': {
    about: 'the tags in the field of a store’s gates now; at most 1000 of them',
    query: { site: id },
    params: {},
    answer: list(fieldTag),
  },
  '/api/sweeps': {
    about: 'sweeps of rooms, newest first',
    query: { ...page, ...siteFilter },
    params: {},
    answer: list(sweep.extend({ site: id })).extend({
      withheld: count.describe('sweeps of rooms that whoever asks is counting'),
    }),
  },
  '/api/sweeps/{id}': {
    about: 'what one sweep found missing, misplaced or strange; at most 1000 of them',
    query: {},
    params: { id: z.coerce.number().pipe(z.int().min(1)) },
    answer: sweep.extend({ site: id, tags: z.array(sweepTag) }),
  },
  ...peopleRoutes,
  ...approvalRoutes,
  ...countPolicyRoutes,
  ...proposalRoutes,
  ...catalogueRoutes,
  ...handheldRoutes,
  ...hookRoutes,
  ...documentRoutes,
  ...countRoutes,
  ...kitRoutes,
  ...leaseRoutes,
  ...photoRoutes,
  ...jobRoutes,
  ...labelRoutes,
  ...importRoutes,
  ...firstOutRoutes,
  ...expiryRoutes,
  ...coverageRoutes,
  '/api/climate': {
    about: 'the curves of a site’s probes',
    query: {
      site: id,
      hours: capped(24 * 366)
        .default(24)
        .describe('back from now, at most a year'),
    },
    params: {},
    answer: list(curve),
  },
  '/api/gateways': {
    about: 'gateways, their outboxes and marks',
    query: page,
    params: {},
    answer: list(gateway),
  },
  '/api/applicants': {
    about: 'gateways that knocked and wait for a person to let them in',
    query: {},
    params: {},
    answer: list(applicant),
  },
  '/api/events': {
    about: 'what happened, newest first',
    query: { ...page, ...siteFilter },
    params: {},
    answer: list(event),
  },
  '/api/history': historyRoute({ passage, sweep, event }),
  '/api/quarantine': {
    about: 'letters set aside, newest first',
    query: page,
    params: {},
    answer: list(poison),
  },
  '/api/region': {
    about: 'who the region is, its standards, tiers and catalogue, and what the planner assumes',
    query: {},
    params: {},
    answer: region,
  },
  '/api/areas': {
    about: 'counties and places as areas, modelled until an authority’s boundary is imported',
    query: {},
    params: {},
    answer: areaMap,
  },
  '/api/map': { about: 'roads and named places as GeoJSON', query: {}, params: {}, answer: roadMap },
  '/healthz': { about: 'is the store answering', query: {}, params: {}, answer: health },
} as const;
export type Route = keyof typeof routes;
export type Query<R extends Route> = z.infer<z.ZodObject<(typeof routes)[R]['query']>>;
export type Answer<R extends Route> = z.infer<(typeof routes)[R]['answer']>;
