/** What people ask of lots and their end: notices, the wall of quarters, the lots behind a cell of it. Reads only. */
import { setImmediate } from 'node:timers/promises';
import type { ShelfLife } from '@changping/contracts/catalogue';
import type { Answer, Query } from '@changping/contracts/http';
import type { Site, Tier } from '@changping/contracts/live';
import { type Kysely, sql } from 'kysely';
import type { Blind } from '../domain/count/withheld.ts';
import { addMonths, type Day, type Quarter, quarterOf, quartersFrom, startOf } from '../domain/day.ts';
import { newestFirst, pageOf } from './pages.ts';
import type { Schema } from './schema.ts';

export type ExpiryReads = {
  notices(query: Query<'/api/notices'>): Promise<Answer<'/api/notices'>>;
  /** @param without lots of stores of which nothing is told. */
  wall(query: Query<'/api/expiry'>, today: Day, without?: Unsaid): Promise<Answer<'/api/expiry'>>;
  lots(query: Query<'/api/lots'>, today: Day): Promise<Answer<'/api/lots'>>;
};
type Listed = {
  sites: readonly Pick<Site, 'id' | 'tier'>[];
  /** Of the moment at which it is read. */
  readonly kinds: readonly { id: string; shelfLife: ShelfLife }[];
};
type Filter = {
  site?: string | undefined;
  tier?: Tier | undefined;
  without?: Unsaid;
};
type Unsaid = Pick<Blind, 'sites' | 'lots'>;
const unsaid: Unsaid = Object.freeze({ sites: new Set<string>(), lots: new Set<string>() });

/** Quarters of the past that the wall shows. */
const backMost = 12;

export function expiryReads(db: Kysely<Schema>, listed: Listed): ExpiryReads {
  const { sites } = listed;
  /** Whose stock is meant; undefined for all. */
  const codesOf = ({ site, tier }: Filter): string[] | undefined =>
    site || tier
      ? sites
          .filter((each) => (!tier || each.tier === tier) && (!site || each.id === site))
          .map(({ id }) => id)
      : undefined;
  const stockOf = (filter: Filter) => {
    const codes = codesOf(filter);
    const { sites, lots } = filter.without ?? unsaid;
    let query = db.selectFrom('lotStock');
    if (lots.size)
      query = query.where(({ not, and, eb }) =>
        not(
          and([
            eb(
              'lotStock.site',
              'in',
              db
                .selectFrom('site')
                .select('key')
                .where('code', 'in', [...sites]),
            ),
            eb(
              'lotStock.lot',
              'in',
              db
                .selectFrom('lot')
                .select('key')
                .where('code', 'in', [...lots]),
            ),
          ]),
        ),
      );
    return codes
      ? query.where('lotStock.site', 'in', db.selectFrom('site').select('key').where('code', 'in', codes))
      : query;
  };

  const lotsOf = (filter: Filter, kind: string) =>
    db
      .selectFrom('lot')
      .innerJoin('kind', 'kind.key', 'lot.kind')
      .where(
        'lot.key',
        'in',
        stockOf(filter)
          .where('lotStock.kind', '=', db.selectFrom('kind').select('key').where('code', '=', kind))
          .select('lotStock.lot'),
      )
      .select(['lot.key', 'lot.kind as kindKey', 'lot.code as lot', 'kind.code as kind'])
      .select(['madeOn', 'expiresOn', 'effectiveOn', 'effectiveBy'])
      .orderBy('effectiveOn', (order) => order.asc().nullsFirst())
      .orderBy('lot.key');
  type LotRow = Awaited<ReturnType<ReturnType<typeof lotsOf>['execute']>>[number];

  return {
    async notices({ site, state, limit, after }) {
      let query = db
        .selectFrom('notice')
        .innerJoin('site', 'site.key', 'notice.site')
        .innerJoin('lot', 'lot.key', 'notice.lot')
        .innerJoin('kind', 'kind.key', 'lot.kind')
        .select(['notice.key', 'site.code as site', 'kind.code as kind', 'lot.code as lot', 'step'])
        .select(['notice.effectiveOn', 'notice.effectiveBy', 'notice.pieces', 'notice.quantity'])
        .select(['openedAt', 'closedAt'])
        .select(({ selectFrom }) =>
          (['pieces', 'quantity'] as const).map((what) =>
            selectFrom('lotStock')
              .select(({ fn }) => fn.sum<number>(what === 'pieces' ? 'pieces' : 'quantity').as('sum'))
              .whereRef('lotStock.site', '=', 'notice.site')
              .whereRef('lotStock.kind', '=', 'lot.kind')
              .whereRef('lotStock.lot', '=', 'notice.lot')
              .as(`${what}Now`),
          ),
        )
        .$call(newestFirst('notice.key', limit, after));
      if (site) query = query.where('site.code', '=', site);
      if (state === 'open') query = query.where('closedAt', 'is', null);
      return pageOf(await query.execute(), limit, (row) => ({
        id: row.key,
        ...{ site: row.site, kind: row.kind, lot: row.lot, step: row.step },
        ...{ effectiveOn: row.effectiveOn, by: row.effectiveBy },
        pieces: Number(row.piecesNow ?? 0),
        quantity: Number(row.quantityNow ?? 0),
        openedWith: { pieces: Number(row.pieces), quantity: Number(row.quantity) },
        openedAt: Number(row.openedAt),
        closedAt: row.closedAt === null ? null : Number(row.closedAt),
      }));
    },

    async wall({ quarters: ahead, ...asked }, today, without = unsaid) {
      const filter = { ...asked, without };
      const rows: Dated[] = [];
      const { kinds } = listed;
      for (const { id } of kinds) {
        rows.push(...(await datedOf(filter, id, today)));
        // All at once it would hold up letters.
        await setImmediate();
      }
      const quarters = columnsOf(rows, today, ahead);
      const items = kinds.flatMap(({ id }) => {
        const own = rows.filter(({ kind }) => kind === id);
        return own.length ? [rowOf(id, own, quarters)] : [];
      });
      const sites = codesOf(asked);
      const isAsked = [...without.sites].some((site) => !sites || sites.includes(site));
      return { today, quarters, items, withheld: isAsked ? without.lots.size : 0, next: null };
    },

    async lots({ kind, quarter, quarters: ahead, limit, after, ...filter }, today) {
      const [from, to] = boundsOf(quarter, today, ahead);
      const rows: LotRow[] = [];
      // By what lies somewhere, for lots are never deleted: by their dates all that are gone would come first.
      for (const { id } of listed.kinds.filter(({ id }) => !kind || id === kind)) {
        let query = lotsOf(filter, id).limit(limit + 1);
        if (quarter === 'noReference') query = query.where('effectiveOn', 'is', null);
        if (from) query = query.where('effectiveOn', '>=', from);
        if (to) query = query.where('effectiveOn', '<', to);
        if (after) query = query.where(isAfter(after));
        rows.push(...(await query.execute()));
        await setImmediate();
      }
      rows.sort(byEnd).splice(limit + 1);
      const held = await heldOf(filter, rows.slice(0, limit));
      const paged = rows.map(({ key, ...row }) => ({
        ...row,
        held: held.get(key) ?? [],
        key: cursorOf(row.effectiveOn, key),
      }));
      return pageOf(paged, limit, ({ lot, kind, madeOn, expiresOn, effectiveOn, effectiveBy, held }) => ({
        ...{ lot, kind, madeOn, expiresOn, effectiveOn },
        by: effectiveBy ?? 'noReference',
        record: effectiveBy === 'record' ? recordOf(kind) : null,
        pieces: held.reduce((all, { pieces }) => all + pieces, 0),
        quantity: held.reduce((all, { quantity }) => all + quantity, 0),
        held,
      }));
    },
  };

  async function datedOf(filter: Filter, kind: string, today: Day): Promise<Dated[]> {
    const quarter = sql<Quarter | null>`substr(effective_on, 1, 4) || 'Q' ||
      ((cast(substr(effective_on, 6, 2) as integer) + 2) / 3)`;
    const isPast = sql<number | null>`case when effective_on < ${today} then 1 end`;
    const byLot = stockOf(filter)
      .where('lotStock.kind', '=', db.selectFrom('kind').select('key').where('code', '=', kind))
      .groupBy('lotStock.lot')
      .select(['lotStock.lot', ({ fn }) => fn.sum('pieces').as('pieces')])
      .select(({ fn }) => fn.sum('quantity').as('quantity'));
    const dated = db
      .selectFrom(byLot.as('stock'))
      .innerJoin('lot', 'lot.key', 'stock.lot')
      .select([quarter.as('quarter'), isPast.as('isPast'), 'pieces', 'quantity']);
    const rows = await db
      .selectFrom(dated.as('dated'))
      .groupBy(['quarter', 'isPast'])
      .select(['quarter', 'isPast', ({ fn }) => fn.countAll().as('lots')])
      .select(({ fn }) => [fn.sum('pieces').as('pieces'), fn.sum('quantity').as('quantity')])
      .execute();
    return rows.map(({ quarter, isPast, ...amount }) => ({
      ...{ kind, quarter, isPast: isPast !== null },
      cell: cellOf(amount),
    }));
  }

  async function heldOf(
    filter: Filter,
    lots: readonly { key: number; kindKey: number }[],
  ): Promise<Map<number, Held[]>> {
    const held = new Map<number, Held[]>(lots.map(({ key }) => [key, []]));
    if (!lots.length) return held;
    const rows = await stockOf(filter)
      .innerJoin('site', 'site.key', 'lotStock.site')
      .where('lotStock.kind', 'in', [...new Set(lots.map(({ kindKey }) => kindKey))])
      .where('lotStock.lot', 'in', [...held.keys()])
      .select(['lotStock.lot', 'site.code as site', 'quality', 'pieces', 'quantity'])
      .orderBy('site.code')
      .orderBy('quality')
      .execute();
    for (const { lot, pieces, quantity, ...row } of rows)
      held.get(lot)?.push({ ...row, pieces: Number(pieces), quantity: Number(quantity) });
    return held;
  }

  function recordOf(kind: string) {
    const life = listed.kinds.find(({ id }) => id === kind)?.shelfLife;
    return life ? { clock: life.clock, basis: life.basis, source: life.source, grade: life.grade } : null;
  }
}

/** Lots that have no day come first. */
const byEnd = (a: { effectiveOn: string | null; key: number }, b: typeof a): number => {
  const [one, other] = [a.effectiveOn ?? '', b.effectiveOn ?? ''];
  if (one === other) return a.key - b.key;
  return one < other ? -1 : 1;
};

type Held = Answer<'/api/lots'>['items'][number]['held'][number];
type Cell = { lots: number; pieces: number; quantity: number };
const nothing: Cell = { lots: 0, pieces: 0, quantity: 0 };

const cellOf = ({ lots, pieces, quantity }: Record<keyof Cell, number | string | bigint>): Cell => ({
  lots: Number(lots),
  pieces: Number(pieces),
  quantity: Number(quantity),
});

const added = (a: Cell, b: Cell): Cell => ({
  lots: a.lots + b.lots,
  pieces: a.pieces + b.pieces,
  quantity: a.quantity + b.quantity,
});

/** Lots of a kind that end in a quarter, before today or from today on. */
type Dated = { kind: string; quarter: Quarter | null; isPast: boolean; cell: Cell };

function rowOf(kind: string, own: readonly Dated[], quarters: readonly Quarter[]) {
  const sum = (is: (row: Dated) => boolean) =>
    own.filter(is).reduce((all, { cell }) => added(all, cell), nothing);
  const last = quarters.at(-1) ?? '';
  return {
    kind,
    expired: sum(({ isPast }) => isPast),
    noReference: sum(({ quarter }) => quarter === null),
    later: sum(({ quarter }) => quarter !== null && quarter > last),
    cells: quarters
      .map((column) => ({ quarter: column, ...sum(({ quarter }) => quarter === column) }))
      .filter(({ lots }) => lots > 0),
  };
}

/** From the oldest that has expired to `ahead` after this one. */
function columnsOf(rows: readonly { quarter: Quarter | null }[], today: Day, ahead: number): Quarter[] {
  const now = quarterOf(today);
  const oldest = rows.reduce((least, { quarter }) => (quarter && quarter < least ? quarter : least), now);
  const back = quarterOf(addMonths(startOf(now), -3 * backMost));
  return quartersFrom(oldest > back ? oldest : back, lastOf(today, ahead));
}

const lastOf = (today: Day, ahead: number): Quarter =>
  quarterOf(addMonths(startOf(quarterOf(today)), 3 * ahead));

/** The days of a column: from the first to before the second. */
function boundsOf(column: string | undefined, today: Day, ahead: number): [Day | null, Day | null] {
  if (column === undefined || column === 'noReference') return [null, null];
  if (column === 'expired') return [null, today];
  const from = startOf(column === 'later' ? lastOf(today, ahead) : column);
  const next = addMonths(from, 3);
  return column === 'later' ? [next, null] : [from, next];
}

/** Where a page ended: the day, then the lot in eight digits. Lots that have no day come first. */
const cursorOf = (day: string | null, key: number): string =>
  `${(day ?? '').replaceAll('-', '')}${day === null ? key : String(key).padStart(8, '0')}`;

function isAfter(cursor: string) {
  const [digits, key] = [cursor.padStart(16, '0').slice(0, 8), Number(cursor.slice(-8))];
  if (Number(digits) === 0)
    return sql<boolean>`(effective_on is not null or (effective_on is null and lot.key > ${key}))`;
  const day = digits.replace(/^(....)(..)(..)$/, '$1-$2-$3');
  return sql<boolean>`(effective_on, lot.key) > (${day}, ${key})`;
}
