/** Leases: pieces that one handheld may hand out without a line, until a moment. */
import { z } from 'zod';
import { at, id, list, uuid } from './http-list.ts';

const piece = z.string().trim().min(1).max(80);
const lease = z.object({
  piece: z.string(),
  handheld: z.string(),
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
      pieces: z.array(piece).min(1).max(200),
      hours: z.int().min(1).max(72),
    }),
    answer: z.object({ until: at }),
  },
  '/api/leases/give-back': {
    about: 'on a handheld: others may take them again; what it leased not changes nothing',
    open: false,
    params: {},
    body: z.strictObject({ pieces: z.array(piece).min(1).max(200) }),
    answer: z.object({ ok: z.literal(true) }),
  },
} as const;
