/** The moving numbers of one site, read anew from the ledger's tables at every change; none of them grows with the number of pieces. */
import type { SiteLive, StockLine } from '@changping/contracts/live';
import type { SiteId } from '@changping/contracts/units';
import type { OpenBreach } from '../domain/site-live.ts';
import type { Database } from './database.ts';

export type Tally = {
  of(site: SiteId): Pick<SiteLive, 'stock' | 'unconfirmed' | 'discrepancies'>;
  openBreaches(site: SiteId): OpenBreach[];
};

export function tally({ raw }: Pick<Database, 'raw'>): Tally {
  const stock = raw.prepare(
    `select kind.code as kind, sum(pieces) as pieces,
       coalesce(sum(quantity) filter (where quality = 'usable'), 0) as usable,
       coalesce(sum(quantity) filter (where quality = 'held'), 0) as held
     from tally join kind on kind.key = tally.kind
     where site = (select key from site where code = ?) and quantity > 0 group by kind.key order by kind.code`,
  );
  const open = raw.prepare(
    `select coalesce(sum(what in ('unknownTag', 'unconfirmed')), 0) as unconfirmed, count(*) as discrepancies
     from discrepancy where site = (select key from site where code = ?) and closed_at is null`,
  );
  const breaches = raw.prepare(
    'select probe, cause, opened_at as since from breach where site = (select key from site where code = ?) and closed_at is null',
  );
  return {
    of: (site) => ({
      stock: stock.all(site) as StockLine[],
      ...(open.get(site) as { unconfirmed: number; discrepancies: number }),
    }),
    openBreaches: (site) => breaches.all(site) as OpenBreach[],
  };
}
