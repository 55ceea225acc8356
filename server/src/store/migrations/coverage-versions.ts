/** Version 28: how the region was covered, each time other depots held a kind. */
import { type Kysely, PostgresAdapter } from 'kysely';

export async function coverageVersions(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  await db.schema
    .createTable('coverage_version')
    .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('roads', 'text', (column) => column.notNull())
    .addColumn('stock', 'text', (column) => column.notNull())
    .addColumn('figures', 'text', (column) => column.notNull())
    .addColumn('holders', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('coverage_version_at').on('coverage_version').columns(['at']).execute();
}
