/** Counts over HTTP: planned, opened over places, counted blind from several handhelds at once, judged for an approver, posted. */
import { z } from 'zod';
import {
  type CountTrouble,
  countTroubles,
  type PlanReason,
  planReasons,
  type VarianceKind,
  type VarianceReason,
  varianceReasons,
  variances,
} from './count-words.ts';
import { opened, place, slot } from './http-documents.ts';
import { at, count, id, list, named, orNull, page, uuid } from './http-list.ts';

const reason = named<VarianceReason>(varianceReasons);
const trouble = named<CountTrouble>(countTroubles);
const abc = z.enum(['A', 'B', 'C']);
const code = z.string().trim().min(1).max(80);
const text = z.string().trim().max(200);
const by = z.enum(['tag', 'barcode', 'manual']);
const check = z.enum(['passed', 'failed']);
const { quality, grade } = slot.shape;
const params = { id: uuid };

const goods = z.object({ kind: id, lot: z.string() });
const coveredBy = z.object({ by: z.enum(['hand', 'sweep']), counter: z.string(), round: count });
const proposal = z.object({
  place: z.string(),
  abc,
  kinds: z.array(id),
  counted: z.object({ n: count, of: count }).describe('of the places where they lie'),
  lastAt: orNull(at).describe('of what waits longest; of a part, of those that were counted'),
  dueAt: orNull(at),
  discrepancies: count,
  why: named<PlanReason>(planReasons),
  everyDays: count,
});
const sheet = z.object({
  id: z.string(),
  number: z.string(),
  site: id,
  state: z.string(),
  version: count,
  blind: z.boolean().describe('to whoever asks, what differs and what was seen is not told now'),
  round: count,
  freeze: orNull(count),
  /** The last commit of the store's chain: what an observation made now bears as `n`. */
  head: count,
  kinds: orNull(z.array(id)),
  rows: z.array(
    z.object({
      place: z.string(),
      lots: z.array(goods),
      covered: z.array(coveredBy),
      counters: z.array(z.string()),
    }),
  ),
});
const variance = z.object({
  key: z.string(),
  what: named<VarianceKind>(variances),
  kind: id,
  lot: z.string(),
  piece: orNull(z.string()),
  from: slot,
  to: slot,
  quantity: count,
  booked: count,
  fen: count,
  needsRecount: z.boolean(),
  scans: z.array(z.string()),
  reason: orNull(reason),
  note: orNull(z.string()).describe('what was said besides, once it is posted'),
});
const judged = z.object({
  id: z.string(),
  site: id,
  policy: count.describe('the version of the policy of counts that judges it'),
  head: count,
  isPosted: z.boolean(),
  matched: count,
  counters: z.array(z.string()),
  variances: z.array(variance),
  troubles: z.array(
    z.object({
      code: trouble,
      blocks: z.boolean(),
      place: z.string(),
      lot: orNull(z.string()),
      piece: orNull(z.string()),
      scans: z.array(z.string()),
    }),
  ),
});
const observed = z.object({
  id: z.string(),
  counter: z.string(),
  device: z.string(),
  round: count,
  n: count,
  by,
  place: z.string(),
  lot: orNull(z.string()),
  piece: orNull(z.string()),
  quantity: orNull(count),
  quality: orNull(quality),
  grade: orNull(grade),
  check: orNull(check),
  photo: orNull(z.string()),
  happenedAt: at,
  recordedAt: at,
  /** By whom it was set aside, and why. */
  aside: orNull(z.object({ by: z.string(), reason: z.string() })),
});

const attachable = z.object({
  id: z.string(),
  number: z.string(),
  places: z.array(z.string()),
  kinds: orNull(z.array(id)).describe('null: of all that lies there'),
  by: z.array(z.string()).describe('who began it and who handed it in'),
  startedAt: orNull(at),
  closedAt: orNull(at).describe('when it was posted'),
});

export const countRoutes = {
  '/api/counts/plan': {
    about:
      'what a store should count next, what has open discrepancies first; each row with the interval, by the policy of counts in force',
    query: { site: id },
    params: {},
    answer: z.object({
      site: id,
      policy: z.object({ version: count, source: z.string() }).describe('on what it rests'),
      proposals: z.array(proposal),
      places: z.array(z.string()).describe('zones and bins of the store, each zone before its bins'),
    }),
  },
  '/api/documents/{id}/counts': {
    about:
      'counts that a hand-over may rest on, newest first, and the places that all of them, or those named, leave out',
    query: {
      numbers: z
        .string()
        .max(1000)
        .transform((all) => all.split(','))
        .optional(),
    },
    params,
    answer: z.object({ site: id, items: z.array(attachable), missing: z.array(z.string()) }),
  },
  '/api/counts/{id}': {
    about:
      'the sheet of a count: places and lots, who has been where, and no quantity; after a call for a second count only what is to be counted again',
    query: {},
    params,
    answer: sheet,
  },
  '/api/counts/{id}/variance': {
    about:
      'what differs, in base units and in fen, and all that stands in the way; before posting for an approver who counted nothing, afterwards for all in scope',
    query: {},
    params,
    answer: judged,
  },
  '/api/counts/{id}/scans': {
    about:
      'the observations of a count, newest first; before posting for an approver who counted nothing, afterwards for all in scope',
    query: { ...page, lot: code.optional(), piece: code.optional() },
    params,
    answer: list(observed).extend({ site: id }),
  },
} as const;

const observation = z.strictObject({
  id: uuid,
  by,
  place,
  /** The last commit the handheld knew when it saw this. */
  n: count,
  lot: code.optional(),
  piece: code.optional(),
  /** Of a piece: its tag, where the handheld knows no more. */
  epc: z
    .string()
    .regex(/^[0-9A-F]{4,124}$/)
    .optional(),
  quantity: z.int().min(0).max(1_000_000_000).optional(),
  quality: quality.optional(),
  grade: grade.optional(),
  check: check.optional(),
  photo: z.string().max(100).optional(),
  at,
});
const covered = z.strictObject({ id: uuid, place, from: count, to: count, at });

export const countCommands = {
  '/api/counts/open': {
    about:
      'plan a count over places, of all that lies there or of some kinds; the same again changes nothing',
    open: false,
    params: {},
    body: z.strictObject({
      id: uuid,
      site: id,
      places: z.array(place).min(1).max(500),
      kinds: z.array(id).min(1).max(500).optional(),
      reason: text.optional(),
    }),
    answer: opened,
  },
  '/api/counts/add': {
    about:
      'what a handheld saw: only ever added, the same again changes nothing; one that can not be taken is told with its reason and holds up no other',
    open: false,
    params: {},
    body: z.strictObject({
      id: uuid,
      device: uuid,
      round: z.int().min(1).max(99),
      scans: z.array(observation).max(500),
      covered: z.array(covered).max(500),
    }),
    answer: z.object({
      head: count,
      taken: count,
      repeated: count,
      refused: z.array(z.object({ id: z.string(), why: trouble })),
    }),
  },
  '/api/counts/set-aside': {
    about: 'observations that do not count, with the reason; they stay in the book',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid, scans: z.array(uuid).min(1).max(200), reason: text.min(1) }),
    answer: z.object({ setAside: count }),
  },
  '/api/counts/post': {
    about:
      'post what differs, with a reason for each; reconciled anew first, and all that stands in the way is told at once',
    open: false,
    params: {},
    body: z.strictObject({
      id: uuid,
      key: uuid.optional(),
      version: z.int().min(1),
      reasons: z.array(z.strictObject({ key: z.string().max(800), reason, note: text.optional() })).max(1500),
    }),
    answer: opened,
  },
} as const;
