/** The tables, indexes and triggers of a database are those that the migrations make: a trigger that somebody put in would do its work behind every check. Reads only. */
import Sqlite from 'better-sqlite3';
import { CamelCasePlugin, Kysely, Migrator, SqliteDialect } from 'kysely';
import type { Database } from './database.ts';
import { migrations } from './migrations/migrations.ts';

/** By "type name", with the text that makes it. */
export type SchemaText = ReadonlyMap<string, string>;

/** As a database of this version has it. */
export async function freshSchema(): Promise<SchemaText> {
  const raw = new Sqlite(':memory:');
  const query = new Kysely({
    dialect: new SqliteDialect({ database: raw }),
    plugins: [new CamelCasePlugin()],
  });
  try {
    const provider = { getMigrations: async () => migrations };
    const { error } = await new Migrator({ db: query, provider }).migrateToLatest();
    if (error) throw error;
    return schemaOf({ raw });
  } finally {
    await query.destroy();
  }
}

/** @returns sentences. */
export function verifySchema(db: Pick<Database, 'raw'>, expected: SchemaText): string[] {
  const there = schemaOf(db);
  return [...new Set([...expected.keys(), ...there.keys()])].flatMap((name) => {
    if (there.get(name) === expected.get(name)) return [];
    if (!there.has(name)) return [`${name} is missing`];
    return [expected.has(name) ? `${name} is not as this version makes it` : `${name} is none of ours`];
  });
}

const schemaOf = ({ raw }: Pick<Database, 'raw'>): SchemaText =>
  new Map(
    (
      raw
        .prepare(
          `select type || ' ' || name as name, tbl_name || ' ' || coalesce(sql, '') as text from sqlite_schema`,
        )
        .all() as { name: string; text: string }[]
    ).map(({ name, text }) => [name, text]),
  );
