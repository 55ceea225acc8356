/** What must hold after any disaster: no gap in any outbox's numbers, no letter twice, every chain whole, stock the sum of its entries. */
import { join } from 'node:path';
import { rederive, verifyChains } from '@changping/server/store/verify';
import Sqlite from 'better-sqlite3';
import type { World } from '../world.ts';

export type Soundness = { gaps: number; double: number; brokenChains: number; differences: number };

/** @param world ended already. */
export function soundness(world: World): Soundness {
  const raw = new Sqlite(join(world.folder, 'server', 'changping.sqlite'), { readonly: true });
  const one = (sql: string) => Number(raw.prepare(sql).pluck().get());
  try {
    return {
      gaps: one(`select coalesce(sum(abs(most - n)), 0) from (
        select max(seq) as most, sum(seq - from_seq + 1) as n from evidence group by outbox)`),
      // A void that takes several gaps is several rows of one letter.
      double: one(
        `select count(*) - count(distinct outbox || '/' || hex(digest)) from evidence where kind <> 'void'`,
      ),
      brokenChains: verifyChains({ raw }).faults.length,
      differences: rederive({ raw }).length,
    };
  } finally {
    raw.close();
  }
}
