/** Version 17: which piece a tag was on, from when to when, and by whom it was said. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function tagBindings(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  await db.schema
    .createTable('tag_binding')
    .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey())
    .addColumn('tag', 'integer', need)
    .addColumn('piece', 'integer', need)
    .addColumn('at', 'bigint', need)
    .addColumn('by', 'text', need)
    .addColumn('until', 'bigint')
    .addColumn('until_by', 'text')
    .addColumn('reason', 'text')
    .execute();
  await db.schema.createIndex('tag_binding_piece').on('tag_binding').columns(['piece']).execute();
  await db.schema.createIndex('tag_binding_tag').on('tag_binding').columns(['tag']).execute();
}
