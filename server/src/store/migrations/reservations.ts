/** Version 12: what approved documents keep for themselves, line by line. */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function reservations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reservation')
    .addColumn('key', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('document', 'integer', need)
    .addColumn('line', 'integer', need)
    .addColumn('site', 'integer', need)
    .addColumn('kind', 'integer', need)
    .addColumn('lot', 'integer', need)
    .addColumn('place', 'integer', need)
    .addColumn('piece', 'integer')
    .addColumn('quality', 'text', need)
    .addColumn('grade', 'text', need)
    .addColumn('owner', 'text', need)
    .addColumn('quantity', 'integer', need)
    .execute();
  await db.schema
    .createIndex('reservation_line')
    .unique()
    .on('reservation')
    .columns(['document', 'line'])
    .execute();
  await db.schema.createIndex('reservation_piece').on('reservation').columns(['piece']).execute();
  await db.schema.createIndex('reservation_lot').on('reservation').columns(['lot', 'place']).execute();
  await db.schema.createIndex('reservation_site').on('reservation').columns(['site', 'kind']).execute();
}
