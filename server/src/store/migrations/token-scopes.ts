/** Version 60: where and as what a token of a script acts, where that is less than its owner may. */
import type { Kysely } from 'kysely';

export async function tokenScopes(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('session').addColumn('scope', 'text').execute();
}
