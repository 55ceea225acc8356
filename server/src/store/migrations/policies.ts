/** Version 18: the table of approvals in its versions, who stands in for whom, and what was done before it was approved. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function policies(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  await db.schema
    .createTable('policy')
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('rules', 'text', need)
    .addColumn('at', 'bigint', need)
    .addColumn('by', 'text', need)
    .addColumn('reason', 'text', need)
    .execute();
  await db.schema
    .createTable('delegation')
    .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('lender', 'integer', need)
    .addColumn('deputy', 'integer', need)
    .addColumn('since', 'bigint', need)
    .addColumn('until', 'bigint', need)
    .addColumn('actions', 'text')
    .addColumn('types', 'text')
    .addColumn('reason', 'text', need)
    .addColumn('given_at', 'bigint', need)
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema.createIndex('delegation_deputy').on('delegation').columns(['deputy', 'until']).execute();
  await db.schema
    .createTable('act_first')
    .addColumn('document', 'integer', (column) => column.primaryKey())
    .addColumn('acted_by', 'text', need)
    .addColumn('acted_at', 'bigint', need)
    .addColumn('due_at', 'bigint', need)
    .addColumn('ended_at', 'bigint')
    .addColumn('reviewed_by', 'text')
    .addColumn('reviewed_at', 'bigint')
    .addColumn('finding', 'text')
    .execute();
}
