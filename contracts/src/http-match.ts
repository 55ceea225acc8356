/** Trips through gates over HTTP, held against documents: by name what was seen, missing, besides, unknown, expired. */
import { z } from 'zod';
import {
  type DocumentAction,
  type DocumentState,
  type DocumentType,
  documentActions,
  documentStates,
  documentTypes,
  type Outcome,
  outcomes,
} from './document-words.ts';
import { count, id, named, orNull } from './http-list.ts';

const goods = z.object({
  line: orNull(count),
  epc: orNull(z.string()),
  piece: orNull(z.string()),
  kind: id,
  lot: orNull(z.string()),
  quantity: count,
});
const counts = z
  .object({ missing: count, extra: count, unknown: count, expired: count })
  .describe('of all; the lists name 200 at most');
const by = z.enum(['pieces', 'units']).describe('what `seen` and `wanted` count');

export const gateBrief = z.object({
  document: z.string(),
  number: z.string(),
  by,
  seen: count,
  wanted: count,
  counts,
});
export const gateMatch = gateBrief.extend({
  type: named<DocumentType>(documentTypes),
  state: named<DocumentState>(documentStates).describe('when the trip was held against it'),
  direction: z.enum(['in', 'out']),
  action: orNull(named<DocumentAction>(documentActions)).describe('the step that what was seen can fill'),
  missing: z.array(goods),
  extra: z.array(goods).describe('pieces that no document wants'),
  unknown: z.array(z.string()).describe('tags that are bound to nothing'),
  expired: z.array(goods.extend({ on: z.string().describe('its last good day') })),
  portions: z
    .array(
      z.object({
        line: count,
        as: named<Outcome>(outcomes),
        quantity: count,
        reason: z.string().optional(),
        lot: z.string().optional(),
        piece: z.string().optional(),
        from: z.string().optional(),
        to: z.string().optional(),
      }),
    )
    .describe('proposed; a person takes the step'),
});
