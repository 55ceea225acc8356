/** What the HTTP interface tells of a stretch of the past: how the region stood at its start, and what changed after, step by step. */
import { z } from 'zod';
import { coverageThen } from './http-coverage.ts';
import { at, count, id, orNull } from './http-list.ts';
import { doorFaults } from './letters.ts';

/** A replay shows a day; longer ones are asked for day by day. */
export const longestHistory = 24 * 3_600_000;

export const doorLive = z.object({ gateway: id, reader: z.string(), fault: z.enum(doorFaults), since: at });

/** The parts of a site that are kept with the time they were recorded. */
export const historyRoute = <
  Passage extends z.ZodRawShape,
  Sweep extends z.ZodRawShape,
  Event extends z.ZodRawShape,
>(parts: {
  passage: z.ZodObject<Passage>;
  sweep: z.ZodObject<Sweep>;
  event: z.ZodObject<Event>;
}) => {
  const { passage, sweep, event } = parts;
  const stock = z.array(z.object({ kind: id, pieces: count, usable: count, held: count }));
  const open = z.object({ unconfirmed: count, discrepancies: count, leftWithoutOrder: count });
  const notices = z.object({ nearExpiry: count, expired: count });
  const breaches = z.array(
    z.object({ probe: z.string(), cause: z.enum(['above', 'below', 'noData']), since: at }),
  );
  const line = z.object({ gateway: id, line: z.enum(['online', 'offline']), since: at });
  const step = z.object({
    at: at.describe('when it was recorded; changes of one site within a moment are one step'),
    site: id,
    stock: stock.optional().describe('the kinds that changed, as they stood then'),
    open: open.optional(),
    notices: notices.optional(),
    breaches: breaches.optional().describe('all that were open then'),
    doors: z.array(doorLive).optional().describe('all whose contact was in doubt then'),
    line: line.optional(),
    passages: z.array(passage).optional().describe('that came in this step, oldest first'),
    sweeps: z.array(sweep).optional(),
  });
  return {
    about:
      'a stretch of the past by the order of recording, so what was told late stands where it became known; at most 24 hours',
    query: { from: z.coerce.number().pipe(z.int().min(0)), to: z.coerce.number().pipe(z.int().min(0)) },
    params: {},
    answer: z.object({
      from: at,
      to: at,
      begins: orNull(at).describe(
        'when the first of all was recorded; before it nothing is known; null: nothing was',
      ),
      sites: z
        .array(
          z.object({
            site: id,
            stock,
            open,
            notices: notices.describe('lots with an open notice, each at its latest step'),
            breaches,
            doors: z.array(doorLive),
            line: orNull(line),
            passages: z.array(passage).describe('newest first, a handful'),
            sweeps: z.array(sweep),
          }),
        )
        .describe('at `from`; sites without anything are left out'),
      steps: z.array(step).describe('after `from`, oldest first'),
      coverage: z
        .array(coverageThen)
        .describe('as it stood at `from`, and as it changed after, the last of each minute; oldest first'),
      news: z
        .array(event.extend({ recordedAt: at }))
        .describe('the feed, oldest first, with some of the time before `from`'),
      leftOff: count.describe('items of the feed that were too many'),
    }),
  } as const;
};
