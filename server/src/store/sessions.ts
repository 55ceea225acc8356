/** Who is in: sessions of browsers and tokens of scripts, each known by the hash of what its holder keeps. */
import type { CommandAnswer } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import { sessionEnd } from '../domain/session-end.ts';
import type { TokenScope } from '../domain/token-scope.ts';
import type { Person } from './accounts.ts';
import type { Database } from './database.ts';
import type { Held } from './handhelds.ts';
import { hashToken, newToken } from './secrets.ts';

export type Session = {
  readonly key: number;
  readonly account: number;
  readonly kind: 'browser' | 'token';
  /** A token that may look and change nothing: 1. */
  readonly isReadOnly: number;
  /** Of a token that may less than its owner. */
  readonly scope: TokenScope | null;
  readonly label: string;
  /** The handheld it was opened on; nothing else may use it. */
  readonly handheld: number | null;
  readonly address: string;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  readonly endsAt: Instant;
};
/** Who is in. */
export type Asker = {
  person: Person;
  session: Session;
  csrf: string;
  address: string;
  handheld?: Held | null;
};
/** Who is not. `isLocal`: at this computer itself. `agent`: what the browser says it is. `certificate`: the fingerprint of the one that was shown and holds. */
export type Stranger = {
  address: string;
  isLocal: boolean;
  agent: string;
  handheld?: Held | null;
  certificate?: string | null;
};
/** Who just came in. `token` is the holder's to keep. */
export type Entered = { token: string; me: CommandAnswer<'/api/session'> };

export type Sessions = {
  /** Within an act's transaction. @returns what its holder keeps; it can not be read back. */
  open(
    session: Omit<Session, 'key' | 'createdAt' | 'seenAt' | 'handheld' | 'scope'> &
      Partial<Pick<Session, 'handheld' | 'scope'>>,
    now: Instant,
  ): string;
  /** A session that is open, else why it ended; undefined for a token nobody has. */
  find(token: string, now: Instant): Session | 'idle' | 'tooLong' | undefined;
  /** A hand is on it. */
  touch(session: Session, now: Instant): void;
  openOf(account: number, now: Instant): (Session & { on: string | null })[];
  /** The account of a session that is open. */
  whose(key: number, now: Instant): number | undefined;
  end(key: number, now: Instant): void;
  /** `but`: the one that asks. */
  endAll(account: number, now: Instant, but?: number): void;
};

/** A disk write a minute is enough to know whether someone is there. */
const touchEvery = 60_000;

type Row = Omit<Session, 'scope'> & { scope: string | null };
const read = <Read extends Row>({ scope, ...row }: Read) => ({
  ...row,
  scope: scope === null ? null : (JSON.parse(scope) as TokenScope),
});

export function sessions({ raw }: Pick<Database, 'raw'>): Sessions {
  const columns =
    'key, account, kind, is_read_only as isReadOnly, label, address, handheld, scope, created_at as createdAt, seen_at as seenAt, ends_at as endsAt';
  const add = raw.prepare(
    `insert into session (token_hash, account, kind, is_read_only, label, address, created_at, seen_at, ends_at, ended_at, handheld, scope)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, ?)`,
  );
  const find = raw.prepare(`select ${columns} from session where token_hash = ? and ended_at is null`);
  const touch = raw.prepare('update session set seen_at = ? where key = ?');
  const openOf = raw.prepare(
    `select ${columns}, (select name from handheld where handheld.key = session.handheld) as "on"
     from session where account = ? and ended_at is null and ends_at > ? order by key desc`,
  );
  const whose = raw
    .prepare('select account from session where key = ? and ended_at is null and ends_at > ?')
    .pluck();
  const end = raw.prepare('update session set ended_at = ? where key = ? and ended_at is null');
  const endAll = raw.prepare(
    'update session set ended_at = ? where account = ? and key <> ? and ended_at is null',
  );
  return {
    open({ account, kind, isReadOnly, label, address, endsAt, handheld = null, scope = null }, now) {
      const token = newToken();
      const bound = scope && JSON.stringify(scope);
      add.run(hashToken(token), account, kind, isReadOnly, label, address, now, now, endsAt, handheld, bound);
      return token;
    },
    find(token, now) {
      const row = find.get(hashToken(token)) as Row | undefined;
      if (!row) return undefined;
      const session = read(row);
      const { kind, createdAt: openedAt, seenAt: lastSeenAt, endsAt } = session;
      if (kind === 'token') return now < endsAt ? session : 'tooLong';
      return sessionEnd({ openedAt, lastSeenAt }, now) ?? session;
    },
    touch({ key, seenAt }, now) {
      if (Math.abs(now - seenAt) >= touchEvery) touch.run(now, key);
    },
    openOf: (account, now) => (openOf.all(account, now) as (Row & { on: string | null })[]).map(read),
    whose: (key, now) => whose.get(key, now) as number | undefined,
    end: (key, now) => void end.run(now, key),
    endAll: (account, now, but = 0) => void endAll.run(now, account, but),
  };
}
