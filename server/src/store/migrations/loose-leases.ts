/** Version 43: so much of a lot that lies loose in a place, leased to a handheld. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function looseLeases(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  await db.schema
    .createTable('loose_lease')
    .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey())
    .addColumn('handheld', 'integer', need)
    .addColumn('lot', 'integer', need)
    .addColumn('place', 'integer', need)
    .addColumn('quality', 'text', need)
    .addColumn('grade', 'text', need)
    .addColumn('owner', 'text', need)
    .addColumn('quantity', 'integer', need)
    .addColumn('used', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('until', 'bigint', need)
    .addColumn('made_by', 'text', need)
    .addColumn('made_at', 'bigint', need)
    .addColumn('ended_at', 'bigint')
    .addCheckConstraint('loose_lease_used', sql`used between 0 and quantity`)
    .execute();
  await db.schema
    .createIndex('loose_lease_open')
    .on('loose_lease')
    .columns(['lot', 'place'])
    .where(sql.ref('ended_at'), 'is', null)
    .execute();
  await db.schema
    .createIndex('loose_lease_handheld')
    .on('loose_lease')
    .columns(['handheld', 'until'])
    .execute();
}
