/** Version 42: which documents wait for an approver, so that nobody goes through all that are open. */
import type { Document } from '@changping/contracts/documents';
import { type Kysely, sql } from 'kysely';
import { awaited } from '../../domain/documents/awaited.ts';
import { tables } from '../../domain/documents/tables.ts';

type Rows = { document: { key: number; body: string | null; is_over: number; waits: number } };
const atOnce = 500;

export async function waits(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('document')
    .addColumn('waits', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  const rows = db as Kysely<Rows>;
  for (let last = 0; ; ) {
    const some = await rows
      .selectFrom('document')
      .select(['key', 'body'])
      .where('body', 'is not', null)
      .where('is_over', '=', 0)
      .where('key', '>', last)
      .orderBy('key')
      .limit(atOnce)
      .execute();
    const waiting = some.filter(({ body }) => waitsNow(JSON.parse(body ?? '{}')));
    if (waiting.length)
      await rows
        .updateTable('document')
        .set({ waits: 1 })
        .where(
          'key',
          'in',
          waiting.map(({ key }) => key),
        )
        .execute();
    if (some.length < atOnce) break;
    last = some.at(-1)?.key ?? 0;
  }
  await db.schema
    .createIndex('document_waits')
    .on('document')
    .columns(['key'])
    .where(sql.ref('waits'), '=', sql.lit(1))
    .execute();
}

/** Of a type that nobody knows any more nothing is waited for. */
const waitsNow = ({ owes = [], ...document }: Partial<Document>): boolean =>
  document.type !== undefined && document.type in tables && !!awaited({ ...document, owes } as Document);
