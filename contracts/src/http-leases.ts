/** Leases: pieces that one handheld may hand out without a line, until a moment. */
import { z } from 'zod';
import { at, count, id, list, uuid } from './http-list.ts';

const piece = z.string().trim().min(1).max(80);
const pieces = z.array(piece).min(1).max(200);
const hours = z.int().min(1).max(72);
const lease = z.object({
  piece: z.string(),
  kind: id,
  lot: z.string(),
  quantity: count.describe('in base units of the kind'),
  handheld: z.string(),
  device: z.string().describe('the id of the handheld'),
  site: id.describe('where the piece lies'),
  by: z.string(),
  madeAt: at,
  until: at,
});

export const leaseRoutes = {
  '/api/leases': {
    about: 'pieces in scope that are leased to handhelds now',
    query: {},
    params: {},
    answer: list(lease),
  },
} as const;

export const leaseCommands = {
  '/api/leases/give': {
    about:
      'pieces that nobody else holds, for one handheld to hand out, also without a line: an approval given before; all of them or none',
    open: false,
    params: {},
    body: z.strictObject({
      handheld: uuid,
      pieces,
      hours,
    }),
    answer: z.object({ until: at }),
  },
  '/api/leases/take': {
    about:
      'on a handheld: the same, where whoever may approve signs beside with the password of the own account',
    open: false,
    params: {},
    body: z.strictObject({
      pieces,
      hours,
      second: z.strictObject({
        name: z.string().trim().min(1).max(80),
        password: z.string().max(200).optional(),
      }),
    }),
    answer: z.object({ until: at }),
  },
  '/api/leases/end': {
    about:
      'by whoever may give it: from now on the handheld hands it out no more; what it signed before still counts',
    open: false,
    params: {},
    body: z.strictObject({ piece, reason: z.string().trim().min(1).max(200) }),
    answer: z.object({ ok: z.literal(true) }),
  },
  '/api/leases/give-back': {
    about: 'on a handheld: others may take them again; what it leased not changes nothing',
    open: false,
    params: {},
    body: z.strictObject({ pieces }),
    answer: z.object({ ok: z.literal(true) }),
  },
} as const;
