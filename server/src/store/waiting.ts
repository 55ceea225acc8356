/** Documents that wait for an approver, or may wait for their other end, newest first. Whose signature it is that they wait for, the policy says and no table. */
import type { Document } from '@changping/contracts/documents';
import type { Database } from './database.ts';

export type Waiting = {
  /** @param sites of these stores alone; null: of all. @param before the key they come behind; null: from the newest on. */
  next(sites: readonly string[] | null, before: number | null, limit: number): WaitingRow[];
  /** Those that are not over and name this unit as their other end. */
  there(unit: string, before: number | null, limit: number): WaitingRow[];
};
export type WaitingRow = { key: number; document: Document; createdAt: number; dueAt: number | null };

export function waiting({ raw }: Pick<Database, 'raw'>): Waiting {
  const next = raw.prepare(
    `select document.key, body, created_at as createdAt, due_at as dueAt from document
     left join document_due on document_due.document = document.key
     where waits = 1 and document.key < @before
       and (@sites is null or document.site in (select key from site where code in (select value from json_each(@sites))))
     order by document.key desc limit @limit`,
  );
  const there = raw.prepare(
    `select document.key, body, created_at as createdAt, due_at as dueAt from document
     left join document_due on document_due.document = document.key
     where there = @unit and document.key < @before and is_over = 0 and body is not null
     order by document.key desc limit @limit`,
  );
  type Row = Omit<WaitingRow, 'document'> & { body: string };
  const read = (rows: unknown[]): WaitingRow[] =>
    (rows as Row[]).map(({ body, ...row }) => ({ ...row, document: JSON.parse(body) as Document }));
  const from = (before: number | null) => before ?? Number.MAX_SAFE_INTEGER;
  return {
    next: (sites, before, limit) =>
      read(next.all({ sites: sites && JSON.stringify(sites), before: from(before), limit })),
    there: (unit, before, limit) => read(there.all({ unit, before: from(before), limit })),
  };
}
