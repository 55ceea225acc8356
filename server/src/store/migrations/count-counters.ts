/** Version 23: what one person has seen for a count is found without going through what all have. */
import type { Kysely } from 'kysely';

export async function countCounters(db: Kysely<unknown>): Promise<void> {
  for (const table of ['count_scan', 'count_covered'])
    await db.schema.createIndex(`${table}_by`).on(table).columns(['document', 'counter', 'place']).execute();
}
