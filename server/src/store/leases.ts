/** Leases of pieces in their rows. Written inside an act's transaction. */
import type { Slot } from '@changping/contracts/documents';
import type { Answer } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { isOpen, type Lease } from '../domain/lease.ts';
import type { Database } from './database.ts';
import { withSlot } from './loose-leases.ts';

/** Where a piece lies and who promised it to somebody. */
export type Leasable = { site: string | null; quality: string; holder: string | null };
export type LeaseRow = Answer<'/api/leases'>['items'][number];
export type Leases = {
  look(piece: string): Leasable | undefined;
  /** The newest lease of each. */
  newest(pieces: readonly (string | null)[]): ReadonlyMap<string, Lease>;
  /** Pieces that are leased to it now. */
  count(handheld: number, now: Instant): number;
  take(row: { handheld: number; piece: string; until: Instant; by: string }, now: Instant): void;
  end(handheld: number, piece: string, now: Instant): void;
  list(now: Instant): LeaseRow[];
};

const listMost = 1000;

export function leases({ raw }: Pick<Database, 'raw'>): Leases {
  const look = raw.prepare(
    `select site.code as site, cell.quality,
       (select number from reservation join document on document.key = document where reservation.piece = piece.key limit 1) as holder
     from piece left join cell on cell.key = piece.cell left join place on place.key = cell.place left join site on site.key = place.site
     where piece.id = ?`,
  );
  const newest = raw.prepare(
    'select piece, handheld, made_by as "by", made_at as madeAt, until, ended_at as endedAt from lease where piece = ? order by key desc limit 1',
  );
  const count = raw
    .prepare('select count(*) from lease where handheld = ? and ended_at is null and until >= ?')
    .pluck();
  // One that is over still stands open until somebody wants the piece.
  const lapse = raw.prepare('update lease set ended_at = until where piece = ? and ended_at is null');
  const take = raw.prepare(
    'insert into lease (handheld, piece, until, made_by, made_at) values (?, ?, ?, ?, ?)',
  );
  const end = raw.prepare(
    'update lease set ended_at = min(?, until) where handheld = ? and piece = ? and ended_at is null',
  );
  // The plus keeps it among the open ones: in the order of their keys it would walk through all there ever were.
  const list = raw.prepare(
    `select lease.piece, kind.code as kind, lot.code as lot, piece.quantity, place.code as place, quality, grade, owner, handheld.name as handheld, handheld.id as device,
       site.code as site, lease.made_by as "by", lease.made_at as madeAt, until
     from lease join handheld on handheld.key = lease.handheld join piece on piece.id = lease.piece
     join lot on lot.key = piece.lot join kind on kind.key = lot.kind join cell on cell.key = piece.cell join place on place.key = cell.place join site on site.key = place.site
     where ended_at is null and until >= ? order by +lease.key desc limit ${listMost}`,
  );
  return {
    look: (piece) => look.get(piece) as Leasable | undefined,
    newest(pieces) {
      const rows = pieces.flatMap((piece) => (newest.get(piece) as Lease | undefined) ?? []);
      return new Map(rows.map((row) => [row.piece, row]));
    },
    count: (handheld, now) => count.get(handheld, now) as number,
    take({ handheld, piece, until, by }, now) {
      const before = newest.get(piece) as Lease | undefined;
      if (before?.handheld === handheld || !before || !isOpen(before, now)) lapse.run(piece);
      take.run(handheld, piece, until, by, now);
    },
    end: (handheld, piece, now) => void end.run(now, handheld, piece),
    list: (now) => (list.all(now) as Listed[]).map((row) => ({ loose: null, used: 0, ...withSlot(row) })),
  };
}

type Listed = Omit<LeaseRow, 'loose' | 'used' | 'from'> & Slot;
