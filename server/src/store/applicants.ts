/** Gateways that knocked and that no settings file names: they wait until a person lets them in. One that comes with another key is another applicant, so nobody can slip in under a name that is about to be approved. */
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
export type Answer = Verdict | 'waiting' | 'new' | 'full';
export type Applicants = {
  /** Counts it. 'new': it was not known before; 'full': too many wait, and nothing was written. */
  knock(who: Knock, now: Instant): Answer;
  waiting(): Applicant[];
  approved(): Knock[];
  /** @returns false when nobody of this name and fingerprint is known. */
  decide(gateway: string, fingerprint: string, verdict: Verdict, now: Instant): boolean;
};

/** More than a region's gateways never wait at once: whoever else knocks is a stranger. */
const waitingMax = 100;
const fingerprintLength = 8;
export const fingerprintOf = (keyHash: string): string => keyHash.slice(0, fingerprintLength);

export function applicants({ raw }: Pick<Database, 'raw'>): Applicants {
  const again = raw
    .prepare(
      `update applicant set last_at = ?, tries = tries + 1, address = ?, site = case state when 'waiting' then ? else site end
       where gateway = ? and key_hash = ? returning state`,
    )
    .pluck();
  const count = raw.prepare(`select count(*) from applicant where state = 'waiting'`).pluck();
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
  const decide = raw.prepare(
    `update applicant set state = ?, decided_at = ? where gateway = ? and substr(key_hash, 1, ${fingerprintLength}) = ?`,
  );
  return {
    knock({ gateway, site, keyHash, address }, now) {
      const state = again.get(now, address, site, gateway, keyHash) as Verdict | 'waiting' | undefined;
      if (state !== undefined) return state;
      if ((count.get() as number) >= waitingMax) return 'full';
      add.run(gateway, site, keyHash, address, now, now);
      return 'new';
    },
    waiting: () =>
      (waiting.all() as Omit<Applicant, 'fingerprint'>[]).map((row) => ({
        ...row,
        fingerprint: fingerprintOf(row.keyHash),
      })),
    approved: () => approved.all() as Knock[],
    decide: (gateway, fingerprint, verdict, now) =>
      decide.run(verdict, now, gateway, fingerprint.toLowerCase()).changes > 0,
  };
}
