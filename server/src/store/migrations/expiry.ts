/** Version 3: until when each lot is good, what of it is where, and one notice a lot, site and step. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function expiry(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  for (const [column, type] of [
    ['received_at', 'bigint'],
    ['effective_on', 'text'],
    ['effective_by', 'text'],
  ] as const)
    await db.schema.alterTable('lot').addColumn(column, type).execute();
  await db.schema.createIndex('lot_effective').on('lot').columns(['effective_on']).execute();
  await sql`update lot set received_at = first.at from (
    select cell.lot, min(happened_at) as at from entry join cell on cell.key = entry.from_cell
      join place on place.key = cell.place where place.code = 'supplier' group by cell.lot) as first
    where first.lot = lot.key`.execute(db);

  const lotStock = db.schema
    .createTable('lot_stock')
    .addColumn('site', 'integer', need)
    .addColumn('kind', 'integer', need)
    .addColumn('lot', 'integer', need)
    .addColumn('quality', 'text', need)
    .addColumn('pieces', 'bigint', need)
    .addColumn('quantity', 'bigint', need)
    .addPrimaryKeyConstraint('lot_stock_key', ['kind', 'lot', 'site', 'quality']);
  // All of a lot lies together then, and the wall reads the table once from end to end.
  await (postgres ? lotStock : lotStock.modifyEnd(sql`without rowid`)).execute();
  await db.schema.createIndex('lot_stock_site').on('lot_stock').columns(['site', 'kind', 'lot']).execute();
  await sql`insert into lot_stock (site, kind, lot, quality, pieces, quantity)
    select place.site, lot.kind, cell.lot, quality, count(cell.piece), sum(stock.quantity)
    from stock join cell on cell.key = stock.cell join place on place.key = cell.place join lot on lot.key = cell.lot
    where place.site is not null and stock.quantity <> 0 group by place.site, lot.kind, cell.lot, quality`.execute(
    db,
  );

  await db.schema
    .createTable('notice')
    .addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey())
    .addColumn('site', 'integer', need)
    .addColumn('lot', 'integer', need)
    .addColumn('step', 'text', need)
    .addColumn('pieces', 'bigint', need)
    .addColumn('quantity', 'bigint', need)
    .addColumn('effective_on', 'text', need)
    .addColumn('effective_by', 'text', need)
    .addColumn('opened_at', 'bigint', need)
    .addColumn('closed_at', 'bigint')
    .addColumn('closed_by', 'integer')
    .execute();
  // The database itself refuses a second one.
  await db.schema
    .createIndex('notice_open')
    .unique()
    .on('notice')
    .columns(['site', 'lot', 'step'])
    .where(sql.ref('closed_at'), 'is', null)
    .execute();
  await db.schema.createIndex('notice_site').on('notice').columns(['site', 'key']).execute();
  await db.schema
    .createTable('open_notice')
    .addColumn('site', 'integer', need)
    .addColumn('step', 'text', need)
    .addColumn('count', 'integer', need)
    .addPrimaryKeyConstraint('open_notice_key', ['site', 'step'])
    .execute();
}
