/** The observations behind a number of a count, newest first; what was set aside is shown as that. */
import type { Answer, Query } from '@changping/contracts/http';
import type { Database } from './database.ts';
import { pageOf } from './pages.ts';

type Scans = Answer<'/api/counts/{id}/scans'>;
export type CountReads = {
  scans(document: number, query: Query<'/api/counts/{id}/scans'>): Pick<Scans, 'items' | 'next'>;
};

export function countReads({ raw }: Pick<Database, 'raw'>): CountReads {
  const scans = raw.prepare(
    `select count_scan.key as key, count_scan.id as id, counter, device, round, n, means as "by", place.code as place,
       lot.code as lot, piece.id as piece, count_scan.quantity as quantity, quality, grade, works as "check", photo,
       happened_at as happenedAt, recorded_at as recordedAt, count_aside.account as asideBy, count_aside.reason as asideReason
     from count_scan join place on place.key = count_scan.place left join piece on piece.key = count_scan.piece
       left join lot on lot.key = coalesce(count_scan.lot, piece.lot) left join count_aside on count_aside.scan = count_scan.key
     where document = ? and (? is null or lot.code = ?) and (? is null or piece.id = ?) and count_scan.key < ?
     order by count_scan.key desc limit ?`,
  );
  return {
    scans(document, { lot = null, piece = null, after, limit }) {
      const before = after ? Number(after) : Number.MAX_SAFE_INTEGER;
      const rows = scans.all(document, lot, lot, piece, piece, before, limit + 1) as Row[];
      return pageOf(rows, limit, ({ key: _, asideBy, asideReason, ...row }) => ({
        ...row,
        aside: asideBy === null ? null : { by: asideBy, reason: asideReason ?? '' },
      }));
    },
  };
}

type Row = Omit<Scans['items'][number], 'aside'> & {
  key: number;
  asideBy: string | null;
  asideReason: string | null;
};
