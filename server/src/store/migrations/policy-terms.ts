/** Version 26: from when a version of the table of approvals stands, and under which one a document was opened. */
import type { Kysely } from 'kysely';

type Rows = {
  policy: { at: number; since: number };
  document: { key: number; body: string | null; policy: number | null };
};
const atOnce = 500;

export async function policyTerms(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('policy')
    .addColumn('since', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('document').addColumn('policy', 'integer').execute();
  await db.schema.createIndex('document_policy').on('document').columns(['policy', 'key']).execute();
  const rows = db as Kysely<Rows>;
  await rows
    .updateTable('policy')
    .set((is) => ({ since: is.ref('at') }))
    .execute();
  for (let last = 0; ; ) {
    const some = await rows
      .selectFrom('document')
      .select(['key', 'body'])
      .where('body', 'is not', null)
      .where('key', '>', last)
      .orderBy('key')
      .limit(atOnce)
      .execute();
    for (const { key, body } of some) {
      const { steps } = JSON.parse(body ?? '{}') as { steps?: { policy?: number }[] };
      const policy = steps?.[0]?.policy;
      if (policy !== undefined)
        await rows.updateTable('document').set({ policy }).where('key', '=', key).execute();
    }
    if (some.length < atOnce) return;
    last = some.at(-1)?.key ?? 0;
  }
}
