/** What the region shares with its neighbours, in versions; none before somebody writes one. */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function sharing(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sharing')
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('shared', 'text', need)
    .addColumn('at', 'bigint', need)
    .addColumn('by', 'text', need)
    .addColumn('reason', 'text', need)
    .addColumn('since', 'bigint', need)
    .execute();
}
