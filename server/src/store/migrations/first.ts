/** Version 1: letters in, entries, chains, discrepancies, breaches. */
import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';

const need = (column: ColumnDefinitionBuilder) => column.notNull();

export async function first(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const blob = postgres ? 'bytea' : 'blob';
  const table = (name: string) => db.schema.createTable(name);
  // Nothing is ever deleted from a keyed table, so SQLite's row id never repeats and needs no AUTOINCREMENT.
  const keyed = (name: string) =>
    table(name).addColumn('key', postgres ? 'serial' : 'integer', (column) => column.primaryKey());
  const codes = (name: string) => keyed(name).addColumn('code', 'text', (c) => c.notNull().unique());

  await codes('site').execute();
  await codes('place').addColumn('site', 'integer').execute();
  await codes('kind').execute();
  await codes('lot')
    .addColumn('kind', 'integer', need)
    .addColumn('made_on', 'text')
    .addColumn('expires_on', 'text')
    .addColumn('supplier', 'text')
    .execute();
  await keyed('piece')
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('lot', 'integer', need)
    .addColumn('quantity', 'integer', (c) => c.notNull().check(sql`quantity > 0`))
    .addColumn('cell', 'integer')
    .execute();
  await keyed('tag')
    .addColumn('epc', 'text', (c) => c.notNull().unique())
    .addColumn('piece', 'integer')
    .addColumn('scheme', 'text')
    .addColumn('uri', 'text')
    .execute();
  await keyed('document')
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('number', 'text', (c) => c.notNull().unique())
    .addColumn('type', 'text', need)
    .addColumn('site', 'integer', need)
    .addColumn('state', 'text', need)
    .addColumn('created_at', 'bigint', need)
    .execute();
  await table('document_line')
    .addColumn('document', 'integer', need)
    .addColumn('piece', 'integer', need)
    .addColumn('entry', 'integer')
    .addPrimaryKeyConstraint('document_line_key', ['document', 'piece'])
    .execute();
  await keyed('cell')
    .addColumn('place', 'integer', need)
    .addColumn('lot', 'integer', need)
    .addColumn('piece', 'integer')
    .addColumn('quality', 'text', need)
    .addColumn('grade', 'text', need)
    .addColumn('owner', 'text', need)
    .execute();
  await keyed('entry')
    .addColumn('commit_key', 'integer', need)
    .addColumn('from_cell', 'integer', need)
    .addColumn('to_cell', 'integer', need)
    .addColumn('quantity', 'integer', (c) => c.notNull().check(sql`quantity > 0`))
    .addColumn('document', 'integer')
    .addColumn('actor', 'text', need)
    .addColumn('evidence', 'integer')
    .addColumn('happened_at', 'bigint', need)
    .execute();
  await table('stock')
    .addColumn('cell', 'integer', (c) => c.primaryKey())
    .addColumn('quantity', 'bigint', need)
    .execute();
  await table('tally')
    .addColumn('site', 'integer', need)
    .addColumn('kind', 'integer', need)
    .addColumn('quality', 'text', need)
    .addColumn('pieces', 'bigint', need)
    .addColumn('quantity', 'bigint', need)
    .addPrimaryKeyConstraint('tally_key', ['site', 'kind', 'quality'])
    .execute();
  await keyed('commit_row')
    .addColumn('site', 'integer', need)
    .addColumn('n', 'integer', need)
    .addColumn('algorithm', 'text', need)
    .addColumn('previous', 'text', need)
    .addColumn('hash', 'text', need)
    .addColumn('recorded_at', 'bigint', need)
    .addUniqueConstraint('commit_n', ['site', 'n'])
    .execute();
  await codes('gateway').addColumn('site', 'integer', need).execute();
  await keyed('outbox')
    .addColumn('gateway', 'integer', need)
    .addColumn('epoch', 'text', need)
    .addColumn('mark', 'bigint', need)
    .addColumn('registered_at', 'bigint', need)
    .addColumn('superseded_at', 'bigint')
    .addUniqueConstraint('outbox_epoch', ['gateway', 'epoch'])
    .execute();
  await keyed('evidence')
    .addColumn('outbox', 'integer', need)
    .addColumn('seq', 'bigint', need)
    .addColumn('from_seq', 'bigint', need)
    .addColumn('kind', 'text', need)
    .addColumn('digest', blob, need)
    .addColumn('at', 'bigint', need)
    .addColumn('arrived_at', 'bigint', need)
    .addColumn('flags', 'integer', need)
    .addColumn('commit_key', 'integer')
    .addColumn('body', blob)
    .addColumn('links', 'text')
    .addUniqueConstraint('evidence_seq', ['outbox', 'seq'])
    .execute();
  await table('position')
    .addColumn('tag', 'integer', (c) => c.primaryKey())
    .addColumn('site', 'integer', need)
    .addColumn('evidence', 'integer', need)
    .addColumn('change', 'integer', need)
    .addColumn('at', 'bigint', need)
    .addColumn('newest', 'integer', need)
    .execute();
  await keyed('discrepancy')
    .addColumn('site', 'integer', need)
    .addColumn('what', 'text', need)
    .addColumn('tag', 'integer', need)
    .addColumn('home', 'integer')
    .addColumn('opened_at', 'bigint', need)
    .addColumn('opened_by', 'integer', need)
    .addColumn('closed_at', 'bigint')
    .addColumn('closed_by', 'integer')
    .execute();
  await keyed('breach')
    .addColumn('site', 'integer', need)
    .addColumn('gateway', 'integer', need)
    .addColumn('episode', 'text', need)
    .addColumn('probe', 'text', need)
    .addColumn('zone', 'text', need)
    .addColumn('measure', 'text', need)
    .addColumn('cause', 'text', need)
    .addColumn('limit_value', 'double precision')
    .addColumn('value', 'double precision')
    .addColumn('worst', 'double precision')
    .addColumn('opened_at', 'bigint', need)
    .addColumn('closed_at', 'bigint')
    .addColumn('opened_by', 'integer')
    .addColumn('closed_by', 'integer')
    .addUniqueConstraint('breach_episode', ['gateway', 'episode'])
    .execute();
  await keyed('quarantine')
    .addColumn('gateway', 'integer', need)
    .addColumn('epoch', 'text')
    .addColumn('seq', 'bigint')
    .addColumn('digest', blob, need)
    .addColumn('fault', 'text', need)
    .addColumn('why', 'text', need)
    .addColumn('arrived_at', 'bigint', need)
    .addColumn('times', 'integer', need)
    .addColumn('body', blob, need)
    .addUniqueConstraint('quarantine_digest', ['gateway', 'digest'])
    .execute();
  await keyed('event')
    .addColumn('at', 'bigint', need)
    .addColumn('site', 'integer', need)
    .addColumn('what', 'text', need)
    .addColumn('detail', 'text', need)
    .execute();

  const index = (name: string, on: string, columns: string[]) =>
    db.schema.createIndex(name).on(on).columns(columns);
  await index('place_site', 'place', ['site']).execute();
  // One cell a piece, place and state: a second row for the same cell would split its stock.
  await index('cell_piece', 'cell', ['piece', 'place', 'quality', 'grade', 'owner']).unique().execute();
  await index('cell_place', 'cell', ['place', 'lot']).execute();
  await index('entry_to', 'entry', ['to_cell']).execute();
  await index('entry_commit', 'entry', ['commit_key']).execute();
  await index('evidence_commit', 'evidence', ['commit_key']).execute();
  await index('evidence_void', 'evidence', ['outbox']).where(sql.ref('kind'), '=', sql.lit('void')).execute();
  await index('tag_piece', 'tag', ['piece']).execute();
  await index('document_line_piece', 'document_line', ['piece']).execute();
  await index('discrepancy_site', 'discrepancy', ['site', 'closed_at']).execute();
  await index('discrepancy_tag', 'discrepancy', ['tag', 'site']).execute();
  await index('breach_site', 'breach', ['site', 'closed_at']).execute();
  await index('event_site', 'event', ['site']).execute();
}
