/** Version 14: handhelds as devices of their own: their codes, what they sent under which number, what a revoked one left, what was leased to them; and photographs. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function handhelds(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const keyed = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey());
  await keyed('handheld')
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', need)
    .addColumn('site', 'text', need)
    .addColumn('code_hash', 'text')
    .addColumn('code_ends_at', 'bigint')
    .addColumn('token_hash', 'text', (column) => column.unique())
    .addColumn('epoch', 'text')
    .addColumn('made_by', 'text', need)
    .addColumn('made_at', 'bigint', need)
    .addColumn('enrolled_at', 'bigint')
    .addColumn('seen_at', 'bigint')
    .addColumn('unsent', 'integer')
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema
    .createTable('handheld_epoch')
    .addColumn('handheld', 'integer', need)
    .addColumn('epoch', 'text', need)
    .addColumn('at', 'bigint', need)
    .addPrimaryKeyConstraint('handheld_epoch_key', ['handheld', 'epoch'])
    .execute();
  await db.schema
    .createTable('handheld_seq')
    .addColumn('handheld', 'integer', need)
    .addColumn('epoch', 'text', need)
    .addColumn('seq', 'bigint', need)
    .addColumn('digest', 'text', need)
    .addColumn('result', 'text', need)
    .addColumn('at', 'bigint', need)
    .addPrimaryKeyConstraint('handheld_seq_key', ['handheld', 'epoch', 'seq'])
    .execute();
  await keyed('handheld_leftover')
    .addColumn('handheld', 'integer', need)
    .addColumn('epoch', 'text', need)
    .addColumn('seq', 'bigint', need)
    .addColumn('account', 'text', need)
    .addColumn('signed_at', 'bigint', need)
    .addColumn('arrived_at', 'bigint', need)
    .addColumn('command', 'text', need)
    .addColumn('body', 'text', need)
    .addColumn('settled_at', 'bigint')
    .addColumn('settled_by', 'text')
    .addColumn('reason', 'text')
    .addUniqueConstraint('handheld_leftover_once', ['handheld', 'epoch', 'seq'])
    .execute();
  await keyed('lease')
    .addColumn('handheld', 'integer', need)
    .addColumn('piece', 'text', need)
    .addColumn('until', 'bigint', need)
    .addColumn('made_by', 'text', need)
    .addColumn('made_at', 'bigint', need)
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('lease_open')
    .on('lease')
    .columns(['piece'])
    .unique()
    .where(sql.ref('ended_at'), 'is', null)
    .execute();
  await db.schema
    .createTable('photo')
    .addColumn('hash', 'text', need)
    .addColumn('document', 'text', need)
    .addColumn('type', 'text', need)
    .addColumn('bytes', 'integer', need)
    .addColumn('account', 'text', need)
    .addColumn('at', 'bigint', need)
    .addPrimaryKeyConstraint('photo_key', ['document', 'hash'])
    .execute();
  await db.schema.alterTable('session').addColumn('handheld', 'integer').execute();
}
