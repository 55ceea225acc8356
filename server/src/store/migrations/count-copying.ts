/** Version 19: a count begins at once, and the book as it was then is copied after it; `copying` as long as some of it is missing. Counts that began before have theirs. */
import type { Kysely } from 'kysely';

export async function countCopying(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('count_run').addColumn('copying', 'integer').execute();
}
