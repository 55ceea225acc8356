/** Version 56: which photographs were named and have not come, and which came that nothing names. */
import type { Document, Step } from '@changping/contracts/documents';
import { type Kysely, sql } from 'kysely';
import { dueOf } from '../../domain/documents/overdue.ts';
import { photosNamedIn } from '../../domain/photo.ts';

type Rows = {
  document: { key: number; id: string; body: string | null };
  documentDue: { document: number; dueAt: number; toldAt: number | null };
  photo: { document: string; hash: string; ahead: number };
  photoAwaited: { document: number; hash: string; account: string; dueAt: number; isObserved: number };
  countScan: { document: number; photo: string | null };
};
const atOnce = 500;

export async function photosOwed(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('photo')
    .addColumn('ahead', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex('photo_ahead')
    .on('photo')
    .columns(['at', 'account'])
    .where(sql.ref('ahead'), '=', sql.lit(1))
    .execute();
  await db.schema.createIndex('photo_hash').on('photo').columns(['hash']).execute();
  await db.schema
    .createTable('photo_awaited')
    .addColumn('document', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('is_observed', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('photo_awaited_key', ['document', 'hash'])
    .execute();
  await db.schema
    .createIndex('photo_awaited_account')
    .on('photo_awaited')
    .columns(['account', 'document'])
    .execute();
  const rows = db as Kysely<Rows>;
  for (let last = 0; ; ) {
    const some = await rows
      .selectFrom('document')
      .select(['key', 'id', 'body'])
      .where('body', 'is not', null)
      .where('key', '>', last)
      .orderBy('key')
      .limit(atOnce)
      .execute();
    for (const { body, ...document } of some) await look(rows, document, JSON.parse(body ?? '{}'));
    if (some.length < atOnce) return;
    last = some.at(-1)?.key ?? 0;
  }
}

async function look(
  rows: Kysely<Rows>,
  { key, id }: { key: number; id: string },
  { owes = [], steps: known = [] }: Partial<Document>,
): Promise<void> {
  const steps = known.map((step): Step => ({ ...step, photos: step.photos ?? [] }));
  const here = await rows.selectFrom('photo').select('hash').where('document', '=', id).execute();
  const owed = photosNamedIn({ steps }).filter(({ hash }) => !here.some((one) => one.hash === hash));
  for (const { hash, by, dueAt } of owed)
    await rows
      .insertInto('photoAwaited')
      .values({ document: key, hash, account: by, dueAt, isObserved: 0 })
      .execute();
  const dueAt = owed.length
    ? dueOf({ owes: [...owes, ...owed.map((one) => ({ ...one, what: 'photo' as const }))] })
    : null;
  if (dueAt !== null)
    await rows
      .insertInto('documentDue')
      .values({ document: key, dueAt, toldAt: null })
      .onConflict((one) => one.column('document').doUpdateSet({ dueAt }))
      .execute();
  const named = new Set(steps.flatMap(({ photos }) => photos));
  for (const { hash } of here)
    if (!named.has(hash))
      await rows
        .updateTable('photo')
        .set({ ahead: 1 })
        .where('document', '=', id)
        .where('hash', '=', hash)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('countScan').select('photo').where('document', '=', key).where('photo', '=', hash),
            ),
          ),
        )
        .execute();
}
