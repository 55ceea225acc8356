/** Version 5: when an event was recorded, and what a look into the past goes by. Older events keep the time they happened at. */
import { type Kysely, sql } from 'kysely';

export async function history(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('event').addColumn('recorded_at', 'bigint').execute();
  await db.schema
    .createIndex('event_line')
    .on('event')
    .columns(['site', 'key'])
    .where(sql.ref('what'), 'in', [sql.lit('online'), sql.lit('offline')])
    .execute();
  await db.schema.createIndex('discrepancy_opened').on('discrepancy').columns(['opened_by']).execute();
  await db.schema.createIndex('discrepancy_closed').on('discrepancy').columns(['closed_by']).execute();
}
