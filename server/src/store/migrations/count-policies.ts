/** Version 53: the policy of counts in its versions. The first is written at the next start. */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function countPolicies(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('count_policy')
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('rules', 'text', need)
    .addColumn('at', 'bigint', need)
    .addColumn('by', 'text', need)
    .addColumn('reason', 'text', need)
    .addColumn('since', 'bigint', need)
    .execute();
}
