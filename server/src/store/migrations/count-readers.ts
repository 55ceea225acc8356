/** Version 20: who has read what a count found before it was posted; such a person counts no more. */
import type { Kysely } from 'kysely';

export async function countReaders(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('count_reader')
    .addColumn('document', 'integer', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('count_reader_key', ['document', 'account'])
    .execute();
}
