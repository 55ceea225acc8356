/** Documents that wait for an approver, or may wait for their other end, newest first. Whose signature it is that they wait for, the policy says and no table. */
import type { Document } from '@changping/contracts/documents';
import type { Database } from './database.ts';

export type Waiting = {
  /** Also those that wait for a photograph of this one. @param sites of these stores alone; null: of all. @param before the key they come behind; null: from the newest on. */
  next(sites: readonly string[] | null, account: string, before: number | null, limit: number): WaitingRow[];
  /** Those that are not over and name this unit as their other end. */
  there(unit: string, before: number | null, limit: number): WaitingRow[];
};
export type WaitingRow = {
  key: number;
  document: Document;
  createdAt: number;
  dueAt: number | null;
  /** By whoever asks. */
  owesPhoto: boolean;
};

export function waiting({ raw }: Pick<Database, 'raw'>): Waiting {
  const next = raw.prepare(
    `select document.key, body, created_at as createdAt, due_at as dueAt, max(owes) as owesPhoto from (
       select * from (select key, 0 as owes from document where waits = 1 and key < @before
         and (@sites is null or site in (select key from site where code in (select value from json_each(@sites))))
         order by key desc limit @limit)
       union all select document, 1 from photo_awaited where account = @account and document < @before
     ) as asked join document on document.key = asked.key
     left join document_due on document_due.document = document.key
     group by document.key order by document.key desc limit @limit`,
  );
  const there = raw.prepare(
    `select document.key, body, created_at as createdAt, due_at as dueAt, 0 as owesPhoto from document
     left join document_due on document_due.document = document.key
     where there = @unit and document.key < @before and is_over = 0 and body is not null
     order by document.key desc limit @limit`,
  );
  type Row = Omit<WaitingRow, 'document' | 'owesPhoto'> & { body: string; owesPhoto: number };
  const read = (rows: unknown[]): WaitingRow[] =>
    (rows as Row[]).map(({ body, owesPhoto, ...row }) => ({
      ...{ ...row, owesPhoto: owesPhoto === 1 },
      document: JSON.parse(body) as Document,
    }));
  const from = (before: number | null) => before ?? Number.MAX_SAFE_INTEGER;
  return {
    next: (sites, account, before, limit) =>
      read(next.all({ sites: sites && JSON.stringify(sites), account, before: from(before), limit })),
    there: (unit, before, limit) => read(there.all({ unit, before: from(before), limit })),
  };
}
