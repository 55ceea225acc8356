/** The outboxes of the gateways: which epoch is current and which of its numbers are kept. In memory for the hot path; the rows of `evidence` are the truth it is read back from. */
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { type Mark, noMark, take } from '../domain/marks.ts';
import type { Database } from './database.ts';

export type Outbox = {
  readonly key: number;
  readonly gateway: GatewayId;
  readonly epoch: string;
  mark: Mark;
  superseded: boolean;
  /** A birth spoke of it since this program started. */
  announced: boolean;
};

export type Outboxes = {
  find(gateway: GatewayId, epoch: string): Outbox | undefined;
  current(gateway: GatewayId): Outbox | undefined;
  /** Outboxes the gateway ever had. */
  countOf(gateway: GatewayId): number;
  /** A new epoch takes the place of the gateway's current one; a known one stays what it is. */
  register(gateway: GatewayId, site: SiteId, epoch: string, now: Instant): Outbox;
  /** Within the caller's transaction. */
  saveMark(outbox: Outbox, mark: Mark): void;
  gatewayKey(gateway: GatewayId, site: SiteId): number;
  /** After a failed transaction: what is in memory may tell of rows that are not there. */
  forget(): void;
};

export function outboxes({ raw }: Pick<Database, 'raw'>): Outboxes {
  const findGateway = raw.prepare('select key from gateway where code = ?').pluck();
  const addGateway = raw.prepare('insert into gateway (code, site) values (?, ?)');
  const siteOf = raw.prepare('select key from site where code = ?').pluck();
  const addSite = raw.prepare('insert into site (code) values (?)');
  const addOutbox = raw.prepare(
    'insert into outbox (gateway, epoch, mark, registered_at) values (?, ?, 0, ?)',
  );
  const supersede = raw.prepare('update outbox set superseded_at = ? where key = ?');
  const setMark = raw.prepare('update outbox set mark = ? where key = ?');
  const gateways = new Map<string, number>();
  const known = new Map<string, Outbox>();
  const currents = new Map<GatewayId, Outbox>();
  const counts = new Map<GatewayId, number>();
  const remember = (outbox: Outbox): void => {
    known.set(name(outbox.gateway, outbox.epoch), outbox);
    counts.set(outbox.gateway, (counts.get(outbox.gateway) ?? 0) + 1);
  };

  for (const outbox of readAll(raw)) {
    remember(outbox);
    if (!outbox.superseded) currents.set(outbox.gateway, outbox);
  }

  const gatewayKey = (gateway: GatewayId, site: SiteId): number => {
    const key =
      gateways.get(gateway) ??
      (findGateway.get(gateway) as number | undefined) ??
      Number(addGateway.run(gateway, siteKey(site)).lastInsertRowid);
    gateways.set(gateway, key);
    return key;
  };
  const siteKey = (site: SiteId) =>
    (siteOf.get(site) as number | undefined) ?? addSite.run(site).lastInsertRowid;
  const add = raw.transaction((gateway: GatewayId, site: SiteId, epoch: string, now: Instant) => {
    const before = currents.get(gateway);
    if (before) supersede.run(now, before.key);
    return Number(addOutbox.run(gatewayKey(gateway, site), epoch, now).lastInsertRowid);
  });

  return {
    find: (gateway, epoch) => known.get(name(gateway, epoch)),
    current: (gateway) => currents.get(gateway),
    countOf: (gateway) => counts.get(gateway) ?? 0,
    gatewayKey,
    register(gateway, site, epoch, now) {
      const there = known.get(name(gateway, epoch));
      if (there) return there;
      let key: number;
      try {
        key = add(gateway, site, epoch, now);
      } catch (error) {
        gateways.clear();
        throw error;
      }
      const before = currents.get(gateway);
      if (before) before.superseded = true;
      const outbox = { key, gateway, epoch, mark: noMark, superseded: false, announced: false };
      remember(outbox);
      currents.set(gateway, outbox);
      return outbox;
    },
    forget: () => gateways.clear(),
    saveMark: (outbox, mark) => {
      if (mark.upTo !== outbox.mark.upTo) setMark.run(mark.upTo, outbox.key);
    },
  };
}

const name = (gateway: string, epoch: string) => `${gateway}/${epoch}`;

/** What lies beyond the saved mark is read from the evidence itself. */
function readAll(raw: Database['raw']): Outbox[] {
  const rows = raw
    .prepare(
      `select outbox.key, gateway.code as gateway, epoch, mark, superseded_at as supersededAt
       from outbox join gateway on gateway.key = outbox.gateway order by outbox.key`,
    )
    .all() as (Omit<Outbox, 'mark' | 'superseded' | 'announced'> & {
    mark: number;
    supersededAt: number | null;
  })[];
  const beyond = raw.prepare(
    'select from_seq as "from", seq from evidence where outbox = ? and seq > ? order by seq',
  );
  return rows.map(({ mark, supersededAt, ...row }) => {
    let kept: Mark = { upTo: mark, over: [] };
    for (const { from, seq } of beyond.iterate(row.key, mark) as Iterable<{ from: number; seq: number }>)
      kept = take(kept, from, seq);
    return { ...row, mark: kept, superseded: supersededAt !== null, announced: false };
  });
}
