/** What may be sent out: of every kind at every site the base units that are neither held nor in inspection nor expired on a day, nor promised by an approved document. The tally has it ready but for what has expired, and that lies where a notice is open. */
import type { KindId, SiteId } from '@changping/contracts/units';
import type { Day } from '../domain/day.ts';
import type { Database } from './database.ts';

export type UsableLine = { site: SiteId; kind: KindId; usable: number };

/** @returns how to ask; a line for every site and kind of which there is some. */
// Lots are never deleted, so by their dates it would walk all that were ever here. A notice of either step will do: at midnight a lot ends before the daily round has said so. "cross join" keeps SQLite to the order written.
export function usable({ raw }: Pick<Database, 'raw'>): (today: Day) => UsableLine[] {
  const find = raw.prepare(
    `with told as (select distinct site, lot from notice where closed_at is null),
     expired as (
       select told.site, lot.kind, sum(quantity) as quantity from told cross join lot cross join lot_stock
       where lot.key = told.lot and effective_on < ? and lot_stock.kind = lot.kind and lot_stock.lot = lot.key
         and lot_stock.site = told.site and quality = 'usable'
       group by told.site, lot.kind),
     promised as (select site, kind, sum(quantity) as quantity from reservation where quality = 'usable' group by site, kind)
     select site.code as site, kind.code as kind,
       tally.quantity - coalesce(expired.quantity, 0) - coalesce(promised.quantity, 0) as usable
     from tally join site on site.key = tally.site join kind on kind.key = tally.kind
       left join expired on expired.site = tally.site and expired.kind = tally.kind
       left join promised on promised.site = tally.site and promised.kind = tally.kind
     where quality = 'usable'
       and tally.quantity > coalesce(expired.quantity, 0) + coalesce(promised.quantity, 0)
     order by site.code, kind.code`,
  );
  return (today) => find.all(today) as UsableLine[];
}
