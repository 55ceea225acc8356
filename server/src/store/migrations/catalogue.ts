/** Version 48: the catalogue in its versions. The first is written at the next start, out of the region's folder. */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function catalogue(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('catalogue')
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('listed', 'text', need)
    .addColumn('at', 'bigint', need)
    .addColumn('by', 'text', need)
    .addColumn('reason', 'text', need)
    .addColumn('since', 'bigint', need)
    .execute();
}
