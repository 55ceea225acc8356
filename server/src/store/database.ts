/** Open the one database file: one writer, WAL, and a commit that is on the disk when it returns. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { CamelCasePlugin, Kysely, Migrator, SqliteDialect } from 'kysely';
import { migrations } from './migrations/migrations.ts';
import type { Schema } from './schema.ts';

export type Database = {
  /** For the hot path's prepared statements. */
  raw: Sqlite.Database;
  /** For everything else. */
  query: Kysely<Schema>;
  /** On a full disk: what is committed goes from the write-ahead file into the file itself, and gives its room back. */
  makeRoom(): void;
  close(): Promise<void>;
};

/** @throws when a migration fails: an old database is left as it was. */
export async function openDatabase(folder: string): Promise<Database> {
  mkdirSync(folder, { recursive: true });
  const raw = new Sqlite(join(folder, 'changping.sqlite'));
  raw.pragma('journal_mode = WAL');
  // NORMAL would thank a gateway for letters a power cut still takes away.
  raw.pragma('synchronous = FULL');
  raw.pragma('busy_timeout = 5000');
  raw.pragma('wal_autocheckpoint = 4000');
  raw.pragma('cache_size = -32000');
  const query = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: raw }),
    plugins: [new CamelCasePlugin()],
  });
  const { error, results = [] } = await new Migrator({
    db: query,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest();
  if (error) throw error;
  // What a migration wrote is in the file itself, for on a small disk that is full it could not come there any more.
  if (results.length) raw.pragma('wal_checkpoint(TRUNCATE)');
  return {
    raw,
    query,
    makeRoom() {
      // A file that has grown to the end of the disk can not be emptied by commits, for none succeeds any more.
      try {
        raw.pragma('wal_checkpoint(TRUNCATE)');
      } catch {
        // Not even for that is there room. The next letter tries again.
      }
    },
    close: () => query.destroy(),
  };
}
