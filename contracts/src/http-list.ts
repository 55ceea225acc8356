/** What every address of the HTTP interface is put together from: ids, instants, numbers, words of a table, and lists in pages. */
import { z } from 'zod';
import { type ListName, listOrders, type OrderOf, ordersOf } from './list-orders.ts';
import { idPattern } from './units.ts';

export const id = z.string().regex(idPattern);
export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in small letters');
export const at = z.int().describe('UTC milliseconds since 1970');
export const count = z.int().min(0);
export const orNull = <Shape extends z.ZodType>(shape: Shape) => z.union([shape, z.null()]);
/** A word of one of the tables. */
export const named = <Name extends string>(words: Readonly<Record<Name, unknown>>) =>
  z.enum(Object.keys(words) as [Name, ...Name[]]);

/** A whole number of 1 or more; a larger one than `most` counts as `most`. */
export const capped = (most: number) =>
  z.coerce
    .number()
    .pipe(z.number().min(1))
    .transform((n) => Math.min(most, Math.floor(n)));

/** Every list: a page, and where the next one begins; null at the end. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.union([z.string(), z.null()]) });

export const page = {
  limit: capped(500).default(100).describe('at most 500; more is answered as 500'),
  after: z
    .string()
    .regex(/^\d{1,16}$/, 'the `next` of the page before')
    .optional(),
};

/** A page of a list that can be asked for in other orders; where the next one begins is the server's own word then. */
export const ordered = <Name extends ListName>(name: Name) => ({
  limit: page.limit,
  after: z
    .string()
    .regex(/^[\w-]{1,600}$/, 'the `next` of the page before')
    .optional(),
  sort: z
    .enum(ordersOf(name) as [OrderOf<Name>, ...OrderOf<Name>[]])
    .default(listOrders[name].usual as never),
});

/** What is typed to find something. */
export const search = z.string().trim().min(1).max(80).optional();

/** Which proposal it is, beside what it is of. */
export const proposed = z.object({ by: z.string(), at });

/** Of what stands in versions. */
export const versioned = {
  version: count,
  at,
  by: z.string(),
  agreedBy: orNull(z.string()).describe('the second person; null: of a time when one was enough'),
  reason: z.string(),
  since: at.describe('from when it was meant to stand'),
  until: orNull(at).describe('when a later one took over, or will'),
  state: z
    .enum(['coming', 'standing', 'over', 'never'])
    .describe('never: a later one took over before its day'),
};

export const siteFilter = { site: id.optional() };
