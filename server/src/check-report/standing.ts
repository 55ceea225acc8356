/** Where the head of a report stands in a ledger, and what was sealed after it. */
import { genesis } from '../domain/chain.ts';
import type { Database } from '../store/database.ts';
import type { Head } from '../store/verify.ts';

export type Standing =
  | { is: 'unknownHead'; why: string }
  | {
      is: 'inChain';
      /** Null before the first commit of its chain. */
      recordedAt: number | null;
      after: { commits: number; entries: number; newest: (Head & { recordedAt: number }) | null };
    };

export function standingOf({ raw }: Pick<Database, 'raw'>, { chain, n, hash }: Head): Standing {
  const site = raw.prepare('select key from site where code = ?').pluck().get(chain);
  if (site === undefined) return { is: 'unknownHead', why: `this ledger has no chain ${chain}` };
  const commit = raw.prepare(
    'select hash, recorded_at as recordedAt from commit_row where site = ? and n = ?',
  );
  const there = commit.get(site, n) as Commit | undefined;
  const newest = raw
    .prepare(
      `select ? as chain, n, hash, recorded_at as recordedAt from commit_row where site = ? order by n desc limit 1`,
    )
    .get(chain, site) as (Head & Commit) | undefined;
  if (n > 0 && !there)
    return { is: 'unknownHead', why: `the chain of this ledger ends with n = ${newest?.n ?? 0}` };
  if ((there?.hash ?? genesis) !== hash)
    return { is: 'unknownHead', why: `n = ${n} of this ledger is SM3 ${there?.hash ?? genesis}` };
  const entries = raw
    .prepare(
      'select count(*) from entry where commit_key in (select key from commit_row where site = ? and n > ?)',
    )
    .pluck()
    .get(site, n) as number;
  const commits = (newest?.n ?? 0) - n;
  const last = newest && commits > 0 ? { chain, n: newest.n, hash: newest.hash } : null;
  return {
    is: 'inChain',
    recordedAt: there?.recordedAt ?? null,
    after: { commits, entries, newest: last && newest ? { ...last, recordedAt: newest.recordedAt } : null },
  };
}

type Commit = { hash: string; recordedAt: number };
