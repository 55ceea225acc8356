/** What a region shows its neighbours over HTTP: which kinds, out of which store, in versions; what there is of them; and what a neighbour asks for. */
import { z } from 'zod';
import { urgencies } from './approval-words.ts';
import { at, count, id, list, orNull, page, proposed, uuid, versioned } from './http-list.ts';
import { recipientMost, recipientPlace } from './recipient.ts';

const kinds = z.array(id).max(200).readonly();
const reason = z.string().trim().min(1).max(200);
const text = z.string().trim().min(1).max(200);

export const shared = { site: id.describe('the store that gives to neighbours'), kinds };
const version = z.object({ ...versioned, ...shared });

export const sharingRoutes = {
  '/api/sharing': {
    about: 'what the region shares with its neighbours: every version, the newest first; none: nothing yet',
    query: page,
    params: {},
    answer: list(version),
  },
  '/api/shared': {
    about: 'what a neighbour is shown: of each kind that is shared what the giving store has to spare now',
    query: {},
    params: {},
    answer: z.object({
      version: count.describe('of what is shared; 0: nothing ever was'),
      site: orNull(id).describe('the store that gives; null while nothing is shared'),
      at: at.describe('as of when'),
      items: z.array(z.object({ kind: id, usable: count.describe('base units, neither held nor promised') })),
    }),
  },
} as const;

export const sharingCommands = {
  '/api/sharing/propose': {
    about:
      'the next version of what is shared with neighbours, whole, which waits for another person; no kinds: nothing any more',
    open: false,
    params: {},
    body: z.strictObject({
      after: count.describe('the newest version there is; 0 where there is none'),
      site: id,
      kinds,
      reason,
      since: at.optional().describe('from when it stands, within a year; at once where it is not said'),
    }),
    answer: proposed,
  },
  '/api/aid/ask': {
    about: 'a neighbour asks for goods of what is shared: it becomes a document that our approver decides on',
    open: false,
    params: {},
    body: z.strictObject({
      id: uuid.describe('of the document; the same again changes nothing'),
      lines: z
        .array(z.strictObject({ kind: id, wanted: z.int().min(1).max(1_000_000_000) }))
        .min(1)
        .max(40),
      to: z
        .string()
        .max(recipientMost + 5)
        .normalize('NFC')
        .regex(recipientPlace, 'unit/ and a name')
        .describe('to whom and where'),
      neededBy: at,
      returnBy: at.optional(),
      urgency: z.enum(urgencies).optional(),
      refs: z.array(text).max(20).optional().describe('numbers of the order it rests on'),
      phone: text.optional().describe('who called, where no paper is there yet'),
      reason: text.optional(),
    }),
    answer: z.object({ id: z.string(), number: z.string() }),
  },
} as const;
