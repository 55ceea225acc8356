/** What of the stock is promised, what goes out first, and what is out, over HTTP. */
import { z } from 'zod';
import { capped, count, id, list, orNull, page, siteFilter } from './http-list.ts';
import { outsideRoutes } from './http-outside.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const grade = z.enum(['reserve', 'duty', 'training', 'dispose']);

export const reservation = z.object({
  document: z.string(),
  number: z.string(),
  type: z.string(),
  state: z.string(),
  line: count,
  site: id,
  kind: id,
  lot: z.string(),
  place: z.string(),
  piece: orNull(z.string()),
  quantity: count,
});
const goods = {
  lot: z.string(),
  place: z.string(),
  quality: z.string(),
  grade: z.string(),
  owner: z.string(),
  effectiveOn: orNull(day).describe('the last good day; null: no reference'),
};
export const proposal = z.object({
  site: id,
  kind: id,
  asked: count,
  picks: z
    .array(
      z.object({
        ...goods,
        madeOn: orNull(z.string()),
        expiresOn: orNull(z.string()),
        quantity: count,
        pieces: z.array(z.object({ piece: z.string(), quantity: count })).describe('none: loose'),
      }),
    )
    .describe('what ends first, first'),
  skipped: z
    .array(
      z.object({
        ...goods,
        why: z.enum([
          ...['held', 'inInspection', 'damaged', 'notUsable', 'expired', 'lifeTooShort'],
          ...['noReference', 'otherGrade', 'otherOwner', 'reserved', 'leased', 'wholeOnly', 'enough'],
        ] as const),
        pieces: count,
        quantity: count,
        remainingDays: orNull(z.int()),
      }),
    )
    .describe('every lot that was passed over, with its reason'),
  withheld: z.array(z.string()).describe('places that whoever asks is counting: nothing of them is offered'),
  shortfall: count,
  openable: count.describe('how much of it cases would give that were left whole'),
});

export const firstOutRoutes = {
  ...outsideRoutes,
  '/api/reservations': {
    about: 'what approved documents hold of the stock, newest first',
    query: { ...page, ...siteFilter, kind: id.optional(), lot: z.string().max(80).optional() },
    params: {},
    answer: list(reservation),
  },
  '/api/first-out': {
    about:
      'what to take: first expiry first out, with a reason for every lot skipped and the exact shortfall',
    query: {
      site: id,
      kind: id,
      quantity: capped(1_000_000_000).describe('in base units'),
      minimumDays: z.coerce
        .number()
        .pipe(z.int().min(0).max(36_500))
        .default(0)
        .describe('of life that must remain'),
      grade: grade.default('reserve'),
    },
    params: {},
    answer: proposal,
  },
} as const;
