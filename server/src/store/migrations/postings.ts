/** Version 30: how far a step of many moves has been posted, the parts of an import that are still to be entered, the commits it was entered in, and who brought back a discrepancy that a document had explained. */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();
const key = (column: ColumnDefinitionBuilder) => column.primaryKey();

export async function postings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('posting')
    .addColumn('document', 'integer', key)
    .addColumn('done', 'integer', need)
    .addColumn('total', 'integer', need)
    .addColumn('actor', 'text', need)
    .execute();
  await db.schema
    .createTable('import_part')
    .addColumn('import', 'text', need)
    .addColumn('n', 'integer', need)
    .addColumn('body', 'text', need)
    .addPrimaryKeyConstraint('import_part_key', ['import', 'n'])
    .execute();
  await db.schema
    .createTable('import_entered')
    .addColumn('commit_key', 'integer', key)
    .addColumn('import', 'integer', need)
    .execute();
  await db.schema.alterTable('discrepancy').addColumn('reopened_by', 'text').execute();
  await db.schema.createIndex('import_entered_import').on('import_entered').columns(['import']).execute();
}
