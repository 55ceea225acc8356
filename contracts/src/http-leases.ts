/** Leases: goods that one handheld may hand out without a line, until a moment: single pieces, and so much of a lot that lies loose in a place. */
import { z } from 'zod';
import { slot } from './http-documents.ts';
import { at, count, id, list, ordered, orNull, search, siteFilter, uuid } from './http-list.ts';

const code = z.string().trim().min(1).max(80);
const pieces = z.array(code).max(200).optional();
const quantity = z.int().min(1).max(1_000_000_000);
const loose = count.describe('the number of a lease of loose goods');
const lots = z
  .array(z.strictObject({ lot: code, from: slot.strict(), quantity }))
  .max(200)
  .optional();
type Goods = { pieces?: readonly string[] | undefined; lots?: readonly object[] | undefined };
const isSome = ({ pieces = [], lots = [] }: Goods) => pieces.length + lots.length > 0;
const hours = z.int().min(1).max(72);
const reason = z.string().trim().min(1).max(200);
const done = z.object({ ok: z.literal(true) });
const lease = z.object({
  piece: orNull(z.string()).describe('null: loose goods'),
  loose: orNull(loose),
  kind: id,
  lot: z.string(),
  quantity: count.describe('in base units of the kind: what of it is not handed out yet'),
  used: count.describe('what was handed out of it'),
  from: slot.extend({ place: z.string() }).describe('where it lies, as what'),
  handheld: z.string(),
  device: z.string().describe('the id of the handheld'),
  site: id.describe('where it lies'),
  by: z.string(),
  madeAt: at,
  until: at,
});

export const leaseRoutes = {
  '/api/leases': {
    about: 'goods in scope that are leased to handhelds now',
    query: {
      ...ordered('leases'),
      ...siteFilter,
      text: search.describe('some of a piece, a lot or a handheld’s name'),
    },
    params: {},
    answer: list(lease),
  },
  '/api/leases/handhelds': {
    about: 'the handhelds of stores in scope that goods can be leased to',
    query: {},
    params: {},
    answer: list(z.object({ id: z.string(), name: z.string(), site: id })),
  },
} as const;

export const leaseCommands = {
  '/api/leases/give': {
    about:
      'goods that nobody else holds, for one handheld to hand out, also without a line: an approval given before; all of them or none',
    open: false,
    params: {},
    body: z.strictObject({ handheld: uuid, pieces, lots, hours }).refine(isSome, 'no goods'),
    answer: z.object({ until: at }),
  },
  '/api/leases/take': {
    about:
      'on a handheld: the same, where whoever may approve signs beside with the password of the own account',
    open: false,
    params: {},
    body: z
      .strictObject({
        ...{ pieces, lots, hours },
        second: z.strictObject({ name: code, password: z.string().max(200).optional() }),
      })
      .refine(isSome, 'no goods'),
    answer: z.object({ until: at }),
  },
  '/api/leases/end': {
    about:
      'by whoever may give it: from now on the handheld hands it out no more; what it signed before still counts',
    open: false,
    params: {},
    body: z.union([z.strictObject({ piece: code, reason }), z.strictObject({ loose, reason })]),
    answer: done,
  },
  '/api/leases/give-back': {
    about: 'on a handheld: others may take them again; what it leased not changes nothing',
    open: false,
    params: {},
    body: z.strictObject({ pieces, loose: z.array(loose).max(200).optional() }),
    answer: done,
  },
} as const;
