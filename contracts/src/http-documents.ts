/** Documents over HTTP: opened, taken step by step, corrected; and what each of them offers to whoever looks. */
import { z } from 'zod';
import { responseLevels, urgencies } from './approval-words.ts';
import {
  type Debt,
  type DocumentAction,
  type DocumentState,
  type DocumentType,
  type Duty,
  debts,
  documentActions,
  documentStates,
  documentTypes,
  duties,
  type Need,
  needs,
  type Outcome,
  outcomes,
} from './document-words.ts';
import { approvalNow, worth } from './http-approvals.ts';
import { at, count, id, list, named, ordered, orNull, search, siteFilter, uuid } from './http-list.ts';
import { gateMatch } from './http-match.ts';
import { photoHash } from './photo-hash.ts';
import { recipientPlace } from './recipient.ts';

const type = named<DocumentType>(documentTypes);
const action = named<DocumentAction>(documentActions);
const state = named<DocumentState>(documentStates);
const outcome = named<Outcome>(outcomes);
const duty = named<Duty>(duties);
const need = named<Need>(needs);
const debt = named<Debt>(debts);

export const place = z
  .string()
  .max(100)
  .normalize('NFC')
  .regex(
    new RegExp(`^[\\w-]+(?:/[\\w.-]+){0,2}$|${recipientPlace.source}`, 'u'),
    'a place: SITE/ZONE or SITE/ZONE/BIN; or person/ or unit/ and a name',
  );
export const slot = z.object({
  place,
  quality: z.enum(['usable', 'held', 'inInspection', 'damaged']),
  grade: z.enum(['reserve', 'duty', 'training', 'dispose']),
  owner: z.string().max(40),
});
const quantity = z.int().min(1).max(1_000_000_000);
const code = z.string().trim().min(1).max(80);
const text = z.string().trim().max(200);
const day = z.iso.date();
const photos = z.array(z.string().max(100)).max(20).optional();
const photographs = z.array(z.string().regex(photoHash, 'a SHA-256 in small letters')).max(20).optional();
const refs = z.array(text).max(20).optional();

/** Lots that nobody had before. */
const lots = z
  .array(
    z.strictObject({
      lot: code,
      kind: id,
      madeOn: day.optional(),
      expiresOn: day.optional(),
      supplier: text.optional(),
    }),
  )
  .max(500)
  .optional();

const held = {
  minimumDays: z.int().min(0).max(36_500).optional().describe('of life that must remain when it is taken'),
  outOfTurn: text.optional().describe('why this lot is taken though another ends first'),
};
const line = z.object({
  n: count,
  of: orNull(count),
  kind: orNull(id),
  item: orNull(z.string()),
  lot: orNull(z.string()),
  piece: orNull(z.string()),
  wanted: count,
  from: orNull(slot),
  to: orNull(slot),
  ...held,
  passedOver: z
    .array(z.object({ lot: z.string(), on: orNull(z.string()) }))
    .readonly()
    .optional()
    .describe('lots that would have gone out first, had the goods not to keep so long'),
  found: z
    .union([
      z.object({
        places: z.array(z.string()).readonly(),
        kinds: orNull(z.array(id).readonly()),
        isAlike: z.boolean(),
      }),
      z.object({
        ...{ as: outcome, kind: id, lot: orNull(z.string()), piece: orNull(z.string()) },
        ...{ quantity: count, from: z.string(), to: z.string() },
      }),
    ])
    .optional()
    .describe('of a hand-over: what a count that it rests on saw, or where the book and the room differed'),
  done: z.partialRecord(outcome, count),
});
const portion = z.strictObject({
  line: z.int().min(1),
  as: outcome,
  quantity,
  reason: text.optional(),
  outOfTurn: text
    .optional()
    .describe(
      'of what is left behind: why others go though these end first; it stands on the lines of those',
    ),
  lot: code.optional(),
  piece: code.optional(),
  from: place.optional(),
  to: place.optional(),
});
const owed = z.object({ what: debt, dueAt: at });
const step = z.object({
  at,
  by: z.string(),
  second: orNull(z.string()),
  action,
  from: orNull(state),
  to: state,
  reason: orNull(z.string()),
  photos: z.array(z.string()).readonly(),
  refs: z.array(z.string()).readonly(),
  portions: z.array(portion).readonly(),
  owes: z.array(owed).readonly(),
  undoes: orNull(count),
  phone: z.string().optional(),
  policy: count.optional().describe('version of the policy that decided'),
  signatures: z
    .array(z.object({ duty, person: z.string(), as: z.string(), rule: z.string(), place: count }))
    .readonly()
    .optional(),
});
const document = z.object({
  id: z.string(),
  number: z.string(),
  type,
  site: id,
  there: orNull(z.string()),
  urgency: z.enum(urgencies).optional(),
  level: z.enum(responseLevels).optional(),
  returnBy: at.optional().describe('by when it shall be back, as whoever asked for it said'),
  neededBy: at.optional().describe('by when they want it there, as whoever asked for it said'),
  catalogue: count
    .optional()
    .describe('the version of the catalogue by whose worth and classes it is approved'),
  countPolicy: count.optional().describe('of a count: the version of the policy of counts that judges it'),
  state,
  version: count,
  lines: z.array(line).readonly(),
  owes: z.array(owed).readonly(),
  steps: z.array(step).readonly(),
});
const available = z.object({
  action,
  site: z.string(),
  by: duty,
  second: orNull(z.union([duty, z.literal('anyone')])),
  needs: z.array(need).readonly(),
  dueAt: orNull(debt),
  until: at.optional().describe('the day the policy sets for that; none later is taken'),
  outcomes: z.array(z.object({ as: outcome, reason: z.boolean(), beyond: z.boolean() })).readonly(),
  left: z.array(z.object({ line: count, quantity: count })).readonly(),
});
export const opened = z.object({
  document,
  steps: z.array(available).readonly(),
  approval: approvalNow.optional().describe('whose approval it waits for, if it does'),
  worth: worth.optional().describe('of its goods, as the policy judges by it'),
  posting: z
    .object({ done: count, total: count })
    .optional()
    .describe('while what its last step moves is still being posted: how much of it'),
  gate: z.array(gateMatch).readonly().describe('what the gates saw of it, all trips one way together'),
  tags: z
    .array(z.object({ epc: z.string(), piece: z.string() }))
    .readonly()
    .describe('of its pieces: whoever takes them in has never had them in the store'),
  photosOwed: z
    .array(z.object({ hash: z.string(), by: z.string(), dueAt: at }))
    .readonly()
    .optional()
    .describe('what was named and has not come: who named it, and until when it is to be sent'),
  newLots: z
    .array(z.string())
    .optional()
    .describe(
      'of the lots its lines name those that the book does not have: whoever takes them in says what they are',
    ),
});
const head = z.object({
  id: z.string(),
  number: z.string(),
  type: z.string(),
  site: id,
  there: orNull(z.string()),
  state: z.string(),
  isOver: z.boolean(),
  createdAt: at,
  dueAt: orNull(at).describe('until when it owes goods, papers, a signature or a photograph'),
  isLate: z.boolean(),
});

/** Another person signs on the same device: with the password of an account, or by name who has none. */
const second = z.strictObject({ name: code, password: z.string().max(200).optional() }).optional();

export const documentRoutes = {
  '/api/documents': {
    about: 'documents of a store; also those that come to it',
    query: {
      ...ordered('documents'),
      text: search.describe('some of its number'),
      ...siteFilter,
      state: z
        .enum(['open', 'late', 'all'])
        .default('open')
        .describe('late: what is owed did not come in time'),
      type: type.optional(),
      policy: z.coerce
        .number()
        .pipe(z.int().min(1))
        .optional()
        .describe('the version of the policy they were opened under'),
    },
    params: {},
    answer: list(head),
  },
  '/api/documents/{id}': {
    about: 'one document, and the steps that whoever asks may take now',
    query: {},
    params: { id: uuid },
    answer: opened.extend({ site: id }),
  },
  // Under an address of its own: it tells of all stores in scope at once, and the policy judges each row.
  '/api/waiting': {
    about: 'documents that wait for whoever asks: for a yes, a signature owed, a settlement, a photograph',
    query: ordered('waiting'),
    params: {},
    answer: list(
      head.extend({
        action: z
          .union([action, z.literal('sendPhoto')])
          .describe('the step that it waits for; sendPhoto: a photograph that whoever asks has named'),
        approval: approvalNow.optional(),
        worth: worth.optional(),
        urgency: z.enum(urgencies).optional(),
        level: z.enum(responseLevels).optional(),
      }),
    ),
  },
} as const;

export const documentCommands = {
  '/api/documents/open': {
    about: 'open a document under an id made by whoever opens it; the same again changes nothing',
    open: false,
    params: {},
    body: z.strictObject({
      id: uuid,
      type,
      site: id,
      there: id.optional(),
      lines: z
        .array(
          z.strictObject({
            kind: id.optional(),
            item: text.optional(),
            lot: code.optional(),
            piece: code.optional(),
            wanted: z.int().min(0).max(1_000_000_000),
            from: slot.optional(),
            to: slot.optional(),
            ...held,
          }),
        )
        .min(1)
        .max(2000),
      lots,
      urgency: z.enum(urgencies).optional(),
      level: z.enum(responseLevels).optional(),
      returnBy: at.optional().describe('of goods that come back: by when, within a year'),
      reason: text.optional(),
      phone: text.optional(),
      refs,
      photos,
    }),
    answer: opened,
  },
  '/api/documents/step': {
    about: 'take a document one step on, as it was seen: at that version',
    open: false,
    params: {},
    body: z.strictObject({
      id: uuid,
      /** Made by whoever asks: the same again, after a line that broke, changes nothing. */
      key: uuid.optional(),
      version: z.int().min(1),
      action,
      second,
      reason: text.optional(),
      dueAt: at.optional(),
      phone: text.optional(),
      photos: photographs,
      refs,
      portions: z.array(portion).max(1500).optional(),
      lots,
    }),
    answer: opened,
  },
  '/api/documents/correct': {
    about: 'take the last step back by two people: its moves are posted the other way',
    open: false,
    params: {},
    body: z.strictObject({
      id: uuid,
      key: uuid.optional(),
      version: z.int().min(1),
      second,
      reason: text,
      refs,
      photos: photographs,
    }),
    answer: opened,
  },
} as const;
