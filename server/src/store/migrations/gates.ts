/** Version 2: passages through gates, sweeps of rooms, and a count of open discrepancies by site. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function gates(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const keyed = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey());
  await keyed('passage')
    .addColumn('site', 'integer', need)
    .addColumn('evidence', 'integer', (c) => c.notNull().unique())
    .addColumn('reader', 'text', need)
    .addColumn('direction', 'text', need)
    .addColumn('began_at', 'bigint', need)
    .addColumn('ended_at', 'bigint', need)
    .addColumn('pieces', 'integer', need)
    .addColumn('strays', 'integer', need)
    .addColumn('unexplained', 'integer', need)
    .addColumn('goods', 'text', need)
    .execute();
  await db.schema.createIndex('passage_site').on('passage').columns(['site', 'key']).execute();
  await keyed('sweep')
    .addColumn('site', 'integer', need)
    .addColumn('gateway', 'integer', need)
    .addColumn('code', 'text', need)
    .addColumn('reader', 'text', need)
    .addColumn('zone', 'text', need)
    .addColumn('began_at', 'bigint', need)
    .addColumn('ended_at', 'bigint', need)
    .addColumn('parts', 'integer', need)
    .addColumn('expected', 'integer')
    .addColumn('missing', 'integer')
    .addColumn('extra', 'integer')
    .addColumn('strange', 'integer')
    .addUniqueConstraint('sweep_code', ['gateway', 'code'])
    .execute();
  await db.schema.createIndex('sweep_site').on('sweep').columns(['site', 'key']).execute();
  await db.schema
    .createTable('sweep_tag')
    .addColumn('sweep', 'integer', need)
    .addColumn('tag', 'integer', need)
    .addColumn('part', 'integer', need)
    .addColumn('what', 'text')
    .addPrimaryKeyConstraint('sweep_tag_key', ['sweep', 'tag'])
    .execute();
  await db.schema
    .createTable('sweep_part')
    .addColumn('sweep', 'integer', need)
    .addColumn('part', 'integer', need)
    .addColumn('evidence', 'integer', need)
    .addPrimaryKeyConstraint('sweep_part_key', ['sweep', 'part'])
    .execute();
  await db.schema
    .createTable('open_discrepancy')
    .addColumn('site', 'integer', need)
    .addColumn('what', 'text', need)
    .addColumn('count', 'integer', need)
    .addPrimaryKeyConstraint('open_discrepancy_key', ['site', 'what'])
    .execute();
  await sql`insert into open_discrepancy (site, what, count)
    select site, what, count(*) from discrepancy where closed_at is null group by site, what`.execute(db);
  // A piece that two open documents expect would be booked by whichever the database names first.
  await db.schema
    .createIndex('document_line_expected')
    .unique()
    .on('document_line')
    .columns(['piece'])
    .where(sql.ref('entry'), 'is', null)
    .execute();
}
