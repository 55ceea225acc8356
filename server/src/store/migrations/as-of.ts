/** Version 13: how the stock stood every few thousand entries, and what was told late, so that any past moment is found without going through the whole book. Both are derived; the server fills them beside its work. */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function asOf(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('stock_mark_pass')
    .addColumn('commit_key', 'integer', (column) => column.primaryKey())
    .addColumn('lines', 'integer', need)
    .execute();
  await db.schema
    .createTable('stock_mark')
    .addColumn('site', 'integer', need)
    .addColumn('commit_key', 'integer', need)
    .addColumn('part', 'integer', need)
    .addColumn('body', 'text', need)
    .addPrimaryKeyConstraint('stock_mark_key', ['site', 'commit_key', 'part'])
    .execute();
  await db.schema.createIndex('stock_mark_commit').on('stock_mark').columns(['commit_key']).execute();
  await db.schema
    .createTable('late_entry')
    .addColumn('entry', 'integer', (column) => column.primaryKey())
    .addColumn('commit_key', 'integer', need)
    .addColumn('happened_at', 'bigint', need)
    .execute();
  await db.schema
    .createIndex('late_entry_happened')
    .on('late_entry')
    .columns(['happened_at', 'commit_key'])
    .execute();
}
