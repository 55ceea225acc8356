/** Labels over HTTP: what in a store can bear one, and who printed it last. They are ordered as jobs. */
import { z } from 'zod';
import { at, count, id, list, ordered, orNull } from './http-list.ts';
import { labelled } from './label-words.ts';

export const labelRoutes = {
  '/api/labels': {
    about: 'zones and bins, pieces, or kits of a store, and who printed the label of each last',
    query: {
      ...ordered('labels'),
      site: id,
      what: z.enum(labelled).default('piece'),
      kind: id.optional().describe('of pieces alone'),
      text: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .describe('a piece or a tag, or how a lot or a place begins; a kit, or some of its name'),
    },
    params: {},
    answer: list(
      z.object({
        id: z.string().describe('of the piece or kit; the place itself'),
        name: orNull(z.string()).describe('of a kit'),
        place: z.string(),
        kind: orNull(id),
        lot: orNull(z.string()),
        quantity: orNull(count).describe('of a piece, in base units'),
        epc: orNull(z.string()),
        printed: orNull(z.object({ at, by: z.string(), times: count })),
      }),
    ).extend({ withheld: count.describe('places that whoever asks is counting, whose pieces are not told') }),
  },
} as const;
