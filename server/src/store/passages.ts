/** One trip through a gate: what it does to the ledger, tag by tag, and the row that the gate view shows. Runs inside the caller's transaction. */
import type { PassageLetter } from '@changping/contracts/letters';
import type { FeedItem } from '@changping/contracts/live';
import type { Epc, Instant, KindId } from '@changping/contracts/units';
import { timesOf } from '../domain/sighting.ts';
import type { OpenCommit } from './book.ts';
import type { Database } from './database.ts';
import type { Read, Seeing, Source } from './sightings.ts';

export type Passages = {
  keep(
    letter: PassageLetter,
    source: Source,
    arrivedAt: number,
    now: number,
    commit: OpenCommit,
    links: number[],
  ): Omit<FeedItem, 'id'>;
};

const explained: ReadonlySet<string> = new Set(['arrives', 'home', 'nothing']);

export function passages({ raw }: Pick<Database, 'raw'>, seeing: Pick<Seeing, 'see'>): Passages {
  const add = raw.prepare(
    `insert into passage (site, evidence, reader, direction, began_at, ended_at, pieces, strays, unexplained, goods)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    keep(letter, source, arrivedAt, now, commit, links) {
      const { at, first, last, epc, stray, direction, reader } = letter;
      const ends = timesOf({ at, dt: last }, arrivedAt);
      const reads = epc.map((code, row) => {
        const seenAt = Math.min(ends[row] as number, now);
        return seeing.see(source, stray[row] ? 'stray' : direction, code as Epc, seenAt, commit, links);
      });
      const through = reads.filter((_, row) => !stray[row]);
      const goods = goodsOf(through);
      const strays = reads.length - through.length;
      const unexplained = through.filter(({ what }) => !explained.has(what)).length;
      const endedAt = Math.min(Math.max(...ends), now) as Instant;
      const beganAt = endedAt - (Math.max(...last) - Math.min(...first));
      const { site, siteKey, evidence } = source;
      const row = [reader, direction, beganAt, endedAt, through.length, strays, unexplained];
      add.run(siteKey, evidence, ...row, JSON.stringify(goods));
      const detail = { reader, direction, pieces: through.length, unexplained };
      return { at: endedAt, site, what: 'passage', detail };
    },
  };
}

/** Pieces by kind; tags that are bound to nothing have none. */
function goodsOf(reads: readonly Read[]): Record<KindId, number> {
  const goods: Record<string, number> = {};
  for (const { tag } of reads) if (tag.piece) goods[tag.piece.kind] = (goods[tag.piece.kind] ?? 0) + 1;
  return goods;
}
