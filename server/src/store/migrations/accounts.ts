/** Version 7: people, what they may, how they come in, and what they did. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();
const unique = (column: ColumnDefinitionBuilder) => column.notNull().unique();

export async function accounts(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const keyed = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey());
  await keyed('account')
    .addColumn('id', 'text', unique)
    .addColumn('name', 'text', unique)
    .addColumn('display', 'text', need)
    .addColumn('unit', 'text', need)
    .addColumn('password', 'text')
    .addColumn('password_at', 'bigint', need)
    .addColumn('is_given', 'integer', need)
    .addColumn('failures', 'integer', need)
    .addColumn('locked_until', 'bigint')
    .addColumn('totp', 'text')
    .addColumn('totp_step', 'bigint', need)
    .addColumn('is_sample', 'integer', need)
    .addColumn('created_at', 'bigint', need)
    .addColumn('disabled_at', 'bigint')
    .execute();
  await db.schema
    .createTable('account_role')
    .addColumn('account', 'integer', need)
    .addColumn('role', 'text', need)
    .addPrimaryKeyConstraint('account_role_key', ['account', 'role'])
    .execute();
  await keyed('password_past')
    .addColumn('account', 'integer', need)
    .addColumn('password', 'text', need)
    .addColumn('at', 'bigint', need)
    .execute();
  await keyed('session')
    .addColumn('token_hash', 'text', unique)
    .addColumn('account', 'integer', need)
    .addColumn('kind', 'text', need)
    .addColumn('is_read_only', 'integer', need)
    .addColumn('label', 'text', need)
    .addColumn('address', 'text', need)
    .addColumn('created_at', 'bigint', need)
    .addColumn('seen_at', 'bigint', need)
    .addColumn('ends_at', 'bigint', need)
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema.createIndex('session_account').on('session').columns(['account']).execute();
  await db.schema
    .createTable('set_up_code')
    .addColumn('role', 'text', (column) => column.primaryKey())
    .addColumn('code_hash', 'text', need)
    .addColumn('made_at', 'bigint', need)
    .addColumn('used_at', 'bigint')
    .execute();
  await keyed('audit')
    .addColumn('commit_key', 'integer', need)
    .addColumn('at', 'bigint', need)
    .addColumn('account', 'text', need)
    .addColumn('role', 'text', need)
    .addColumn('device', 'text')
    .addColumn('address', 'text', need)
    .addColumn('action', 'text', need)
    .addColumn('object', 'text', need)
    .addColumn('before', 'text')
    .addColumn('after', 'text')
    .addColumn('reason', 'text')
    .addColumn('result', 'text', need)
    .execute();
  await db.schema.createIndex('audit_commit').on('audit').columns(['commit_key']).execute();
  await db.schema.createIndex('audit_account').on('audit').columns(['account', 'key']).execute();
  await db.schema.createIndex('audit_object').on('audit').columns(['object', 'key']).execute();
}
