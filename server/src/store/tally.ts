/** The moving numbers of one site, read anew from the ledger's tables at every change; none of them grows with the number of pieces. */
import type { DoorLive, LedgerLive, PassageLive, StockLine, SweepLive } from '@changping/contracts/live';
import type { SiteId } from '@changping/contracts/units';
import type { Day } from '../domain/day.ts';
import type { OpenBreach } from '../domain/site-live.ts';
import type { Database } from './database.ts';
import { openDoors } from './door-faults.ts';

export type Tally = {
  of(site: SiteId): LedgerLive;
  openBreaches(site: SiteId): OpenBreach[];
};

/** Shown of one store at once; the rest a page asks for. */
export const latestMost = 6;
/** Of rows of `tally`. */
export const stockSums = `sum(pieces) as pieces,
  coalesce(sum(quantity) filter (where quality = 'usable'), 0) as usable,
  coalesce(sum(quantity) filter (where quality = 'held'), 0) as held`;
/** Of rows of `open_discrepancy`. */
export const openSums = `coalesce(sum(count) filter (where what in ('unknownTag', 'unconfirmed')), 0) as unconfirmed,
  coalesce(sum(count), 0) as discrepancies,
  coalesce(sum(count) filter (where what = 'leftWithoutOrder'), 0) as leftWithoutOrder`;

/** Of rows of `open_notice`. */
export const noticeSums = `coalesce(sum(count) filter (where step = 'nearExpiry'), 0) as nearExpiry,
  coalesce(sum(count) filter (where step = 'expired'), 0) as expired`;

/** @param today what has expired is there, but not usable. */
export function tally({ raw }: Pick<Database, 'raw'>, today: () => Day): Tally {
  const siteKey = '(select key from site where code = ?)';
  // By the open notices, for of these there are few; a wrong clock may have left one too many, so the date counts.
  const expired = raw.prepare(
    `select kind.code as kind, sum(lot_stock.quantity) as quantity from notice
       join lot on lot.key = notice.lot join kind on kind.key = lot.kind
       join lot_stock on lot_stock.kind = lot.kind and lot_stock.lot = lot.key and lot_stock.site = notice.site
     where notice.site = ${siteKey} and step = 'expired' and closed_at is null
       and lot.effective_on < ? and quality = 'usable' group by kind.key`,
  );
  const stock = raw.prepare(
    `select kind.code as kind, ${stockSums}
     from tally join kind on kind.key = tally.kind
     where site = ${siteKey} and quantity > 0 group by kind.key order by kind.code`,
  );
  const open = raw.prepare(`select ${openSums} from open_discrepancy where site = ${siteKey}`);
  const notices = raw.prepare(`select ${noticeSums} from open_notice where site = ${siteKey}`);
  const passages = raw.prepare(
    `select key as id, reader, direction, ended_at as at, pieces, strays, unexplained, goods,
       (select brief from passage_match where passage = passage.key and rank = 0) as match from passage
     where site = ${siteKey} order by key desc limit ${latestMost}`,
  );
  const sweeps = raw.prepare(
    `select key as id, zone, ended_at as at, expected, missing, extra, strange from sweep
     where site = ${siteKey} and expected is not null order by key desc limit ${latestMost}`,
  );
  const breaches = raw.prepare(
    `select probe, cause, opened_at as since from breach where site = ${siteKey} and closed_at is null`,
  );
  const doors = raw.prepare(openDoors);
  return {
    of: (site) => ({
      stock: less(stock.all(site) as StockLine[], expired.all(site, today()) as Expired[]),
      ...(open.get(site) as Pick<LedgerLive, 'unconfirmed' | 'discrepancies' | 'leftWithoutOrder'>),
      notices: notices.get(site) as LedgerLive['notices'],
      doors: doors.all(site) as DoorLive[],
      passages: (passages.all(site) as TripRow[]).map(tripOf),
      sweeps: sweeps.all(site) as SweepLive[],
    }),
    openBreaches: (site) => breaches.all(site) as OpenBreach[],
  };
}

/** A trip as its row has it. */
export type TripRow = Omit<PassageLive, 'goods' | 'match'> & { goods: string; match: string | null };
export const tripOf = ({ goods, match, ...trip }: TripRow): PassageLive => ({
  ...trip,
  goods: JSON.parse(goods),
  match: match === null ? null : JSON.parse(match),
});

type Expired = { kind: string; quantity: number };

const less = (stock: StockLine[], expired: readonly Expired[]): StockLine[] =>
  stock.map((line) => {
    const gone = expired.find(({ kind }) => kind === line.kind)?.quantity ?? 0;
    return gone ? { ...line, usable: line.usable - gone } : line;
  });
