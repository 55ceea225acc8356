/** Version 25: what somebody sent of photographs in a day, and whether an observation names one, are found without going through all of them. */
import { type Kysely, sql } from 'kysely';

export async function photoIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('photo_account').on('photo').columns(['account', 'at']).execute();
  await db.schema
    .createIndex('count_scan_photo')
    .on('count_scan')
    .columns(['document', 'photo'])
    .where(sql.ref('photo'), 'is not', null)
    .execute();
}
