/** Version 21: what was imported by whom from which file, how each person's columns are named, and the classes of GB/T 38565 by the file they came in. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();
const unique = (column: ColumnDefinitionBuilder) => column.notNull().unique();

export async function imports(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  let table = db.schema
    .createTable('import')
    .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey())
    .addColumn('id', 'text', unique)
    .addColumn('kind', 'text', need)
    .addColumn('site', 'integer', need)
    .addColumn('name', 'text', need)
    .addColumn('digest', 'text', need)
    .addColumn('rows_digest', 'text', need)
    .addColumn('account', 'text', need)
    .addColumn('at', 'bigint', need)
    .addColumn('commit_key', 'integer', need);
  for (const column of ['rows', 'lots', 'pieces', 'tags', 'quantity'])
    table = table.addColumn(column, 'bigint', need);
  await table.execute();
  await db.schema.createIndex('import_rows').on('import').columns(['rows_digest', 'kind', 'site']).execute();
  await db.schema.createIndex('import_site').on('import').columns(['site', 'key']).execute();
  await db.schema.createIndex('import_commit').on('import').columns(['commit_key']).execute();
  await db.schema
    .createTable('import_mapping')
    .addColumn('account', 'text', need)
    .addColumn('kind', 'text', need)
    .addColumn('heads', 'text', need)
    .addPrimaryKeyConstraint('import_mapping_key', ['account', 'kind'])
    .execute();
  await db.schema
    .createTable('supply_class')
    .addColumn('import', 'integer', need)
    .addColumn('code', 'text', need)
    .addColumn('name', 'text', need)
    .addPrimaryKeyConstraint('supply_class_key', ['import', 'code'])
    .execute();
}
