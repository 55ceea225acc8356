/** Version 61: what was done before its approval and objected to is known without reading the document. */
import { type Kysely, sql } from 'kysely';

export async function objections(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('act_first')
    .addColumn('is_objected', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  // The last of the two that was not taken back.
  await sql`update act_first set is_objected = coalesce((
    select step.value ->> '$.action' = 'objectAfterwards' from document, json_each(document.body, '$.steps') as step
    where document.key = act_first.document
      and step.value ->> '$.action' in ('signAfterwards', 'objectAfterwards')
      and not exists (select 1 from json_each(document.body, '$.steps') as later where later.value ->> '$.undoes' = step.key)
    order by step.key desc limit 1), 0) where ended_at is not null`.execute(db);
}
