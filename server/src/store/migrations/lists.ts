/** Version 54: an index for each order in which the long lists are read: documents, the audit, the pieces of a lot. */
import { type Kysely, sql } from 'kysely';

export async function lists(db: Kysely<unknown>): Promise<void> {
  const index = (name: string, on: string, columns: string[]) =>
    db.schema.createIndex(name).on(on).columns(columns);
  const isOpen = [sql.ref('is_over'), '=', sql.lit(0)] as const;
  await index('document_site_number', 'document', ['site', 'number']).execute();
  await index('document_there_number', 'document', ['there', 'number']).execute();
  await index('document_open_key', 'document', ['key'])
    .where(...isOpen)
    .execute();
  await index('document_open_number', 'document', ['number'])
    .where(...isOpen)
    .execute();
  await index('document_due_at', 'document_due', ['due_at', 'document']).execute();
  await index('audit_at', 'audit', ['at', 'key']).execute();
  await index('audit_action', 'audit', ['action', 'key']).execute();
  await index('piece_lot', 'piece', ['lot', 'key']).execute();
}
