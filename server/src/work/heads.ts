/** Up to which commit a moment goes, and under which head of its chain a store stood then. */
import { genesis } from '../domain/chain.ts';
import { lastBy } from '../domain/history.ts';
import type { Database } from '../store/database.ts';

export type Head = { n: number; hash: string };
export type Heads = {
  /** The last commit of all chains that was recorded by then; 0 for none. */
  commitAt(at: number): number;
  headAt(site: string, commit: number): Head;
};

export function heads(raw: Database['raw']): Heads {
  const last = raw.prepare('select coalesce(max(key), 0) from commit_row').pluck();
  const recordedAt = raw.prepare('select recorded_at from commit_row where key = ?').pluck();
  const head = raw.prepare(
    `select n, hash from commit_row where site = (select key from site where code = ?) and key <= ? order by n desc limit 1`,
  );
  return {
    commitAt: (at) => lastBy(at, last.get() as number, (key) => recordedAt.get(key) as number),
    headAt: (site, commit) => (head.get(site, commit) as Head | undefined) ?? { n: 0, hash: genesis },
  };
}

export const headLine = (site: string, { n, hash }: Head): string => `${site}  n = ${n}  SM3 ${hash}`;
