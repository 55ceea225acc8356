/** Version 58: robots that are told notices, and how far each has come in the feed. */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();
const none = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0);

export async function hooks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('hook')
    .addColumn('key', 'integer', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', need)
    .addColumn('url', 'text', need)
    .addColumn('format', 'text', need)
    .addColumn('secret', 'text')
    .addColumn('unit', 'text', need)
    .addColumn('topics', 'text', need)
    .addColumn('lang', 'text', need)
    .addColumn('made_by', 'text', need)
    .addColumn('made_at', 'bigint', need)
    .addColumn('paused_at', 'bigint')
    .addColumn('passed', 'integer', need)
    .addColumn('sending', 'integer')
    .addColumn('told', 'integer', none)
    .addColumn('given_up', 'integer', none)
    .addColumn('tried_at', 'bigint')
    .addColumn('ok_at', 'bigint')
    .addColumn('failed_at', 'bigint')
    .addColumn('failed_why', 'text')
    .addColumn('failed_detail', 'text')
    .addColumn('failures', 'integer', none)
    .addColumn('again_at', 'bigint')
    .execute();
}
