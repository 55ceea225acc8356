/** The entries that moved something in a store between two commits, in the order of recording. */

import type { Database } from '../store/database.ts';
import { lateAfter } from '../store/stock-marks.ts';

export type EntryRow = {
  chain: string;
  n: number;
  recordedAt: number;
  happenedAt: number;
  isLate: 0 | 1;
  kind: string;
  lot: string;
  piece: string | null;
  from: string;
  to: string;
  /** Of the places: null outside of every store. */
  fromSite: string | null;
  toSite: string | null;
  quantity: number;
  document: string | null;
  actor: string;
};

export function entries(
  raw: Database['raw'],
  site: string,
  after: number,
  upTo: number,
): IterableIterator<EntryRow> {
  return raw
    .prepare(
      `select chain.code as chain, n, recorded_at as recordedAt, happened_at as happenedAt,
         happened_at < recorded_at - ${lateAfter} as isLate, kind.code as kind, lot.code as lot, piece.id as piece,
         went.code as "from", came.code as "to", fromSite.code as fromSite, toSite.code as toSite,
         entry.quantity, document.number as document, actor
       from (select key as k, commit_key as c from entry where commit_key > ? and commit_key <= ?) as part
         cross join entry on entry.key = part.k join commit_row on commit_row.key = part.c
         join site as chain on chain.key = commit_row.site
         join cell as out on out.key = from_cell join place as went on went.key = out.place
         join cell as landed on landed.key = to_cell join place as came on came.key = landed.place
         left join site as fromSite on fromSite.key = went.site left join site as toSite on toSite.key = came.site
         join lot on lot.key = landed.lot join kind on kind.key = lot.kind
         left join piece on piece.key = coalesce(landed.piece, out.piece)
         left join document on document.key = entry.document
       where ? in (fromSite.code, toSite.code) order by part.c, part.k`,
    )
    .iterate(after, upTo, site) as IterableIterator<EntryRow>;
}
