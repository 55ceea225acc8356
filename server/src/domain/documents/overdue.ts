/** What a document owes and has not brought in time: goods not returned, papers not handed in, an approval not signed. A fact of the document and the clock, not a state. */
import type { Document } from '@changping/contracts/documents';
import type { Instant } from '@changping/contracts/units';

type Owing = Pick<Document, 'owes'>;

/** The earliest of its terms; null where it owes nothing. */
export const dueOf = ({ owes }: Owing): Instant | null =>
  owes.length ? (Math.min(...owes.map(({ dueAt }) => dueAt)) as Instant) : null;

export const isPast = (dueAt: Instant | null, now: Instant): boolean => dueAt !== null && now > dueAt;

export const isOverdue = (document: Owing, now: Instant): boolean => isPast(dueOf(document), now);
