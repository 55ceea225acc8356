/** Version 8: what one gateway may fill: the names of its devices, and how much of its poison had to give way. */
import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();
const zero = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(sql.lit(0));

export async function bounds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('device')
    .addColumn('gateway', 'text', need)
    .addColumn('sort', 'text', need)
    .addColumn('name', 'text', need)
    .addColumn('last_at', 'bigint', need)
    .addPrimaryKeyConstraint('device_key', ['gateway', 'sort', 'name'])
    .execute();
  await db.schema
    .createTable('quarantine_shed')
    .addColumn('gateway', 'integer', (column) => column.primaryKey())
    .addColumn('letters', 'bigint', zero)
    .addColumn('bodies', 'bigint', zero)
    .execute();
}
