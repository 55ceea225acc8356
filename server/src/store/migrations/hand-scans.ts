/** Version 29: where a person last scanned each piece, and when it was last told that its code is at two places. */
import type { Kysely } from 'kysely';

export async function handScans(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('hand_scan')
    .addColumn('piece', 'integer', (column) => column.primaryKey())
    .addColumn('site', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('told_at', 'bigint')
    .execute();
}
