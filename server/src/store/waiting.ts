/** Documents that wait for an approver, newest first. Whose signature it is that they wait for, the policy says and no table. */
import type { Document } from '@changping/contracts/documents';
import type { Database } from './database.ts';

export type Waiting = {
  /** @param sites of these stores alone; null: of all. @param before the key they come behind; null: from the newest on. */
  next(sites: readonly string[] | null, before: number | null, limit: number): WaitingRow[];
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
  return {
    next: (sites, before, limit) =>
      (
        next.all({
          sites: sites && JSON.stringify(sites),
          before: before ?? Number.MAX_SAFE_INTEGER,
          limit,
        }) as (Omit<WaitingRow, 'document'> & { body: string })[]
      ).map(({ body, ...row }) => ({ ...row, document: JSON.parse(body) as Document })),
  };
}
