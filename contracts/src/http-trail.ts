/** The trail of a piece over HTTP: what the book says, which tags it bore, and where it was seen. */
import { z } from 'zod';
import { at, count, id, orNull } from './http-list.ts';

const movement = z.object({
  what: z.literal('entry'),
  at: at.describe('when it happened'),
  recordedAt: at,
  from: z.string(),
  to: z.string(),
  quantity: count,
  quality: z.string().optional().describe('that it came to, where that is not usable or was another before'),
  document: orNull(z.string()),
  actor: z.string(),
  case: z
    .enum(['opened', 'closed'])
    .optional()
    .describe('it was opened into loose goods, or closed from them, where it stands'),
  loose: z
    .object({ opened: orNull(z.string()).describe('the case they came out of, where it was one') })
    .optional()
    .describe(
      'not of the piece: how goods of its lot came loose to where it was closed, before that; which of them are in it nobody knows',
    ),
  commit: z.object({ chain: id, n: count, hash: z.string() }),
});
const tagging = z.object({
  what: z.literal('tag'),
  at,
  epc: z.string(),
  is: z.enum(['on', 'off']),
  by: z.string(),
  reason: orNull(z.string()),
});
const sighting = z.object({
  what: z.literal('sighting'),
  at,
  arrivedAt: at,
  site: id,
  gateway: id,
  reader: z.string(),
  change: z.enum(['seen', 'left', 'inField', 'in', 'out', 'turnedBack', 'unclear', 'stray', 'counted']),
  rssi: orNull(z.number()),
  seq: count,
});

export const trailStep = z.discriminatedUnion('what', [movement, tagging, sighting]);
