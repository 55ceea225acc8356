/** Gateways that knocked and that no settings file names: they wait until a person lets them in. One that comes with another key is another applicant, so nobody can slip in under a name that is about to be approved. */
import type { FeedItem } from '@changping/contracts/live';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import type { Database } from './database.ts';

export type Knock = { gateway: GatewayId; site: SiteId; keyHash: string; address: string };
export type Applicant = Knock & {
  /** What a person compares with the page of the gateway itself. */
  fingerprint: string;
  firstAt: Instant;
  lastAt: Instant;
  tries: number;
};
export type Verdict = 'approved' | 'refused';
export type Applicants = {
  /** Whom a person has let in: its store is the one it was approved for. Reads only. */
  admitted(gateway: GatewayId, keyHash: string): Knock | undefined;
  /** Counts it. @returns whether it was not known before. */
  knock(who: Knock, now: Instant): boolean;
  waiting(): Applicant[];
  approved(): Knock[];
  /** With a line of the feed in the same commit: who was let in, by what key, and by whom. @returns false when nobody of this name and fingerprint is known, or more than one. */
  decide(gateway: string, fingerprint: string, verdict: Verdict, now: Instant, by: string): boolean;
  /** What was decided, as the feed tells it, after an event and up to the newest of all. */
  decided(after: number): { lines: FeedItem[]; upTo: number };
};
const told = { approved: 'gatewayAdmitted', refused: 'gatewayRefused' } as const;

/** More than a region's gateways never wait at once: whoever has been silent longest gives way. */
const waitingMax = 100;
/** 64 bits: a key with the fingerprint of another can not be found by trying. */
const fingerprintLength = 16;
export const fingerprintOf = (keyHash: string): string => keyHash.slice(0, fingerprintLength);

export function applicants({ raw }: Pick<Database, 'raw'>): Applicants {
  const again = raw.prepare(
    `update applicant set last_at = ?, tries = tries + 1, address = ?, site = case state when 'waiting' then ? else site end
     where gateway = ? and key_hash = ?`,
  );
  const makeRoom = raw.prepare(
    `delete from applicant where state = 'waiting' and key not in (
       select key from applicant where state = 'waiting' order by last_at desc, key desc limit ${waitingMax - 1})`,
  );
  const add = raw.prepare(
    `insert into applicant (gateway, site, key_hash, address, first_at, last_at, tries, state)
     values (?, ?, ?, ?, ?, ?, 1, 'waiting')`,
  );
  const columns = 'gateway, site, key_hash as keyHash, address';
  const waiting = raw.prepare(
    `select ${columns}, first_at as firstAt, last_at as lastAt, tries from applicant
     where state = 'waiting' order by last_at desc`,
  );
  const approved = raw.prepare(`select ${columns} from applicant where state = 'approved'`);
  const admitted = raw.prepare(
    `select ${columns} from applicant where gateway = ? and key_hash = ? and state = 'approved'`,
  );
  const meant = raw.prepare(
    `select key, site from applicant where gateway = ? and substr(key_hash, 1, ${fingerprintLength}) = ?`,
  );
  const decide = raw.prepare('update applicant set state = ?, decided_at = ? where key = ?');
  const addLine = raw.prepare(
    `insert into event (at, site, what, detail, recorded_at) select ?, key, ?, ?, ? from site where code = ?`,
  );
  const lines = raw.prepare(
    `select event.key as id, at, site.code as site, what, detail from event join site on site.key = event.site
     where event.key > ? and what in ('${told.approved}', '${told.refused}') order by event.key`,
  );
  const newest = raw.prepare('select coalesce(max(key), 0) from event').pluck();
  return {
    admitted: (gateway, keyHash) => admitted.get(gateway, keyHash) as Knock | undefined,
    knock: raw.transaction(({ gateway, site, keyHash, address }: Knock, now: Instant) => {
      if (again.run(now, address, site, gateway, keyHash).changes) return false;
      makeRoom.run();
      add.run(gateway, site, keyHash, address, now, now);
      return true;
    }),
    waiting: () =>
      (waiting.all() as Omit<Applicant, 'fingerprint'>[]).map((row) => ({
        ...row,
        fingerprint: fingerprintOf(row.keyHash),
      })),
    approved: () => approved.all() as Knock[],
    decide: raw.transaction(
      (gateway: string, fingerprint: string, verdict: Verdict, now: Instant, by: string) => {
        const found = meant.all(gateway, fingerprint.toLowerCase()) as { key: number; site: string }[];
        const [only] = found;
        if (!only || found.length > 1) return false;
        decide.run(verdict, now, only.key);
        const detail = { gateway, fingerprint: fingerprint.toLowerCase(), by };
        addLine.run(now, told[verdict], JSON.stringify(detail), now, only.site);
        return true;
      },
    ),
    decided: raw.transaction((after: number) => ({
      lines: (lines.all(after) as (Omit<FeedItem, 'detail'> & { detail: string })[]).map((line) => ({
        ...line,
        detail: JSON.parse(line.detail),
      })),
      upTo: newest.get() as number,
    })),
  };
}
