/** Version 55: whether any document leads from a store to a unit is found however many there are of the two. */
import type { Kysely } from 'kysely';

export async function documentEnds(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('document_ends').on('document').columns(['there', 'site']).execute();
}
