/** Handhelds as devices: enrolled by a code, seen, revoked; and what a revoked one still had, for a person to look at. */
import { z } from 'zod';
import { at, count, id, list, ordered, orNull, search, siteFilter, uuid } from './http-list.ts';

const reason = z.string().trim().max(200).optional();
const name = z.string().trim().min(1).max(40);

const handheld = z.object({
  id: z.string(),
  name: z.string(),
  site: id,
  madeBy: z.string(),
  madeAt: at,
  enrolledAt: orNull(at).describe('null: its code waits'),
  codeEndsAt: orNull(at),
  seenAt: orNull(at),
  unsent: orNull(count).describe('commands that it keeps, as it said last'),
  missing: count.describe('numbers of its commands that never came, below the highest that did'),
  revokedAt: orNull(at),
});
const leftover = z.object({
  id: count,
  handheld: z.string(),
  site: id,
  seq: count,
  by: z.string().describe('as the handheld says; nobody has proved it'),
  signedAt: at,
  arrivedAt: at,
  command: z.string(),
  body: z.unknown(),
  settledAt: orNull(at),
  settledBy: orNull(z.string()),
  reason: orNull(z.string()),
});

export const handheldRoutes = {
  '/api/handhelds': {
    about: 'handhelds in scope',
    query: { ...ordered('handhelds'), ...siteFilter, text: search.describe('some of its name') },
    params: {},
    answer: list(handheld),
  },
  '/api/handhelds/leftovers': {
    about: 'what revoked handhelds still had: applied by nobody, to be looked at by a person',
    query: ordered('leftovers'),
    params: {},
    answer: list(leftover),
  },
} as const;

const done = z.object({ ok: z.literal(true) });

export const handheldCommands = {
  '/api/handhelds/code': {
    about: 'a code that enrols one handheld within an hour; shown once',
    open: false,
    params: {},
    body: z.strictObject({ name, site: id, reason }),
    answer: z.object({ id: z.string(), code: z.string(), endsAt: at }),
  },
  '/api/handhelds/enrol': {
    about: 'on the handheld: a code makes it known; its memory begins anew',
    open: true,
    params: {},
    body: z.strictObject({ code: z.string().max(40), epoch: uuid }),
    answer: z.object({ id: z.string(), name: z.string(), site: id }),
  },
  '/api/handhelds/revoke': {
    about: 'nothing comes from it any more; it wipes itself when it next asks',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid, reason }),
    answer: done,
  },
  '/api/handhelds/leftover': {
    about:
      'on a revoked handheld, before it wipes itself: one command that was not sent, for a person to look at',
    open: true,
    params: {},
    body: z.strictObject({
      epoch: uuid,
      seq: z.int().min(1),
      by: z.string().max(80),
      signedAt: at,
      sentAt: at,
      command: z.string().max(80),
      body: z.record(z.string(), z.unknown()),
    }),
    answer: done,
  },
  '/api/handhelds/settle': {
    about: 'a leftover was looked at: what had to be done was done by documents',
    open: false,
    params: {},
    body: z.strictObject({ id: count, reason: z.string().trim().min(1).max(200) }),
    answer: done,
  },
} as const;
