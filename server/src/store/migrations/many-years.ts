/** Version 24: the leases of a piece, the open documents that lead to a store and its trips of late are found however many there have been. */
import { type Kysely, sql } from 'kysely';

export async function manyYears(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('lease_piece').on('lease').columns(['piece', 'key']).execute();
  await db.schema
    .createIndex('document_coming')
    .on('document')
    .columns(['there', 'key'])
    .where(sql.ref('is_over'), '=', sql.lit(0))
    .execute();
  await db.schema
    .createIndex('passage_ended')
    .on('passage')
    .columns(['site', 'direction', 'ended_at'])
    .execute();
}
