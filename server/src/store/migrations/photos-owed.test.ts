import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { CamelCasePlugin, Kysely, Migrator, SqliteDialect } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../database.ts';
import { photosOwed } from '../photos-owed.ts';
import { migrations } from './migrations.ts';

const [here, away, left] = ['a', 'b', 'c'].map((each) => each.repeat(64)) as [string, string, string];

it('asks in a book of before for what its steps named and nobody sent, and knows what came and was never named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-'));
  const raw = new Sqlite(join(folder, 'changping.sqlite'));
  const before = new Kysely<unknown>({
    dialect: new SqliteDialect({ database: raw }),
    plugins: [new CamelCasePlugin()],
  });
  const provider = { getMigrations: async () => migrations };
  const { error } = await new Migrator({ db: before, provider }).migrateTo('0055-document-ends');
  if (error) throw error;
  const steps = [{ by: 'ma', at: 1000, undoes: null, photos: [here, away, '纸质照片 7'] }];
  const body = JSON.stringify({ owes: [{ what: 'return', dueAt: 5 }], steps });
  raw
    .prepare(
      `insert into document (id, number, type, site, state, created_at, version, body)
       values ('one', 'NO-1', 'patrol', 1, 'asked', 0, 1, ?), ('two', 'NO-2', 'patrol', 1, 'asked', 0, 1, ?), ('old', 'NO-3', 'x', 1, 'asked', 0, 1, '{}')`,
    )
    .run(body, body.replace(/"owes":\[.*?\]/, '"owes":[]'));
  raw.exec(`insert into document_due (document, due_at, told_at) values (1, 5, 7);
    insert into photo (document, hash, type, bytes, account, at)
    values ('one', '${here}', 'image/png', 1, 'ma', 1), ('one', '${left}', 'image/png', 1, 'ma', 1), ('two', '${here}', 'image/png', 1, 'ma', 1)`);
  await before.destroy();

  const db = await openDatabase(folder);
  onTestFinished(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const due = [{ hash: away, by: 'ma', dueAt: 1000 + 86_400_000 }];
  expect(['one', 'two', 'old'].map(photosOwed(db).of)).toEqual([due, due, []]);
  expect(
    db.raw.prepare('select due_at as at, told_at as told from document_due order by document').all(),
  ).toEqual([
    { at: 5, told: 7 },
    { at: 1000 + 86_400_000, told: null },
  ]);
  expect(db.raw.prepare('select document, hash from photo where ahead = 1').all()).toEqual([
    { document: 'one', hash: left },
  ]);
});
