/** Version 9: documents that people work on, beside the delivery notes that gates work off. */
import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function documents(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('document').addColumn('there', 'text').execute();
  await db.schema
    .alterTable('document')
    .addColumn('version', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('document').addColumn('body', 'text').execute();
  await db.schema
    .alterTable('document')
    .addColumn('is_over', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('document_counter')
    .addColumn('type', 'text', need)
    .addColumn('site', 'integer', need)
    .addColumn('year', 'integer', need)
    .addColumn('n', 'integer', need)
    .addPrimaryKeyConstraint('document_counter_key', ['type', 'site', 'year'])
    .execute();
  await db.schema
    .createTable('document_piece')
    .addColumn('document', 'integer', need)
    .addColumn('piece', 'integer', need)
    .addColumn('from_site', 'text')
    .addColumn('to_site', 'text')
    .addPrimaryKeyConstraint('document_piece_key', ['piece', 'document'])
    .execute();
  await db.schema.createIndex('document_piece_of').on('document_piece').columns(['document']).execute();
  await db.schema
    .createTable('command_key')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('account', 'text', need)
    .addColumn('digest', 'text', need)
    .addColumn('at', 'bigint', need)
    .execute();
  await db.schema
    .createIndex('document_open')
    .on('document')
    .columns(['site', 'key'])
    .where(sql.ref('is_over'), '=', sql.lit(0))
    .execute();
  await db.schema.createIndex('document_there').on('document').columns(['there', 'key']).execute();
  await db.schema.createIndex('document_site').on('document').columns(['site', 'key']).execute();
  await db.schema.createIndex('piece_cell').on('piece').columns(['cell']).execute();
}
