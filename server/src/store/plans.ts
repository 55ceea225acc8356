/** How SQLite goes about the questions of a part, for tests: what it walks and what it finds by an index. */
import type { Database } from './database.ts';

/** @returns the steps of every question that `part` prepares. */
export function plansOf({ raw }: Database, part: (db: Pick<Database, 'raw'>) => unknown): string[] {
  const asked: string[] = [];
  const prepare = (text: string) => {
    asked.push(text);
    return raw.prepare(text);
  };
  part({ raw: { prepare, transaction: (work: unknown) => work } as unknown as Database['raw'] });
  return asked.flatMap((text) => {
    const steps = raw.prepare(`explain query plan ${text}`);
    const unknown = Array.from({ length: text.split('?').length - 1 }, () => null);
    return (steps.all(...unknown) as { detail: string }[]).map(({ detail }) => detail);
  });
}
