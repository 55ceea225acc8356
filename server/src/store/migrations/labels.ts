/** Version 31: which label was printed when and by whom: a second one of the same piece asks for a reason. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function labels(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  await db.schema
    .createTable('label_print')
    .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey())
    .addColumn('what', 'text', need)
    .addColumn('of', 'integer', need)
    .addColumn('at', 'bigint', need)
    .addColumn('account', 'text', need)
    .addColumn('job', 'text', need)
    .addColumn('commit_key', 'integer', need)
    .execute();
  await db.schema.createIndex('label_print_of').on('label_print').columns(['what', 'of']).execute();
  await db.schema.createIndex('label_print_job').on('label_print').columns(['job']).execute();
}
