/** What a store would give out first of a kind: its cells as offers to the rule, and the rule's answer gathered by lot and place. Reads only. */
import type { Answer, Query } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { type Kysely, sql } from 'kysely';
import { isHidden } from '../domain/count/blind.ts';
import type { Day } from '../domain/day.ts';
import { firstOut, type Offer, type Skipped } from '../domain/first-out.ts';
import type { Schema } from './schema.ts';

type Proposal = Answer<'/api/first-out'>;
/** `hidden`: places of which nothing is offered, each with all below it. */
export type FirstOutReads = (
  query: Query<'/api/first-out'>,
  today: Day,
  hidden?: readonly string[],
) => Promise<Proposal>;

type Cell = Offer & { madeOn: string | null; expiresOn: string | null };

/** @param now the hour at which leases are given. */
export function firstOutReads(db: Kysely<Schema>, now: () => Instant): FirstOutReads {
  const offersOf = async (site: string, kind: string): Promise<Cell[]> => {
    const at = now();
    const rows = await db
      .selectFrom('lotStock')
      .innerJoin('site', 'site.key', 'lotStock.site')
      .innerJoin('kind', 'kind.key', 'lotStock.kind')
      .innerJoin('lot', 'lot.key', 'lotStock.lot')
      .innerJoin('cell', (join) =>
        join.onRef('cell.lot', '=', 'lotStock.lot').onRef('cell.quality', '=', 'lotStock.quality'),
      )
      // The plus makes it begin with the lots in stock: the cells of a store are all there ever were.
      .innerJoin('place', (join) =>
        join.onRef('place.key', '=', 'cell.place').on('place.site', '=', sql`+lot_stock.site`),
      )
      .innerJoin('stock', 'stock.cell', 'cell.key')
      .leftJoin('piece', 'piece.key', 'cell.piece')
      .where('site.code', '=', site)
      .where('kind.code', '=', kind)
      .where('stock.quantity', '>', 0)
      .select(['kind.code as kind', 'lot.code as lot', 'piece.id as piece', 'place.code as place'])
      .select(['site.code as site', 'cell.quality', 'cell.grade', 'cell.owner', 'stock.quantity'])
      .select(['lot.madeOn', 'lot.expiresOn', 'lot.receivedAt'])
      .select(sql<string | null>`coalesce(lot.effective_on, lot.expires_on)`.as('effectiveOn'))
      .select(
        sql<number>`coalesce(case when cell.piece is null
          then (select sum(quantity) from reservation where lot = cell.lot and place = cell.place and piece is null
            and quality = cell.quality and grade = cell.grade and owner = cell.owner)
          else (select sum(quantity) from reservation where piece = cell.piece) end, 0)`.as('reserved'),
      )
      .select(
        sql<number>`coalesce(case when cell.piece is null
          then (select sum(quantity - used) from loose_lease where lot = cell.lot and place = cell.place
            and quality = cell.quality and grade = cell.grade and owner = cell.owner and ended_at is null and until >= ${at})
          else (select stock.quantity from lease where lease.piece = piece.id and ended_at is null and until >= ${at}) end, 0)`.as(
          'leased',
        ),
      )
      .execute();
    return rows.map((row) => ({
      ...row,
      effectiveOn: row.effectiveOn as Day | null,
      receivedAt: row.receivedAt === null ? null : (Number(row.receivedAt) as Instant),
      reserved: Number(row.reserved),
      leased: Number(row.leased),
    }));
  };

  return async ({ site, kind, quantity, minimumDays, grade }, today, hidden = []) => {
    const offers = (await offersOf(site, kind)).filter(({ place }) => !isHidden(place, hidden));
    const request = {
      ...{ kind, quantity, today, minimumDays, grades: [grade], sites: [site], owners: [site] },
      mayOpen: false,
    };
    const { picks, skipped, shortfall, openable } = firstOut(offers, request);
    const taken = new Map<string, Proposal['picks'][number]>();
    for (const { offer, quantity } of picks) {
      const name = nameOf(offer);
      const { madeOn, expiresOn } = offer;
      const row = taken.get(name) ?? { ...goodsOf(offer), madeOn, expiresOn, quantity: 0, pieces: [] };
      row.quantity += quantity;
      if (offer.piece !== null) row.pieces.push({ piece: offer.piece, quantity });
      taken.set(name, row);
    }
    return {
      ...{ site, kind, asked: quantity, picks: [...taken.values()], skipped: gathered(skipped) },
      ...{ shortfall, openable, withheld: hidden.filter((place) => isHidden(place, [site])) },
    };
  };
}

function gathered(skipped: readonly Skipped<Cell>[]): Proposal['skipped'] {
  const rows = new Map<string, Proposal['skipped'][number]>();
  for (const each of skipped) {
    const { offer, why } = each;
    // Nothing else was asked of the store.
    if (why === 'otherKind' || why === 'otherSite' || why === 'empty') continue;
    const name = `${nameOf(offer)} ${why}`;
    const remainingDays = why === 'lifeTooShort' ? each.remainingDays : null;
    const row = rows.get(name) ?? { ...goodsOf(offer), why, pieces: 0, quantity: 0, remainingDays };
    row.quantity += offer.quantity;
    if (offer.piece !== null) row.pieces += 1;
    rows.set(name, row);
  }
  return [...rows.values()].sort((one, other) => (endOf(one) < endOf(other) ? -1 : 1));
}

/** As the picks stand: what ends first, first; what has no reference, last. */
const endOf = ({
  effectiveOn,
  lot,
  place,
}: Pick<Cell, 'effectiveOn' | 'lot' | 'place'> | Proposal['skipped'][number]): string =>
  `${effectiveOn ?? '~'} ${lot} ${place}`;

const nameOf = ({ lot, place, quality, grade, owner, piece }: Cell): string =>
  [lot, place, quality, grade, owner, piece === null].join(' ');
const goodsOf = ({ lot, place, quality, grade, owner, effectiveOn }: Cell) => ({
  ...{ lot, place, quality, grade, owner, effectiveOn },
});
