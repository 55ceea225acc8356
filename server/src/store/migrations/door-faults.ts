/** Version 27: gates whose door contact a person must see to, from the letter that said so to the one that took it back. */
import { type Kysely, PostgresAdapter, sql } from 'kysely';

export async function doorFaults(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  await db.schema
    .createTable('door_fault')
    .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey())
    .addColumn('site', 'integer', (column) => column.notNull())
    .addColumn('gateway', 'integer', (column) => column.notNull())
    .addColumn('reader', 'text', (column) => column.notNull())
    .addColumn('fault', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .addColumn('opened_by', 'integer', (column) => column.notNull())
    .addColumn('closed_at', 'bigint')
    .addColumn('closed_by', 'integer')
    .execute();
  await sql`create unique index door_fault_open on door_fault (gateway, reader) where closed_at is null`.execute(
    db,
  );
  await db.schema.createIndex('door_fault_site').on('door_fault').columns(['site', 'closed_at']).execute();
}
