/** What the pages and people ask of the ledger: lists in pages, one tag with its trail. Reads only, in every dialect Kysely has. */
import type { Answer, Query } from '@changping/contracts/http';
import type { Epc } from '@changping/contracts/units';
import { type Kysely, sql } from 'kysely';
import { newestFirst, pageOf } from './pages.ts';
import { seenOf } from './piece-list.ts';
import type { Schema } from './schema.ts';
import { trailOf } from './trail.ts';

export type Reads = {
  /** @throws when the store does not answer. */
  answering(): Promise<unknown>;
  /** undefined for a tag that was never bound and never seen. */
  piece(epc: Epc): Promise<Omit<Answer<'/api/pieces/{epc}'>, 'withheld'> | undefined>;
  discrepancies(query: Query<'/api/discrepancies'>): Promise<Answer<'/api/discrepancies'>>;
  events(query: Query<'/api/events'>): Promise<Answer<'/api/events'>>;
  quarantine(query: Query<'/api/quarantine'>): Promise<Answer<'/api/quarantine'>>;
  /** Of one gateway, by its code. */
  outboxes(
    gateway: string,
  ): Promise<Pick<Answer<'/api/gateways'>['items'][number], 'outboxes' | 'quarantined' | 'voided'>>;
};

export function reads(db: Kysely<Schema>): Reads {
  return {
    answering: () => db.selectFrom('site').select('key').limit(1).execute(),

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
