/** Kits: registered pieces that a store keeps together under a name and a code, against a plan of what belongs in it. */
import { z } from 'zod';
import { at, capped, count, id, list, ordered, orNull, search, uuid } from './http-list.ts';

const piece = z.string().trim().min(1).max(80);
const pieces = z
  .array(piece)
  .max(200)
  .refine((all) => new Set(all).size === all.length, 'each once');
const reason = z.string().trim().min(2).max(200);
/** Made by whoever asks: the same again, after a line that broke, changes nothing. */
const key = uuid;
const planned = z.object({ kind: id, quantity: z.int().min(1).max(10_000).describe('in base units') });

const member = z.object({
  piece: z.string(),
  epc: orNull(z.string()),
  kind: id,
  lot: z.string(),
  quantity: count,
  place: z.string(),
  quality: z.string(),
  grade: z.string(),
  owner: id,
  effectiveOn: orNull(z.string()).describe('the last good day; null: nobody knows'),
  isGood: z.boolean().describe('usable, and not past its day'),
});
const kit = z.object({
  id,
  site: id,
  name: z.string(),
  plan: z.array(planned),
  members: z.array(member),
  want: count.describe('of the whole plan, in base units'),
  have: count.describe('of it, what good members make up'),
  lacking: z.array(planned),
  endsOn: orNull(z.string()).describe('the earliest last good day of its members'),
  madeAt: at,
});

export const kitRoutes = {
  '/api/kits': {
    about: 'the kits of a store, with their members and what of the plan is lacking',
    query: {
      ...ordered('kits'),
      limit: capped(100).default(50),
      site: id,
      text: search.describe('some of its code or name'),
    },
    params: {},
    answer: list(kit),
  },
  '/api/kits/{id}': {
    about: 'one kit, and the pieces that left it, newest first, at most 50',
    query: {},
    params: { id },
    answer: kit.extend({
      gone: z.array(
        z.object({
          piece: z.string(),
          kind: id,
          quantity: count,
          at,
          document: orNull(z.object({ id: z.string(), number: z.string() })).describe(
            'what took it out of the store; null: it was taken out of the kit',
          ),
        }),
      ),
    }),
  },
} as const;

export const kitCommands = {
  '/api/kits/assemble': {
    about: 'a new kit of pieces of this store, with the plan of what belongs in it; it may still be empty',
    open: false,
    params: {},
    body: z.strictObject({
      ...{ key, site: id, name: z.string().trim().min(1).max(60), pieces },
      plan: z
        .array(planned.strict())
        .min(1)
        .max(40)
        .refine((all) => new Set(all.map(({ kind }) => kind)).size === all.length, 'each kind once'),
    }),
    answer: kit,
  },
  '/api/kits/add': {
    about: 'pieces of its store go into a kit that still lacks their kind; all of them or none',
    open: false,
    params: {},
    body: z.strictObject({ key, kit: id, pieces: pieces.min(1) }),
    answer: kit,
  },
  '/api/kits/take-out': {
    about: 'pieces are taken out of their kit, and stay where they lie',
    open: false,
    params: {},
    body: z.strictObject({ key, kit: id, pieces: pieces.min(1), reason }),
    answer: kit,
  },
  '/api/kits/dissolve': {
    about: 'a kit is taken apart: its pieces stay where they lie, and its code names nothing more',
    open: false,
    params: {},
    body: z.strictObject({ key, kit: id, reason }),
    answer: z.object({ ok: z.literal(true) }),
  },
} as const;
