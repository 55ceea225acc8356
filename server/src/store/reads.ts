/** What the pages and people ask of the ledger: lists in pages, one tag with its trail. Reads only, in every dialect Kysely has. */
import type { Answer, Query } from '@changping/contracts/http';
import type { Epc, Instant, SiteId } from '@changping/contracts/units';
import { type Kysely, sql } from 'kysely';
import { newestFirst, pageOf } from './pages.ts';
import type { Schema } from './schema.ts';
import { trailOf } from './trail.ts';

export type Reads = {
  /** @throws when the store does not answer. */
  answering(): Promise<unknown>;
  /** `kinds`: of these alone. */
  stock(
    query: Omit<Query<'/api/stock'>, 'supplyClass'>,
    kinds?: readonly string[],
  ): Promise<Omit<Answer<'/api/stock'>, 'withheld'>>;
  pieces(query: Query<'/api/pieces'>): Promise<Answer<'/api/pieces'>>;
  /** undefined for a tag that was never bound and never seen. */
  piece(epc: Epc): Promise<Answer<'/api/pieces/{epc}'> | undefined>;
  discrepancies(query: Query<'/api/discrepancies'>): Promise<Answer<'/api/discrepancies'>>;
  events(query: Query<'/api/events'>): Promise<Answer<'/api/events'>>;
  quarantine(query: Query<'/api/quarantine'>): Promise<Answer<'/api/quarantine'>>;
  /** Of one gateway, by its code. */
  outboxes(
    gateway: string,
  ): Promise<Pick<Answer<'/api/gateways'>['items'][number], 'outboxes' | 'quarantined' | 'voided'>>;
};

/** @param now the hour at which leases are given. */
export function reads(db: Kysely<Schema>, now: () => Instant): Reads {
  return {
    answering: () => db.selectFrom('site').select('key').limit(1).execute(),

    async stock({ site, kind, limit, after }, kinds) {
      let query = db
        .selectFrom('stock')
        .innerJoin('cell', 'cell.key', 'stock.cell')
        .innerJoin('place', 'place.key', 'cell.place')
        .innerJoin('site', 'site.key', 'place.site')
        .innerJoin('lot', 'lot.key', 'cell.lot')
        .innerJoin('kind', 'kind.key', 'lot.kind')
        .leftJoin(leasedAt(now()), (join) =>
          join
            .onRef('leased.lot', '=', 'cell.lot')
            .onRef('leased.place', '=', 'cell.place')
            .onRef('leased.quality', '=', 'cell.quality')
            .onRef('leased.grade', '=', 'cell.grade')
            .onRef('leased.owner', '=', 'cell.owner'),
        )
        .where('stock.quantity', '>', 0)
        .groupBy(['site.code', 'place.code', 'kind.code', 'lot.code', 'lot.madeOn', 'lot.expiresOn'])
        .groupBy(['cell.quality', 'cell.grade', 'cell.owner'])
        .select(({ fn }) => [
          fn.min('cell.key').as('key'),
          'site.code as site',
          'place.code as place',
          'kind.code as kind',
          'lot.code as lot',
          'lot.madeOn',
          'lot.expiresOn',
          'cell.quality',
          'cell.grade',
          'cell.owner',
          fn.count('cell.piece').as('pieces'),
          fn.sum('stock.quantity').as('quantity'),
          reservedOf,
          sql<number>`coalesce(max(leased.quantity), 0)`.as('leased'),
        ])
        .orderBy('key')
        .limit(limit + 1);
      if (site) query = query.where('site.code', '=', site);
      if (kind) query = query.where('kind.code', '=', kind);
      // PostgreSQL knows no empty list.
      if (kinds) query = query.where('kind.code', 'in', kinds.length ? kinds : ['']);
      if (after) query = query.having(({ fn }) => fn.min('cell.key'), '>', Number(after));
      const rows = await query.execute();
      return pageOf(rows, limit, ({ key, ...row }) => ({
        ...row,
        pieces: Number(row.pieces),
        quantity: Number(row.quantity),
        reserved: Number(row.reserved),
        leased: Number(row.leased),
      }));
    },

    async pieces({ site, kind, lot, limit, after }) {
      let query = db
        .selectFrom('piece')
        .innerJoin('cell', 'cell.key', 'piece.cell')
        .innerJoin('place', 'place.key', 'cell.place')
        .innerJoin('site', 'site.key', 'place.site')
        .innerJoin('lot', 'lot.key', 'piece.lot')
        .innerJoin('kind', 'kind.key', 'lot.kind')
        .innerJoin('tag', 'tag.piece', 'piece.key')
        .leftJoin('position', 'position.tag', 'tag.key')
        .leftJoin('site as seenSite', 'seenSite.key', 'position.site')
        .select([
          'piece.key',
          'tag.epc',
          'piece.id as piece',
          'kind.code as kind',
          'lot.code as lot',
          'piece.quantity',
          'site.code as site',
          'place.code as place',
          'cell.quality',
          'seenSite.code as seenAt',
          'position.at',
          'position.change',
        ])
        .orderBy('piece.key')
        .limit(limit + 1);
      if (site) query = query.where('site.code', '=', site);
      if (kind) query = query.where('kind.code', '=', kind);
      if (lot) query = query.where('lot.code', '=', lot);
      if (after) query = query.where('piece.key', '>', Number(after));
      const rows = await query.execute();
      return pageOf(rows, limit, ({ key, seenAt, at, change, ...row }) => ({
        ...row,
        seen: seenOf(seenAt, at, change),
      }));
    },

    async piece(epc) {
      const tag = await db
        .selectFrom('tag')
        .leftJoin('piece', 'piece.key', 'tag.piece')
        .leftJoin('lot', 'lot.key', 'piece.lot')
        .leftJoin('kind', 'kind.key', 'lot.kind')
        .leftJoin('cell', 'cell.key', 'piece.cell')
        .leftJoin('place', 'place.key', 'cell.place')
        .leftJoin('position', 'position.tag', 'tag.key')
        .leftJoin('site as seenSite', 'seenSite.key', 'position.site')
        .where('tag.epc', '=', epc)
        .select([
          'tag.key',
          'tag.scheme',
          'tag.uri',
          'tag.piece as pieceKey',
          'piece.id',
          'kind.code as kind',
          'lot.code as lot',
          'piece.quantity',
          'place.code as place',
          'seenSite.code as seenAt',
          'position.at',
          'position.change',
        ])
        .executeTakeFirst();
      if (!tag) return undefined;
      const { id, kind, lot, quantity, place } = tag;
      return {
        epc,
        scheme: tag.scheme,
        uri: tag.uri,
        piece: id && kind && lot && quantity ? { id, kind, lot, quantity, place } : null,
        seen: seenOf(tag.seenAt, tag.at, tag.change),
        trail: await trailOf(db, tag.key, tag.pieceKey),
      };
    },

    async discrepancies({ site, state, what, limit, after }) {
      let query = db
        .selectFrom('discrepancy')
        .innerJoin('site', 'site.key', 'discrepancy.site')
        .innerJoin('tag', 'tag.key', 'discrepancy.tag')
        .leftJoin('site as homeSite', 'homeSite.key', 'discrepancy.home')
        .leftJoin('document', 'document.key', 'discrepancy.explainedBy')
        .select([
          'discrepancy.key',
          'site.code as site',
          'discrepancy.what',
          'tag.epc',
          'homeSite.code as home',
          'discrepancy.openedAt',
          'discrepancy.closedAt',
          'document.number as document',
          'discrepancy.reopenedBy',
        ])
        .$call(newestFirst('discrepancy.key', limit, after));
      if (site) query = query.where('site.code', '=', site);
      if (what) query = query.where('discrepancy.what', '=', what);
      if (state === 'open') query = query.where('discrepancy.closedAt', 'is', null);
      return pageOf(await query.execute(), limit, ({ key, openedAt, closedAt, ...row }) => ({
        id: key,
        ...row,
        openedAt: Number(openedAt),
        closedAt: closedAt === null ? null : Number(closedAt),
      }));
    },

    async events({ site, limit, after }) {
      let query = db
        .selectFrom('event')
        .innerJoin('site', 'site.key', 'event.site')
        .select(['event.key', 'event.at', 'site.code as site', 'event.what', 'event.detail'])
        .$call(newestFirst('event.key', limit, after));
      if (site) query = query.where('site.code', '=', site);
      return pageOf(await query.execute(), limit, ({ key, at, detail, ...row }) => ({
        id: key,
        at: Number(at),
        ...row,
        detail: JSON.parse(detail),
      }));
    },

    async quarantine({ limit, after }) {
      const rows = await db
        .selectFrom('quarantine')
        .innerJoin('gateway', 'gateway.key', 'quarantine.gateway')
        .select([
          'quarantine.key',
          'gateway.code as gateway',
          'quarantine.epoch',
          'quarantine.seq',
          'quarantine.digest',
          'quarantine.fault',
          'quarantine.why',
          'quarantine.arrivedAt',
          'quarantine.times',
          sql<number>`length(body)`.as('bytes'),
        ])
        .$call(newestFirst('quarantine.key', limit, after))
        .execute();
      return pageOf(rows, limit, ({ key, digest, ...row }) => ({
        id: key,
        ...row,
        digest: digest.toString('hex'),
      }));
    },

    async outboxes(gateway) {
      const boxes = await db
        .selectFrom('outbox')
        .innerJoin('gateway', 'gateway.key', 'outbox.gateway')
        .where('gateway.code', '=', gateway)
        .select(['outbox.key', 'epoch', 'mark', 'registeredAt', 'supersededAt'])
        .orderBy('outbox.key', 'desc')
        .limit(20)
        .execute();
      const given = await db
        .selectFrom('evidence')
        .innerJoin('outbox', 'outbox.key', 'evidence.outbox')
        .innerJoin('gateway', 'gateway.key', 'outbox.gateway')
        .where('gateway.code', '=', gateway)
        .where('evidence.kind', '=', sql.lit('void'))
        .select(sql<number>`coalesce(sum(seq - from_seq + 1), 0)`.as('voided'))
        .executeTakeFirstOrThrow();
      const poison = await db
        .selectFrom('quarantine')
        .innerJoin('gateway', 'gateway.key', 'quarantine.gateway')
        .where('gateway.code', '=', gateway)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      const shed = await db
        .selectFrom('quarantineShed')
        .innerJoin('gateway', 'gateway.key', 'quarantineShed.gateway')
        .where('gateway.code', '=', gateway)
        .select('letters')
        .executeTakeFirst();
      return {
        outboxes: boxes.map(({ key, ...box }) => box),
        quarantined: Number(poison.count) + Number(shed?.letters ?? 0),
        voided: Number(given.voided),
      };
    },
  };
}

/** Of a line of the stock, whose columns stand grouped around it. */
const reservedOf = sql<number>`(select coalesce(sum(reservation.quantity), 0) from reservation
  where reservation.lot = cell.lot and reservation.place = cell.place and reservation.quality = cell.quality
    and reservation.grade = cell.grade and reservation.owner = cell.owner)`.as('reserved');

/** What is leased now, put together once and not for each line of the stock. */
const leasedAt = (now: Instant) =>
  sql<{ lot: number; place: number; quality: string; grade: string; owner: string; quantity: number }>`(
    select lot, place, quality, grade, owner, sum(quantity) as quantity from (
      select lot, place, quality, grade, owner, quantity - used as quantity from loose_lease
        where ended_at is null and until >= ${now}
      union all select cell.lot, place, quality, grade, owner, piece.quantity from lease
        join piece on piece.id = lease.piece join cell on cell.key = piece.cell
        where ended_at is null and until >= ${now}
    ) as each_lease group by lot, place, quality, grade, owner)`.as('leased');

function seenOf(site: string | null, at: number | null, change: number | null) {
  // 0: read beside a trip and never else.
  if (site === null || !Number(at)) return null;
  return {
    site: site as SiteId,
    at: Number(at) as Instant,
    change: change === 1 ? ('seen' as const) : ('left' as const),
  };
}
