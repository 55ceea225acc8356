/** Version 32: until when a document under way owes something, and when the feed told that it did not come in time. */
import type { Document } from '@changping/contracts/documents';
import { type Kysely, sql } from 'kysely';
import { dueOf } from '../../domain/documents/overdue.ts';

type Rows = {
  document: { key: number; body: string | null; is_over: number };
  document_due: { document: number; due_at: number };
};
const atOnce = 500;

export async function due(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('document_due')
    .addColumn('document', 'integer', (column) => column.primaryKey())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('told_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('document_due_untold')
    .on('document_due')
    .columns(['due_at'])
    .where(sql.ref('told_at'), 'is', null)
    .execute();
  const rows = db as Kysely<Rows>;
  for (let last = 0; ; ) {
    const some = await rows
      .selectFrom('document')
      .select(['key', 'body'])
      .where('body', 'is not', null)
      .where('is_over', '=', 0)
      .where('key', '>', last)
      .orderBy('key')
      .limit(atOnce)
      .execute();
    for (const { key, body } of some) {
      const { owes = [] } = JSON.parse(body ?? '{}') as Partial<Document>;
      const dueAt = dueOf({ owes });
      if (dueAt !== null)
        await rows.insertInto('document_due').values({ document: key, due_at: dueAt }).execute();
    }
    if (some.length < atOnce) return;
    last = some.at(-1)?.key ?? 0;
  }
}
