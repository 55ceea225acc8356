/** Version 46: why a door contact is in doubt no longer, where no letter says so. */
import type { Kysely } from 'kysely';

export async function doorEnds(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('door_fault').addColumn('closed_why', 'text').execute();
}
