/** What may be sent out: of every kind at every site the base units that are neither held nor in inspection nor expired on a day. The tally has it ready but for what has expired, and of that there is little. */
import type { KindId, SiteId } from '@changping/contracts/units';
import type { Day } from '../domain/day.ts';
import type { Database } from './database.ts';

export type UsableLine = { site: SiteId; kind: KindId; usable: number };

/** @returns how to ask; a line for every site and kind of which there is some. */
// "cross join" keeps SQLite to the order written, the few expired lots first; by itself it reads all stock.
export function usable({ raw }: Pick<Database, 'raw'>): (today: Day) => UsableLine[] {
  const find = raw.prepare(
    `with expired as (
       select lot_stock.site, lot_stock.kind, sum(quantity) as quantity from lot cross join lot_stock
       where effective_on < ? and lot_stock.kind = lot.kind and lot_stock.lot = lot.key and quality = 'usable'
       group by lot_stock.site, lot_stock.kind)
     select site.code as site, kind.code as kind, tally.quantity - coalesce(expired.quantity, 0) as usable
     from tally join site on site.key = tally.site join kind on kind.key = tally.kind
       left join expired on expired.site = tally.site and expired.kind = tally.kind
     where quality = 'usable' and tally.quantity > coalesce(expired.quantity, 0)
     order by site.code, kind.code`,
  );
  return (today) => find.all(today) as UsableLine[];
}
