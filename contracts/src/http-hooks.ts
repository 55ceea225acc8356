/** Hooks over HTTP: robots that are told notices, set up by the system administrator, and what became of what they were told. Their address and their secret come in and never go out. */
import { z } from 'zod';
import { hookFailures, hookFormats, hookTopics } from './hook-words.ts';
import { at, count, id, list, named, ordered, orNull, search, uuid } from './http-list.ts';

const name = z.string().trim().min(1).max(40);
const topics = z.array(named(hookTopics)).min(1).max(20);
const lang = z.enum(['zh', 'en']);
const reason = z.string().trim().max(200).optional();
const failure = z.object({
  at,
  why: named(hookFailures),
  detail: z
    .string()
    .describe('the number of its answer, or the name of what failed on the way; may be empty'),
});

const hook = z.object({
  id: z.string(),
  name,
  to: z.string().describe('where it leads, without what makes it secret'),
  format: named(hookFormats),
  isSigned: z.boolean(),
  unit: id.describe('a store and all below it, or the region'),
  topics,
  lang,
  madeBy: z.string(),
  madeAt: at,
  pausedAt: orNull(at),
  told: count.describe('notices that arrived'),
  waiting: count.describe('notices to come, as far as is looked; more may follow'),
  givenUp: count.describe('notices that were not delivered within a day'),
  okAt: orNull(at).describe('when a message last arrived'),
  failed: orNull(failure).describe('the last message that did not'),
  failures: count.describe('in a row; 0: the last one arrived'),
  againAt: orNull(at).describe('when it is tried again; null: nothing failed'),
});

export const hookRoutes = {
  '/api/hooks': {
    about: 'robots that are told notices, and what became of what they were told',
    query: { ...ordered('hooks'), text: search.describe('some of its name') },
    params: {},
    answer: list(hook),
  },
} as const;

const done = z.object({ ok: z.literal(true) });

export const hookCommands = {
  '/api/hooks/add': {
    about: 'a robot is told notices from now on',
    open: false,
    params: {},
    body: z.strictObject({
      name,
      url: z.string().trim().min(1).max(1000).describe('an address inside must be named in webhooks.allow'),
      format: named(hookFormats),
      secret: z
        .string()
        .min(1)
        .max(200)
        .regex(/^[\x21-\x7e]+$/)
        .optional(),
      unit: id,
      topics,
      lang,
      reason,
    }),
    answer: z.object({ id: z.string() }),
  },
  '/api/hooks/test': {
    about: 'one message now, to see whether it arrives',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid }),
    answer: z.object({ failed: orNull(failure) }),
  },
  '/api/hooks/pause': {
    about: 'it is told nothing for the time being, or again: what came meanwhile, of the last day',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid, paused: z.boolean(), reason }),
    answer: done,
  },
  '/api/hooks/remove': {
    about: 'it is told nothing any more, and its address and secret are forgotten',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid, reason }),
    answer: done,
  },
} as const;
