/** How SQLite goes about the questions of a part, for tests: what it walks and what it finds by an index. */
import type { Database } from '../src/store/database.ts';

/** @returns the steps of every question that `part` prepares. */
export async function plansOf({ raw }: Database, part: () => unknown): Promise<string[]> {
  const asked: string[] = [];
  const prepare = raw.prepare.bind(raw);
  raw.prepare = ((text: string) => {
    asked.push(text);
    return prepare(text);
  }) as typeof raw.prepare;
  try {
    await part();
  } finally {
    raw.prepare = prepare;
  }
  return asked.flatMap((text) => {
    const unknown = Array.from({ length: text.split('?').length - 1 }, () => null);
    const named = [...text.matchAll(/@(\w+)/g)].map(([, name]) => [name, null]);
    const values = named.length ? [Object.fromEntries(named)] : unknown;
    const steps = prepare(`explain query plan ${text}`).all(...values) as { detail: string }[];
    return steps.map(({ detail }) => detail);
  });
}
