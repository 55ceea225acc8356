/** Version 10: notices by the time they opened and closed, for a look at the past. */
import { type Kysely, sql } from 'kysely';

export async function noticeTimes(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('notice_opened').on('notice').columns(['opened_at', 'site', 'lot']).execute();
  await db.schema
    .createIndex('notice_closed')
    .on('notice')
    .columns(['closed_at'])
    .where(sql.ref('closed_at'), 'is not', null)
    .execute();
}
