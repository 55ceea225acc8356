import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '@changping/contracts/units';
import Sqlite from 'better-sqlite3';
import { CamelCasePlugin, Kysely, Migrator, SqliteDialect } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../database.ts';
import { policies } from '../policies.ts';
import { migrations } from './migrations.ts';

/** As a program of before has left it: two versions of the policy, and more documents than are gone through at once. */
async function aBookOfBefore(folder: string, documents: readonly (string | null)[]): Promise<void> {
  const raw = new Sqlite(join(folder, 'changping.sqlite'));
  const db = new Kysely<unknown>({
    dialect: new SqliteDialect({ database: raw }),
    plugins: [new CamelCasePlugin()],
  });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateTo('0025-photo-indexes');
  if (error) throw error;
  const policy = raw.prepare(
    "insert into policy (version, rules, at, by, reason) values (?, '[]', ?, 'a', 'b')",
  );
  policy.run(1, 1000);
  policy.run(2, 2000);
  const add = raw.prepare(
    `insert into document (id, number, type, site, state, created_at, version, body)
     values (?, ?, 'transfer', 1, 'asked', 0, 1, ?)`,
  );
  for (const [n, body] of documents.entries()) add.run(`id ${n}`, `NO-${n}`, body);
  await db.destroy();
}

it('opens a book of before: each version stands from when it was written, each document under the one it was opened by', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-'));
  const bodyOf = (policy?: number) => JSON.stringify({ steps: [{ policy }, { policy: 9 }] });
  const bodies = Array.from({ length: 1100 }, (_, n) => (n % 3 ? bodyOf(n % 3) : n % 2 ? bodyOf() : null));
  await aBookOfBefore(folder, bodies);
  const db = await openDatabase(folder);
  onTestFinished(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const under = db.raw.prepare('select policy from document order by key').pluck().all();
  expect(under).toEqual(bodies.map((_, n) => n % 3 || null));
  const { dated, current } = policies(db, { version: 1, rules: [] }, 5000 as Instant);
  expect(dated()).toEqual([
    { version: 1, since: 1000 },
    { version: 2, since: 2000 },
  ]);
  expect([current(1500 as Instant).version, current(5000 as Instant).version]).toEqual([1, 2]);
});
