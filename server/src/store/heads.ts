/** Up to which commit a moment goes, and under which head of its chain a store stood then. */
import type { Answer } from '@changping/contracts/http';
import { genesis } from '../domain/chain.ts';
import { lastBy } from '../domain/history.ts';
import type { Database } from './database.ts';

/** A site's chain as it stood. `n` 0: before its first commit. */
export type ChainHead = Answer<'/api/stock/as-of'>['head'];
export type Heads = {
  /** The last commit of all chains that was recorded by then; 0 for none. */
  commitAt(at: number): number;
  headAt(site: string, commit: number): ChainHead;
};

export function heads({ raw }: Pick<Database, 'raw'>): Heads {
  const lastCommit = raw.prepare('select coalesce(max(key), 0) from commit_row').pluck();
  const recordedAt = raw.prepare('select recorded_at from commit_row where key = ?').pluck();
  const siteKey = raw.prepare('select key from site where code = ?').pluck();
  const lastN = raw.prepare('select coalesce(max(n), 0) from commit_row where site = ?').pluck();
  const keyOf = raw.prepare('select key from commit_row where site = ? and n = ?').pluck();
  const headOf = raw.prepare(
    'select n, hash, recorded_at as recordedAt from commit_row where site = ? and n = ?',
  );
  return {
    commitAt: (at) => lastBy(at, lastCommit.get() as number, (key) => recordedAt.get(key) as number),
    headAt(site, commit) {
      const key = siteKey.get(site) as number;
      // Both are numbered in the order of recording.
      const n = lastBy(commit, lastN.get(key) as number, (each) => keyOf.get(key, each) as number);
      const row = headOf.get(key, n) as Omit<ChainHead, 'chain'> | undefined;
      return { chain: site, ...(row ?? { n: 0, hash: genesis, recordedAt: 0 }) };
    },
  };
}
