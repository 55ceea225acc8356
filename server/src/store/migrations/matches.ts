/** Version 15: which documents explain a trip through a gate, and which document closed a discrepancy. */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function matches(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('passage_match')
    .addColumn('passage', 'integer', need)
    .addColumn('document', 'integer', need)
    .addColumn('rank', 'integer', need)
    .addColumn('brief', 'text', need)
    .addColumn('body', 'text', need)
    .addPrimaryKeyConstraint('passage_match_key', ['passage', 'rank'])
    .execute();
  await db.schema
    .createIndex('passage_match_of')
    .on('passage_match')
    .columns(['document', 'passage'])
    .execute();
  await db.schema.alterTable('discrepancy').addColumn('explained_by', 'integer').execute();
}
