/** What a document owes and has not brought in time: goods not returned, papers not handed in, an approval not signed. A fact of the document and the clock, not a state. */
import type { Document, Owed } from '@changping/contracts/documents';
import type { Instant } from '@changping/contracts/units';

export const overdue = ({ owes }: Pick<Document, 'owes'>, now: Instant): readonly Owed[] =>
  owes.filter(({ dueAt }) => now > dueAt);

export const isOverdue = (document: Pick<Document, 'owes'>, now: Instant): boolean =>
  overdue(document, now).length > 0;
