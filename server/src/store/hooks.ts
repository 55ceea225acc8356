/** The rows of hooks. What they still have to be told is no copy of the feed but their place in it: a line that is stored waits for every hook at once, and nothing between the two can lose it. */
import { type HookFailure, type HookFormat, type HookTopic, toldOn } from '@changping/contracts/hook-words';
import type { FeedItem } from '@changping/contracts/live';
import type { Instant } from '@changping/contracts/units';
import type { Failure } from '../domain/hooks/format.ts';
import type { HookLang } from '../domain/hooks/message.ts';
import type { Database } from './database.ts';
import { uuid7 } from './uuid.ts';

export type NewHook = {
  name: string;
  url: string;
  format: HookFormat;
  secret: string | null;
  unit: string;
  topics: readonly HookTopic[];
  lang: HookLang;
};
export type Hook = NewHook & {
  key: number;
  id: string;
  madeBy: string;
  madeAt: Instant;
  pausedAt: Instant | null;
  passed: number;
  sending: number | null;
  told: number;
  givenUp: number;
  triedAt: Instant | null;
  okAt: Instant | null;
  failed: (Failure & { at: Instant }) | null;
  failures: number;
  againAt: Instant | null;
};
export type Waiting = FeedItem & { recordedAt: Instant };
export type Hooks = {
  all(): Hook[];
  byId(id: string): Hook | undefined;
  /** Told of what comes from now on. */
  add(hook: NewHook, by: string, now: Instant): Hook;
  pause(id: string, at: Instant | null): void;
  /** With its address and secret. */
  remove(id: string): void;
  /** @param sites null: all. @returns the first of what it has not been told, and up to where was looked. */
  waiting(hook: Hook, sites: readonly string[] | null): { items: Waiting[]; seen: number };
  count(hook: Hook, sites: readonly string[] | null): number;
  /** The message that ends with this event is about to be sent; null: a test. */
  begin(id: string, sending: number | null, at: Instant): void;
  /** It arrived. `upTo` null: a test did. */
  arrived(id: string, upTo: number | null, notices: number, now: Instant): void;
  missed(id: string, failure: Failure, now: Instant, againAt: Instant | null): void;
  giveUp(id: string, upTo: number, notices: number): void;
  /** Nothing of it is this one's. */
  pass(id: string, upTo: number): void;
  /** The last event that is stored. */
  newest(): number;
  /** Of all hooks there are. */
  givenUp(): number;
};

/** Events that are looked through at once, a few ms: a store that tells nobody anything must not be read from its first day. */
const window = 2000;
const itemsMost = 200;

export function hooks({ raw }: Pick<Database, 'raw'>): Hooks {
  const columns = `key, id, name, url, format, secret, unit, topics, lang, made_by as madeBy, made_at as madeAt, paused_at as pausedAt,
    passed, sending, told, given_up as givenUp, tried_at as triedAt, ok_at as okAt, failed_at as failedAt, failed_why as failedWhy,
    failed_detail as failedDetail, failures, again_at as againAt`;
  const all = raw.prepare(`select ${columns} from hook order by key`);
  const byId = raw.prepare(`select ${columns} from hook where id = ?`);
  const add = raw.prepare(
    `insert into hook (id, name, url, format, secret, unit, topics, lang, made_by, made_at, passed)
     values (@id, @name, @url, @format, @secret, @unit, @topics, @lang, @by, @now, (select coalesce(max(key), 0) from event))`,
  );
  const pause = raw.prepare('update hook set paused_at = ? where id = ?');
  const remove = raw.prepare('delete from hook where id = ?');
  const ahead = `(select * from event where key > @passed order by key limit ${window}) as event join site on site.key = event.site
    where what in (select value from json_each(@whats))
      and (@sites is null or site.code in (select value from json_each(@sites)))`;
  const waiting = raw.prepare(
    `select event.key as id, at, site.code as site, what, detail, coalesce(recorded_at, at) as recordedAt
     from ${ahead} order by event.key limit ${itemsMost}`,
  );
  const seen = raw
    .prepare(`select max(key) from (select key from event where key > ? order by key limit ${window})`)
    .pluck();
  const count = raw.prepare(`select count(*) from ${ahead}`).pluck();
  const begin = raw.prepare('update hook set sending = coalesce(?, sending), tried_at = ? where id = ?');
  const arrived = raw.prepare(
    `update hook set passed = max(passed, coalesce(@upTo, 0)), sending = case when @upTo is null then sending end,
       told = told + @notices, ok_at = @now, failures = 0, again_at = null where id = @id`,
  );
  const missed = raw.prepare(
    `update hook set failed_at = @now, failed_why = @why, failed_detail = @detail,
       failures = failures + (@againAt is not null), again_at = coalesce(@againAt, again_at) where id = @id`,
  );
  const giveUp = raw.prepare(
    `update hook set passed = max(passed, @upTo), given_up = given_up + @notices,
       sending = case when sending > @upTo then sending end where id = @id`,
  );
  const newest = raw.prepare('select coalesce(max(key), 0) from event').pluck();
  const givenUp = raw.prepare('select coalesce(sum(given_up), 0) from hook').pluck();
  const asked = ({ passed, topics }: Hook, sites: readonly string[] | null) => ({
    passed,
    whats: JSON.stringify(topics.flatMap((topic) => toldOn[topic] ?? [])),
    sites: sites && JSON.stringify(sites),
  });
  const find = (id: string): Hook | undefined => {
    const row = byId.get(id) as Row | undefined;
    return row && hookOf(row);
  };

  return {
    all: () => (all.all() as Row[]).map(hookOf),
    byId: find,
    add(hook, by, now) {
      const id = uuid7(now);
      add.run({ ...hook, topics: JSON.stringify(hook.topics), id, by, now });
      return find(id) as Hook;
    },
    pause: (id, at) => void pause.run(at, id),
    remove: (id) => void remove.run(id),
    waiting(hook, sites) {
      const rows = waiting.all(asked(hook, sites)) as (Waiting & { detail: string })[];
      const items = rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as FeedItem['detail'] }));
      const last = items.length === itemsMost ? items.at(-1)?.id : undefined;
      return { items, seen: last ?? (seen.get(hook.passed) as number | null) ?? hook.passed };
    },
    count: (hook, sites) => count.get(asked(hook, sites)) as number,
    begin: (id, sending, at) => void begin.run(sending, at, id),
    arrived: (id, upTo, notices, now) => void arrived.run({ id, upTo, notices, now }),
    missed: (id, { why, detail }, now, againAt) => void missed.run({ id, why, detail, now, againAt }),
    giveUp: (id, upTo, notices) => void giveUp.run({ id, upTo, notices }),
    pass: (id, upTo) => void giveUp.run({ id, upTo, notices: 0 }),
    newest: () => newest.get() as number,
    givenUp: () => givenUp.get() as number,
  };
}

type Row = Omit<Hook, 'topics' | 'failed'> & {
  topics: string;
  failedAt: Instant | null;
  failedWhy: HookFailure | null;
  failedDetail: string | null;
};

function hookOf({ topics, failedAt, failedWhy, failedDetail, ...row }: Row): Hook {
  const failed =
    failedAt !== null && failedWhy ? { at: failedAt, why: failedWhy, detail: failedDetail ?? '' } : null;
  return { ...row, topics: JSON.parse(topics) as HookTopic[], failed };
}
