/** Who signs over HTTP: the policy in its versions, delegations for a term, and the review of what was done before it was approved. */
import { z } from 'zod';
import { responseLevels, urgencies } from './approval-words.ts';
import { type DocumentType, type Duty, documentTypes, duties } from './document-words.ts';
import {
  at,
  count,
  id,
  list,
  named,
  ordered,
  orNull,
  page,
  proposed,
  search,
  siteFilter,
  uuid,
  versioned,
} from './http-list.ts';
import { roles } from './roles.ts';

const type = named<DocumentType>(documentTypes);
const duty = named<Duty>(duties);
const role = z.enum(roles);
const reason = z.string().trim().min(1).max(200);
const fen = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const who = z.strictObject({ role, unit: z.enum(['own', 'above', 'regional']) });
const rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  action: duty,
  types: orNull(z.array(type).min(1).max(40)),
  classes: orNull(z.array(z.string().min(1).max(40)).min(1).max(40)),
  fen: z.strictObject({ from: fen, to: orNull(fen) }),
  urgencies: orNull(z.array(z.enum(urgencies)).min(1).max(3)),
  levels: orNull(z.array(z.enum(responseLevels)).min(1).max(4)),
  signatures: z
    .array(z.strictObject({ by: z.array(who).min(1).max(40), count: z.int().min(0).max(9) }))
    .max(6),
  actFirst: z.boolean(),
  byAsker: z.boolean().describe('of a release: who asked may give it out once another has approved'),
  papersDays: z
    .int()
    .min(1)
    .max(365)
    .optional()
    .describe(
      'of an approval: within how many days of its first goods an emergency purchase brings its papers',
    ),
  source: z.string().trim().max(300),
});
export const policyRules = z.array(rule);
const policy = z.object({
  ...versioned,
  rules: policyRules,
});
/** Holders of the role at one of these units; `people`: of those in the scope of whoever asks, where he may read people. */
const could = z.object({ role, units: z.array(z.string()), people: z.array(z.string()) });
/** Of the lines of a document by unit cost, under the catalogue that judges it. */
export const worth = z.object({
  fen: count,
  unpriced: count.describe('kinds without a price, which are not in it'),
});
/** Where the approval of a document stands while it waits for one. */
export const approvalNow = z.object({
  policy: count,
  rule: z.string(),
  row: rule.describe('what it says'),
  source: z.string(),
  given: z.array(z.object({ person: z.string(), as: z.string(), at })),
  missing: z.array(z.object({ left: count, could: z.array(could) })).describe('each of somebody else'),
  mine: z.boolean().describe('may whoever asks sign it now'),
});

const delegation = z.object({
  id: uuid,
  from: z.string(),
  to: z.string(),
  since: at,
  until: at,
  actions: orNull(z.array(duty)),
  types: orNull(z.array(type)),
  reason: z.string(),
  givenAt: at,
  revokedAt: orNull(at),
  state: z.enum(['coming', 'standing', 'ended', 'revoked']),
});
const review = z.object({
  document: uuid,
  number: z.string(),
  type,
  site: id,
  actedBy: z.string(),
  actedAt: at,
  dueAt: at,
  /** When it was signed, objected to or taken back. */
  endedAt: orNull(at),
  state: z.enum(['waiting', 'overdue', 'inTime', 'late', 'objected', 'objectedLate']),
  reviewedBy: orNull(z.string()),
  reviewedAt: orNull(at),
  finding: orNull(z.string()),
});

export const approvalRoutes = {
  '/api/policies': {
    about: 'who has to sign what: every version of the table, the newest first',
    query: page,
    params: {},
    answer: list(policy),
  },
  '/api/delegations': {
    about: 'who stands in for whom: one’s own, and those in scope of who may read people; newest first',
    query: { ...ordered('delegations'), text: search.describe('some of a name') },
    params: {},
    answer: list(delegation),
  },
  '/api/reviews': {
    about: 'what was done before its approval, for the supervisor to look at; those not looked at yet first',
    query: { ...ordered('reviews'), ...siteFilter, text: search.describe('some of a number') },
    params: {},
    answer: list(review),
  },
} as const;

const done = z.object({ ok: z.literal(true) });
export const approvalCommands = {
  '/api/policies/propose': {
    about:
      'the next version of the policy, whole, which waits for another person; documents opened before end by the version they began with',
    open: false,
    params: {},
    body: z.strictObject({
      after: z.int().min(1).describe('the newest version there is'),
      rules: policyRules.min(1).max(200),
      reason,
      since: at.optional().describe('from when it stands, within a year; at once where it is not said'),
    }),
    answer: proposed,
  },
  '/api/delegations/give': {
    about: 'let another stand in for oneself, for a term; null: for all one may',
    open: false,
    params: {},
    body: z.strictObject({
      to: z.string().trim().min(1).max(40),
      since: at.optional(),
      until: at,
      actions: orNull(z.array(duty).min(1).max(20)),
      types: orNull(z.array(type).min(1).max(40)),
      reason,
    }),
    answer: z.object({ id: uuid }),
  },
  '/api/delegations/revoke': {
    about: 'take back what one has lent',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid, reason: reason.optional() }),
    answer: done,
  },
  '/api/reviews/settle': {
    about: 'a supervisor has looked at what was done before its approval, and says what was found',
    open: false,
    params: {},
    body: z.strictObject({ document: uuid, finding: reason }),
    answer: done,
  },
} as const;
