/** Version 37: which paper brought what another one notes as come, so that nothing is noted twice. */
import type { Kysely } from 'kysely';

export async function noted(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('noted')
    .addColumn('document', 'integer', (column) => column.notNull())
    .addColumn('paper', 'integer', (column) => column.notNull())
    .addColumn('goods', 'text', (column) => column.notNull())
    .addColumn('quantity', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('noted_of', ['document', 'paper', 'goods'])
    .execute();
  await db.schema.createIndex('noted_paper').on('noted').columns(['paper', 'goods']).execute();
}
