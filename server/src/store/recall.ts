/** What the live picture must remember across a restart. Asked once, at start, or now and then. */
import type { FeedItem } from '@changping/contracts/live';
import type { GatewayId, Instant } from '@changping/contracts/units';
import type { Database } from './database.ts';

export type Recall = {
  lastLetterAt(gateway: GatewayId): Instant | null;
  /** Oldest first. */
  feed(most: number): FeedItem[];
  quarantined(): number;
  /** The newest commit of all chains. */
  commits(): number;
};

export function recall({ raw }: Pick<Database, 'raw'>): Recall {
  const last = raw
    .prepare(
      `select arrived_at from evidence where outbox = (
         select max(outbox.key) from outbox join gateway on gateway.key = outbox.gateway where code = ?)
       order by seq desc limit 1`,
    )
    .pluck();
  const newest = raw.prepare(
    `select event.key as id, at, site.code as site, what, detail from event join site on site.key = event.site
     order by event.key desc limit ?`,
  );
  const commits = raw.prepare('select max(key) from commit_row').pluck();
  const poison = raw
    .prepare(
      'select (select count(*) from quarantine) + (select coalesce(sum(letters), 0) from quarantine_shed)',
    )
    .pluck();
  return {
    lastLetterAt: (gateway) => (last.get(gateway) as Instant | undefined) ?? null,
    feed: (most) =>
      (newest.all(most) as (Omit<FeedItem, 'detail'> & { detail: string })[])
        .reverse()
        .map(({ detail, ...item }) => ({ ...item, detail: JSON.parse(detail) })),
    commits: () => (commits.get() as number | null) ?? 0,
    quarantined: () => poison.get() as number,
  };
}
