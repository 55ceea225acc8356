/** Version 6: which trip a passage is, so that the letters of one trip are one row however often they come. Older passages have no name. */
import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function trips(db: Kysely<unknown>): Promise<void> {
  for (const [column, type] of [
    ['gateway', 'integer'],
    ['trip', 'text'],
  ] as const)
    await db.schema.alterTable('passage').addColumn(column, type).execute();
  await db.schema
    .createIndex('passage_trip')
    .unique()
    .on('passage')
    .columns(['gateway', 'trip', 'direction'])
    .where(sql.ref('trip'), 'is not', null)
    .execute();
  await db.schema
    .createTable('passage_part')
    .addColumn('passage', 'integer', need)
    .addColumn('evidence', 'integer', need)
    .addPrimaryKeyConstraint('passage_part_key', ['passage', 'evidence'])
    .execute();
}
