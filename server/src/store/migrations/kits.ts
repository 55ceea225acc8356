/** Version 49: kits, and which piece was in which of them from when to when. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function kits(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const key = postgres ? 'serial' : 'integer';
  await db.schema
    .createTable('kit')
    .addColumn('key', key, (column) => column.primaryKey())
    .addColumn('code', 'text', (column) => column.notNull().unique())
    .addColumn('site', 'integer', need)
    .addColumn('name', 'text', need)
    .addColumn('command', 'text', (column) => column.notNull().unique())
    .addColumn('plan', 'text', need)
    .addColumn('made_at', 'bigint', need)
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema.createIndex('kit_site').on('kit').columns(['site', 'key']).execute();
  await db.schema
    .createTable('kit_piece')
    .addColumn('key', key, (column) => column.primaryKey())
    .addColumn('kit', 'integer', need)
    .addColumn('piece', 'integer', need)
    .addColumn('since', 'bigint', need)
    .addColumn('until', 'bigint')
    .addColumn('until_commit', 'integer')
    .execute();
  await db.schema.createIndex('kit_piece_kit').on('kit_piece').columns(['kit', 'until']).execute();
  // In one kit at the most, whoever writes there.
  await db.schema
    .createIndex('kit_piece_now')
    .unique()
    .on('kit_piece')
    .columns(['piece'])
    .where(sql.ref('until'), 'is', null)
    .execute();
}
