/** Version 4: gateways that knocked and that no settings file names. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function applicants(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  await db.schema
    .createTable('applicant')
    .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey())
    .addColumn('gateway', 'text', need)
    .addColumn('site', 'text', need)
    .addColumn('key_hash', 'text', need)
    .addColumn('address', 'text', need)
    .addColumn('first_at', 'bigint', need)
    .addColumn('last_at', 'bigint', need)
    .addColumn('tries', 'integer', need)
    .addColumn('state', 'text', need)
    .addColumn('decided_at', 'bigint')
    .addUniqueConstraint('applicant_key_hash', ['gateway', 'key_hash'])
    .execute();
}
