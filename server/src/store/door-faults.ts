/** The door contacts a person must see to, as the gateways tell of them: opened by the letter that says so, closed by the one that says it no more, or when its gateway is taken out of service and nobody would ever say so. Writing runs inside the caller's transaction. */
import type { DoorFault, HealthLetter } from '@changping/contracts/letters';
import type { DoorLive, FeedItem } from '@changping/contracts/live';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import type { Database } from './database.ts';

export type DoorFaults = {
  /** @returns lines of the feed. */
  keep(letter: HealthLetter, by: DoorSource): Omit<FeedItem, 'id'>[];
  /** Closes those of all gateways but these. @returns lines of the feed. */
  retire(ours: readonly GatewayId[], now: Instant): Omit<FeedItem, 'id'>[];
};
export type DoorSource = {
  site: SiteId;
  siteKey: number;
  gatewayKey: number;
  outbox: number;
  evidence: number;
  at: number;
};

/** Of one site; `?` is its code. */
export const openDoors = `select gateway.code as gateway, reader, fault, opened_at as since from door_fault
  join gateway on gateway.key = door_fault.gateway
  where door_fault.site = (select key from site where code = ?) and closed_at is null order by door_fault.key`;

export function doorFaults({ raw }: Pick<Database, 'raw'>): DoorFaults {
  const later = raw.prepare(
    `select 1 from evidence where outbox = ? and seq > ? and kind = 'health' limit 1`,
  );
  const open = raw.prepare(
    'select key, reader, fault from door_fault where gateway = ? and closed_at is null',
  );
  const close = raw.prepare('update door_fault set closed_at = ?, closed_by = ? where key = ?');
  const add = raw.prepare(
    'insert into door_fault (site, gateway, reader, fault, opened_at, opened_by) values (?, ?, ?, ?, ?, ?)',
  );
  const allOpen = raw.prepare(
    `select door_fault.key, site.code as site, gateway.code as gateway, reader, fault from door_fault
     join gateway on gateway.key = door_fault.gateway join site on site.key = door_fault.site
     where closed_at is null order by door_fault.key`,
  );
  // A replay goes by letters: the next that comes, of whomever, finds it closed.
  const end = raw.prepare(
    `update door_fault set closed_at = ?, closed_by = (select max(key) + 1 from evidence), closed_why = 'gatewayGone' where key = ?`,
  );

  return {
    retire(ours, now) {
      const rows = allOpen.all() as (DoorLive & { key: number; site: SiteId })[];
      return rows
        .filter(({ gateway }) => !ours.includes(gateway))
        .map(({ key, site, gateway, reader, fault }) => {
          end.run(now, key);
          return { at: now, site, what: 'doorGone', detail: { gateway, reader, fault } };
        });
    },
    keep({ gw, seq, readers }, { site, siteKey, gatewayKey, outbox, evidence, at }) {
      // A letter that was late has nothing to say of how it is now.
      if (later.get(outbox, seq)) return [];
      const lines: Omit<FeedItem, 'id'>[] = [];
      const say = (what: 'doorFault' | 'doorWell', reader: string, fault: DoorFault) =>
        lines.push({ at: at as Instant, site, what, detail: { gateway: gw, reader, fault } });
      const before = open.all(gatewayKey) as (Pick<DoorLive, 'reader' | 'fault'> & { key: number })[];
      const now = new Map(readers.flatMap(({ reader, door }) => (door ? [[reader, door] as const] : [])));
      for (const { key, reader, fault } of before) {
        const is = now.get(reader);
        if (is === fault) now.delete(reader);
        else {
          close.run(at, evidence, key);
          if (!is) say('doorWell', reader, fault);
        }
      }
      for (const [reader, fault] of now) {
        add.run(siteKey, gatewayKey, reader, fault, at, evidence);
        say('doorFault', reader, fault);
      }
      return lines;
    },
  };
}
