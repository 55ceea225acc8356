/** Version 11: counts. What handhelds saw is only ever added; what does not count is set aside beside it, and the book as it was when a count began stays with the count. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function counts(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const seen = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('document', 'integer', need)
      .addColumn('counter', 'text', need)
      .addColumn('device', 'text', need)
      .addColumn('round', 'integer', need)
      .addColumn('place', 'integer', need)
      .addColumn('happened_at', 'bigint', need)
      .addColumn('recorded_at', 'bigint', need);
  await db.schema
    .createTable('count_run')
    .addColumn('document', 'integer', (column) => column.primaryKey())
    .addColumn('kinds', 'text')
    .addColumn('freeze', 'integer')
    .addColumn('last_entry', 'integer')
    .addColumn('started_at', 'bigint')
    .addColumn('closed_at', 'bigint')
    .execute();
  await db.schema
    .createTable('count_place')
    .addColumn('document', 'integer', need)
    .addColumn('place', 'integer', need)
    .addPrimaryKeyConstraint('count_place_key', ['document', 'place'])
    .execute();
  await db.schema
    .createTable('count_book')
    .addColumn('document', 'integer', need)
    .addColumn('cell', 'integer', need)
    .addColumn('quantity', 'bigint', need)
    .addPrimaryKeyConstraint('count_book_key', ['document', 'cell'])
    .execute();
  await seen('count_scan')
    .addColumn('n', 'integer', need)
    .addColumn('means', 'text', need)
    .addColumn('lot', 'integer')
    .addColumn('piece', 'integer')
    .addColumn('quantity', 'bigint')
    .addColumn('quality', 'text')
    .addColumn('grade', 'text')
    .addColumn('works', 'text')
    .addColumn('photo', 'text')
    .execute();
  await seen('count_covered')
    .addColumn('from_n', 'integer', need)
    .addColumn('to_n', 'integer', need)
    .execute();
  await db.schema
    .createTable('count_aside')
    .addColumn('scan', 'integer', (column) => column.primaryKey())
    .addColumn('account', 'text', need)
    .addColumn('reason', 'text', need)
    .addColumn('at', 'bigint', need)
    .execute();
  for (const table of ['count_scan', 'count_covered'])
    await db.schema.createIndex(`${table}_of`).on(table).columns(['document', 'key']).execute();
  await db.schema.createIndex('count_place_of').on('count_place').columns(['place']).execute();
}
