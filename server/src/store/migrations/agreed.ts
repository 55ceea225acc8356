/** Version 59: who agreed to a version beside who wrote it. */
import type { Kysely } from 'kysely';

export async function agreed(db: Kysely<unknown>): Promise<void> {
  for (const table of ['policy', 'count_policy', 'sharing', 'catalogue'])
    await db.schema.alterTable(table).addColumn('agreed_by', 'text').execute();
}
