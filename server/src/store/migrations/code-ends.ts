/** Version 22: a set-up code that was made again ends by itself. */
import type { Kysely } from 'kysely';

export async function codeEnds(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('set_up_code').addColumn('ends_at', 'bigint').execute();
}
