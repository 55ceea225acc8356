/**
 * What is where: one line a lot, place and quality, with what of it documents hold and handhelds have. A store that has a hundred thousand pieces is added up
 * lot by lot, so far as a page asks for, and others have their turn between two of them. Reads only.
 */
import type { Answer, Query } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import type { Orders } from '../domain/arranged.ts';
import type { Database } from './database.ts';
import { gathered, type Spot, type Stretch, walked } from './walk.ts';

type Line = Answer<'/api/stock'>['items'][number];
type Asked = Omit<Query<'/api/stock'>, 'supplyClass'>;
/** `kinds`: of these alone. */
export type StockList = (
  query: Asked,
  kinds?: readonly string[],
) => Generator<undefined, Omit<Answer<'/api/stock'>, 'withheld'>>;

/** What lies of a lot in a store. The first cell that ever held it so names a line for good. */
export const linesOfLot = `select min(cell.key) as key, place.key as placeKey, place.code as place, cell.quality, cell.grade, cell.owner,
    count(cell.piece) filter (where stock.quantity > 0) as pieces, sum(stock.quantity) as quantity,
    coalesce(sum(stock.quantity) filter (where cell.piece is null), 0) as loose,
    case when min(stock.quantity) filter (where cell.piece is not null and stock.quantity > 0)
      = max(stock.quantity) filter (where cell.piece is not null) then max(stock.quantity) filter (where cell.piece is not null) end as pieceHolds,
    (select coalesce(sum(reservation.quantity), 0) from reservation where reservation.lot = @lot and reservation.place = place.key
      and reservation.quality = cell.quality and reservation.grade = cell.grade and reservation.owner = cell.owner) as reserved
  from place cross join cell on cell.place = place.key and cell.lot = @lot join stock on stock.cell = cell.key
  where place.site = @site group by place.key, cell.quality, cell.grade, cell.owner having sum(stock.quantity) > 0
  order by 1`;

const orders: Orders<Keyed> = {
  kind: ({ kind }) => kind,
  lot: ({ lot }) => lot,
  site: ({ site }) => site,
  place: ({ place }) => place,
  quantity: ({ quantity }) => quantity,
  madeOn: ({ madeOn }) => madeOn,
  expiresOn: ({ expiresOn }) => expiresOn,
};
/** More than there are lots. */
const perSite = 2 ** 32;

/** @param now the hour at which leases are given. */
export function stockList({ raw }: Pick<Database, 'raw'>, now: () => Instant): StockList {
  const sitesOf = raw.prepare('select key, code from site where @site is null or code = @site order by key');
  const lotsOf = raw.prepare(
    `select distinct lot.key, lot.code as lot, made_on as madeOn, expires_on as expiresOn, kind.code as kind
     from lot_stock join lot on lot.key = lot_stock.lot join kind on kind.key = lot_stock.kind
     where lot_stock.site = @site and (@kind is null or kind.code = @kind)
       and (@kinds is null or kind.code in (select value from json_each(@kinds))) order by lot.key`,
  );
  const linesOf = raw.prepare(linesOfLot);
  const leased = raw.prepare(
    `select lot, place, quality, grade, owner, sum(quantity) as quantity from (
       select lot, place, quality, grade, owner, quantity - used as quantity from loose_lease
         where ended_at is null and until >= @now
       union all select cell.lot, place, quality, grade, owner, piece.quantity from lease
         join piece on piece.id = lease.piece join cell on cell.key = piece.cell
         where ended_at is null and until >= @now
     ) group by lot, place, quality, grade, owner`,
  );

  return function* (query, kinds) {
    const { site = null, kind = null, sort } = query;
    const asked = { kind, kinds: kinds ? JSON.stringify(kinds) : null };
    const held = new Map((leased.all({ now: now() }) as Leased[]).map((row) => [nameOf(row), row.quantity]));
    const found = new Map<number, Keyed>();

    function linesAt(at: SiteRow, { key: lot, ...facts }: LotRow): Keyed[] {
      const rows = linesOf.all({ site: at.key, lot }) as Lines[];
      return rows.map(({ placeKey, ...row }) => ({
        ...{ ...row, ...facts, site: at.code },
        leased: held.get(nameOf({ ...row, lot, place: placeKey })) ?? 0,
      }));
    }
    const sites = sitesOf.all({ site }) as SiteRow[];
    const lots = new Map<number, LotRow[]>();
    const lotsAt = (key: number): LotRow[] => {
      const known = lots.get(key) ?? (lotsOf.all({ site: key, ...asked }) as LotRow[]);
      lots.set(key, known);
      return known;
    };
    /** The lines of the next lot that has some. */
    const stretch: Stretch = (behind, most) => {
      const [atSite, atLot] = unitOf(behind);
      for (const at of sites) {
        if (at.key < atSite) continue;
        const isFirst = at.key === atSite;
        for (const lot of lotsAt(at.key)) {
          if (isFirst && lot.key < atLot) continue;
          const lines = linesAt(at, lot).filter(
            ({ key }) => !(isFirst && lot.key === atLot) || key > (behind?.key ?? 0),
          );
          if (lines.length === 0) continue;
          const some = lines.slice(0, most);
          for (const line of some) found.set(line.key, line);
          return some.map(({ key }) => ({ by: at.key * perSite + lot.key, key }));
        }
        lots.delete(at.key);
      }
      return [];
    };
    const meant = (keys: readonly number[]) => keys.flatMap((key) => found.get(key) ?? []);
    const page =
      sort === 'entered'
        ? yield* walked<Keyed>(query, [stretch], meant)
        : yield* gathered<Keyed>(query, [stretch], meant, orders, ({ key }) => key);
    return { items: page.items.map(({ key: _, ...line }) => line), next: page.next };
  };
}

const unitOf = (behind: Spot | undefined): [site: number, lot: number] => {
  const by = Number(behind?.by ?? 0);
  return [Math.floor(by / perSite), by % perSite];
};

type Keyed = Line & { key: number };
type SiteRow = { key: number; code: string };
type LotRow = { key: number; lot: string; kind: string; madeOn: string | null; expiresOn: string | null };
type Lines = Omit<Keyed, 'site' | 'kind' | 'lot' | 'madeOn' | 'expiresOn' | 'leased'> & { placeKey: number };
type Slot = { lot: number; place: number; quality: string; grade: string; owner: string };
type Leased = Slot & { quantity: number };

const nameOf = ({ lot, place, quality, grade, owner }: Slot): string =>
  `${lot}/${place}/${quality}/${grade}/${owner}`;
