/** The rows of handhelds. What people do to them is written inside an act's transaction; that one was there, and under which number it sent what, is no act. */
import type { Answer, Query } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import { arranged, isNamed, type Orders } from '../domain/arranged.ts';
import type { Known, Word } from '../domain/handheld.ts';
import type { Database } from './database.ts';
import { hashCode, hashToken, newCode, newToken } from './secrets.ts';
import { uuid7 } from './uuid.ts';

export type Handheld = {
  readonly key: number;
  readonly id: string;
  readonly name: string;
  readonly site: string;
  readonly epoch: string | null;
  readonly seenAt: Instant | null;
  readonly unsent: number | null;
  readonly enrolledAt: Instant | null;
  readonly revokedAt: Instant | null;
};
/** A handheld that asks, and what it says of itself. */
export type Held = Handheld & { word: Word | null };
export type Leftover = CommandBody<'/api/handhelds/leftover'> & { signedAt: Instant; arrivedAt: Instant };
export type Handhelds = {
  find(token: string): Handheld | undefined;
  byId(id: string): Handheld | undefined;
  /** It asked something. A disk write a minute is enough, and one in five seconds for what it keeps unsent. */
  touch(handheld: Handheld, unsent: number | null, now: Instant): void;
  /** @returns the code, which can not be read back. */
  add(
    row: { name: string; site: string; by: string; endsAt: Instant },
    now: Instant,
  ): { id: string; code: string };
  /** Whose code waits; undefined where it is wrong, used or over. */
  byCode(code: string, now: Instant): Handheld | undefined;
  /** Who is in at its browser is in on it from now on. @returns what the handheld keeps. */
  enrol(key: number, epoch: string, session: string | null, now: Instant): string;
  /** Those that work, by name. */
  enrolled(): Pick<Handheld, 'id' | 'name' | 'site'>[];
  /** Its sessions end with it, and its leases. */
  revoke(key: number, now: Instant): void;
  known(key: number, epoch: string, seq: number): Known;
  /** Under this number it sent this. A memory that is new takes the place of the one before. */
  heard(
    key: number,
    word: { epoch: string; seq: number },
    digest: string,
    result: string,
    now: Instant,
  ): void;
  /** Was this left before, or has it left as much as is kept? */
  leaves(key: number, leftover: { epoch: string; seq: number }): 'known' | 'full' | 'new';
  leave(key: number, leftover: Leftover): void;
  leftover(key: number): { handheld: string; site: string; isSettled: boolean } | undefined;
  settle(key: number, by: string, reason: string, now: Instant): void;
  /** Counting what is missing of one takes a millisecond, so others have a turn between two. */
  list(
    sites: readonly string[],
    query: Query<'/api/handhelds'>,
  ): Generator<undefined, Answer<'/api/handhelds'>>;
  leftovers(sites: readonly string[]): Answer<'/api/handhelds/leftovers'>['items'];
};

const touchEvery = 60_000;
const newsEvery = 5000;
/** Numbers that are remembered of a memory, and what a lost handheld may leave. */
const seqsKept = 5000;
const leftMost = 500;
const leftBytesMost = 4 * 2 ** 20;
const listMost = 1000;
/** Bodies of one list; what is not settled comes first, and what is beyond follows when these are. */
const listBytesMost = 8 * 2 ** 20;

export function handhelds({ raw }: Pick<Database, 'raw'>): Handhelds {
  /** When its unsent count was written last: it says another with each question if it likes. */
  const newsAt = new Map<number, Instant>();
  const columns =
    'key, id, name, site, epoch, seen_at as seenAt, unsent, enrolled_at as enrolledAt, revoked_at as revokedAt';
  const find = raw.prepare(`select ${columns} from handheld where token_hash = ?`);
  const byId = raw.prepare(`select ${columns} from handheld where id = ?`);
  const enrolled = raw.prepare(
    `select id, name, site from handheld where enrolled_at is not null and revoked_at is null order by name limit ${listMost}`,
  );
  const byCode = raw.prepare(
    `select ${columns} from handheld where code_hash = ? and code_ends_at > ? and revoked_at is null`,
  );
  const touch = raw.prepare('update handheld set seen_at = ?, unsent = coalesce(?, unsent) where key = ?');
  const add = raw.prepare(
    'insert into handheld (id, name, site, code_hash, code_ends_at, made_by, made_at) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const enrol = raw.prepare(
    'update handheld set token_hash = ?, code_hash = null, code_ends_at = null, epoch = ?, enrolled_at = ?, unsent = 0 where key = ?',
  );
  const bind = raw.prepare(
    "update session set handheld = ? where token_hash = ? and kind = 'browser' and ended_at is null",
  );
  const revoke = raw.prepare('update handheld set revoked_at = ?, code_hash = null where key = ?');
  const endSessions = raw.prepare('update session set ended_at = ? where handheld = ? and ended_at is null');
  const endLeases = ['lease', 'loose_lease'].map((table) =>
    raw.prepare(`update ${table} set ended_at = min(?, until) where handheld = ? and ended_at is null`),
  );
  const become = raw.prepare('update handheld set epoch = ? where key = ?');
  const addEpoch = raw.prepare(
    'insert into handheld_epoch (handheld, epoch, at) values (?, ?, ?) on conflict do nothing',
  );
  const isEpoch = raw.prepare('select 1 from handheld_epoch where handheld = ? and epoch = ?');
  const epochOf = raw.prepare('select epoch from handheld where key = ?').pluck();
  const digestOf = raw
    .prepare("select digest from handheld_seq where handheld = ? and epoch = ? and seq = ? and result = 'ok'")
    .pluck();
  const hear = raw.prepare(
    `insert into handheld_seq (handheld, epoch, seq, digest, result, at) values (?, ?, ?, ?, ?, ?)
     on conflict (handheld, epoch, seq) do update set digest = excluded.digest, result = excluded.result, at = excluded.at`,
  );
  const forget = raw.prepare('delete from handheld_seq where handheld = ? and epoch = ? and seq <= ?');
  const left = raw.prepare(
    'select count(*) as n, coalesce(sum(length(body)), 0) as bytes from handheld_leftover where handheld = ?',
  );
  const isLeft = raw.prepare('select 1 from handheld_leftover where handheld = ? and epoch = ? and seq = ?');
  const leave = raw.prepare(
    `insert into handheld_leftover (handheld, epoch, seq, account, signed_at, arrived_at, command, body)
     values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (handheld, epoch, seq) do nothing`,
  );
  const leftover = raw.prepare(
    `select handheld.name as handheld, site, settled_at is not null as isSettled
     from handheld_leftover join handheld on handheld.key = handheld where handheld_leftover.key = ?`,
  );
  const settle = raw.prepare(
    'update handheld_leftover set settled_at = ?, settled_by = ?, reason = ? where key = ?',
  );
  const list = raw.prepare(
    `select key, epoch, id, name, site, made_by as madeBy, made_at as madeAt, enrolled_at as enrolledAt,
       case when enrolled_at is null then code_ends_at end as codeEndsAt, seen_at as seenAt, unsent, revoked_at as revokedAt
     from handheld where site in (select value from json_each(?)) order by key desc`,
  );
  const missing = raw
    .prepare('select max(seq) - min(seq) + 1 - count(*) from handheld_seq where handheld = ? and epoch = ?')
    .pluck();
  const leftovers = raw.prepare(
    `select id, handheld, site, seq, "by", signedAt, arrivedAt, command, body, settledAt, settledBy, reason from (
       select handheld_leftover.key as id, handheld.name as handheld, site, seq, account as "by", signed_at as signedAt, arrived_at as arrivedAt,
         command, body, settled_at as settledAt, settled_by as settledBy, reason,
         sum(length(body)) over (order by settled_at is not null, handheld_leftover.key desc) as bytes
       from handheld_leftover join handheld on handheld.key = handheld where site in (select value from json_each(?))
     ) where bytes <= ${listBytesMost} order by settledAt is not null, id desc limit ${listMost}`,
  );
  return {
    find: (token) => find.get(hashToken(token)) as Handheld | undefined,
    byId: (id) => byId.get(id) as Handheld | undefined,
    touch({ key, seenAt, unsent: before }, unsent, now) {
      const isNews =
        unsent !== null && unsent !== before && Math.abs(now - (newsAt.get(key) ?? 0)) >= newsEvery;
      if (isNews) newsAt.set(key, now);
      if (isNews || Math.abs(now - (seenAt ?? 0)) >= touchEvery) touch.run(now, unsent, key);
    },
    add({ name, site, by, endsAt }, now) {
      const [id, code] = [uuid7(now), newCode()];
      add.run(id, name, site, hashCode(code), endsAt, by, now);
      return { id, code };
    },
    byCode: (code, now) => byCode.get(hashCode(code), now) as Handheld | undefined,
    enrol(key, epoch, session, now) {
      const token = newToken();
      if (session !== null) bind.run(key, hashToken(session));
      enrol.run(hashToken(token), epoch, now, key);
      addEpoch.run(key, epoch, now);
      return token;
    },
    enrolled: () => enrolled.all() as Pick<Handheld, 'id' | 'name' | 'site'>[],
    revoke(key, now) {
      revoke.run(now, key);
      endSessions.run(now, key);
      for (const each of endLeases) each.run(now, key);
    },
    known(key, epoch, seq) {
      const present = (epochOf.get(key) as string | null | undefined) ?? null;
      return {
        epoch: present,
        isPast: (asked) => asked !== present && isEpoch.get(key, asked) !== undefined,
        digest: digestOf.get(key, epoch, seq) as string | undefined,
      };
    },
    heard(key, { epoch, seq }, digest, result, now) {
      if (epochOf.get(key) !== epoch) {
        addEpoch.run(key, epoch, now);
        become.run(epoch, key);
      }
      hear.run(key, epoch, seq, digest, result, now);
      if (seq % 100 === 0) forget.run(key, epoch, seq - seqsKept);
    },
    leaves(key, { epoch, seq }) {
      if (isLeft.get(key, epoch, seq)) return 'known';
      const { n, bytes } = left.get(key) as { n: number; bytes: number };
      return n >= leftMost || bytes >= leftBytesMost ? 'full' : 'new';
    },
    leave: (key, { epoch, seq, by, signedAt, arrivedAt, command, body }) =>
      void leave.run(key, epoch, seq, by, signedAt, arrivedAt, command, JSON.stringify(body)),
    leftover(key) {
      const row = leftover.get(key) as { handheld: string; site: string; isSettled: number } | undefined;
      return row && { ...row, isSettled: row.isSettled === 1 };
    },
    settle: (key, by, reason, now) => void settle.run(now, by, reason, key),
    *list(sites, query) {
      const { site: asked, text = '' } = query;
      const seen = (list.all(JSON.stringify(sites)) as Listed[]).filter(
        ({ site, name }) => (asked === undefined || site === asked) && isNamed(text, name),
      );
      const { items, next } = arranged(seen, byHandheld, ({ key }) => key, query);
      const rows: Omit<Listed, 'key' | 'epoch'>[] = [];
      for (const { key, epoch, ...row } of items) {
        rows.push({ ...row, missing: (missing.get(key, epoch) as number | null) ?? 0 });
        yield;
      }
      return { items: rows, next };
    },
    leftovers: (sites) =>
      (
        leftovers.all(JSON.stringify(sites)) as (Answer<'/api/handhelds/leftovers'>['items'][number] & {
          body: string;
        })[]
      ).map(({ body, ...row }) => ({ ...row, body: JSON.parse(body) as unknown })),
  };
}

const byHandheld: Orders<Listed> = {
  madeAt: ({ key }) => key,
  name: ({ name }) => name,
  site: ({ site }) => site,
  seen: ({ seenAt }) => seenAt,
  unsent: ({ unsent }) => unsent,
};

type Listed = Answer<'/api/handhelds'>['items'][number] & Pick<Handheld, 'key' | 'epoch'>;
