/** The cells of a store that hold goods of a kind, each with the end of its lot and how much of it others hold, by a document or a lease: what first-out chooses among. Reads only. */
import type { Instant } from '@changping/contracts/units';
import { isHidden } from '../domain/count/blind.ts';
import type { Offer } from '../domain/first-out.ts';
import type { Database } from './database.ts';

export type Cell = Offer & { madeOn: string | null; expiresOn: string | null };
export type Offers = {
  /** @param hidden places of which nothing is told, each with all below it. */
  of(site: string, kind: string, hidden: readonly string[]): Cell[];
  /** Undefined of a lot that no book has. */
  lot(code: string): Pick<Offer, 'effectiveOn' | 'receivedAt'> | undefined;
  /** Of a piece as it lies there now. */
  quality(piece: string): string | undefined;
};

export function offers({ raw }: Pick<Database, 'raw'>, wall: () => Instant): Offers {
  // The plus makes it begin with the lots in stock: the cells of a store are all there ever were.
  const cells = raw.prepare(
    `select kind.code as kind, lot.code as lot, piece.id as piece, place.code as place, site.code as site,
       cell.quality, cell.grade, cell.owner, stock.quantity, lot.made_on as madeOn, lot.expires_on as expiresOn,
       lot.received_at as receivedAt, coalesce(lot.effective_on, lot.expires_on) as effectiveOn,
       case when cell.piece is null
         then coalesce((select sum(quantity) from reservation where lot = cell.lot and place = cell.place and piece is null
           and quality = cell.quality and grade = cell.grade and owner = cell.owner), 0)
         else coalesce((select sum(quantity) from reservation where piece = cell.piece), 0) end as reserved,
       coalesce(case when cell.piece is null
         then (select sum(quantity - used) from loose_lease where lot = cell.lot and place = cell.place
           and quality = cell.quality and grade = cell.grade and owner = cell.owner and ended_at is null and until >= @at)
         else (select stock.quantity from lease where lease.piece = piece.id and ended_at is null and until >= @at) end, 0) as leased
     from lot_stock
       join site on site.key = lot_stock.site
       join kind on kind.key = lot_stock.kind
       join lot on lot.key = lot_stock.lot
       join cell on cell.lot = lot_stock.lot and cell.quality = lot_stock.quality
       join place on place.key = cell.place and place.site = +lot_stock.site
       join stock on stock.cell = cell.key
       left join piece on piece.key = cell.piece
     where site.code = @site and kind.code = @kind and stock.quantity > 0`,
  );
  const lot = raw.prepare(
    'select received_at as receivedAt, coalesce(effective_on, expires_on) as effectiveOn from lot where code = ?',
  );
  const quality = raw
    .prepare('select quality from piece join cell on cell.key = piece.cell where id = ?')
    .pluck();
  return {
    of: (site, kind, hidden) =>
      (cells.all({ site, kind, at: wall() }) as Cell[]).filter(({ place }) => !isHidden(place, hidden)),
    lot: (code) => lot.get(code) as ReturnType<Offers['lot']>,
    quality: (piece) => quality.get(piece) as string | undefined,
  };
}
