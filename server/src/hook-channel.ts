/** Tells hooks what the feed has stored: each at its own pace, one message at a time, until it arrives or a day is over. Nothing waits for it; without hooks nothing leaves the server. What was begun and not noted as arrived before a crash goes once more under the same number: twice is possible, never is not. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@changping/contracts/faults';
import type { Instant } from '@changping/contracts/units';
import { withoutQuantity } from './domain/count/withheld.ts';
import { diskFault } from './domain/disk-fault.ts';
import { type Failure, failureIn, type Hmac, postOf } from './domain/hooks/format.ts';
import { type HookLang, type Locale, type Message, messageOf, testMessage } from './domain/hooks/message.ts';
import { againAfter, isGivenUp, leastApart, longestWait } from './domain/hooks/pace.ts';
import type { HookPost } from './edge/hook-post.ts';
import type { Hook, Hooks } from './store/hooks.ts';

export type HookChannel = {
  /** One message now. @returns why it did not arrive. @throws Fault hookBusy */
  test(hook: Hook): Promise<(Failure & { at: Instant }) | null>;
  close(): Promise<void>;
};
export type ChannelParts = {
  rows: Hooks;
  line: Pick<HookPost, 'post' | 'close'>;
  hmac: Hmac;
  /** Those that a unit has below it; null: all. */
  sitesOf(unit: string): readonly string[] | null;
  /** Of which some is being counted, where a group must not read how much there is. */
  counted(): ReadonlySet<string>;
  locale(lang: HookLang): Locale;
  now(): Instant;
  /** Robots count real minutes. */
  wall(): Instant;
  failed(error: Error): void;
  die(error: Error): never;
};

const lookEvery = 1000;
const waitAfterFault = 60_000;
/** Events that are none of a hook's own are passed by so many at once. */
const passedAtOnce = 500;

export function openHookChannel(parts: ChannelParts): HookChannel {
  const { rows, line, hmac, sitesOf, counted, locale, now, wall, failed, die } = parts;
  const underWay = new Map<string, Promise<unknown>>();
  const testing = new Set<string>();
  /** Up to which event there was nothing for it. */
  const idle = new Map<string, number>();
  let waitUntil = 0;
  let isClosed = false;

  /** Told before it is sent that it is, and afterwards what became of it. */
  async function send(hook: Hook, message: Message, isTest: boolean): Promise<Failure | null> {
    const upTo = isTest ? null : message.number;
    rows.begin(hook.id, upTo, wall());
    const answer = await line.post(postOf(hook, message, wall(), hmac));
    const failure = 'why' in answer ? answer : failureIn(hook.format, answer.status, answer.body);
    // What was cut off by the end of the server failed by no fault of the robot.
    if (isClosed && failure) return failure;
    if (!failure) rows.arrived(hook.id, upTo, message.notices.length, now());
    else {
      const wait = isTest ? null : ((wall() + againAfter(hook.failures + 1, Math.random())) as Instant);
      rows.missed(hook.id, failure, now(), wait);
    }
    return failure;
  }
  function begin(hook: Hook, message: Message, isTest = false): Promise<Failure | null> {
    const sent = send(hook, message, isTest).finally(() => underWay.delete(hook.id));
    underWay.set(
      hook.id,
      sent.catch(() => {}),
    );
    return sent;
  }

  function look(): void {
    if (wall() < waitUntil) return;
    try {
      const all = rows.all();
      const newest = all.length ? rows.newest() : 0;
      for (const hook of all) if (isDue(hook) && idle.get(hook.id) !== newest) tell(hook, newest);
    } catch (error) {
      trouble(error);
    }
  }
  function isDue({ id, pausedAt, againAt, triedAt }: Hook): boolean {
    if (pausedAt !== null || underWay.has(id) || testing.has(id)) return false;
    const at = wall();
    // A clock that was set back must not silence it.
    const isEarly = againAt !== null && at < againAt && at > againAt - longestWait;
    const isQuick = triedAt !== null && at < triedAt + leastApart && at >= triedAt;
    return !isEarly && !isQuick;
  }
  function tell(hook: Hook, newest: number): void {
    const { items, seen } = rows.waiting(hook, sitesOf(hook.unit));
    const at = now();
    const young = items.findIndex(({ recordedAt }) => !isGivenUp(recordedAt, at));
    const old = young < 0 ? items : items.slice(0, young);
    const last = old.at(-1);
    if (last) rows.giveUp(hook.id, last.id, old.length);
    const fresh = items.slice(old.length);
    if (!items.length && seen - hook.passed >= passedAtOnce) rows.pass(hook.id, seen);
    if (!items.length && seen === newest) idle.set(hook.id, newest);
    const begun = fresh.filter(({ id }) => hook.sending === null || id <= hook.sending);
    const next = (begun.length ? begun : fresh).map((item) => withoutQuantity(item, counted()));
    if (next.length) begin(hook, messageOf(next, hook.format, hook.lang, locale(hook.lang))).catch(trouble);
  }
  function trouble(error: unknown): void {
    const failure = error instanceof Error ? error : new Error(String(error));
    if (diskFault(failure) === 'untrusted') die(failure);
    waitUntil = wall() + waitAfterFault;
    failed(failure);
  }

  const timer = setInterval(look, lookEvery);
  return {
    async test(hook) {
      const { id } = hook;
      if (testing.has(id)) throw new Fault('hookBusy');
      testing.add(id);
      try {
        await underWay.get(id);
        if (isClosed) throw new Fault('hookBusy');
        const { triedAt } = rows.byId(id) ?? hook;
        await sleep(Math.min(leastApart, Math.max(0, (triedAt ?? 0) + leastApart - wall())));
        if (isClosed) throw new Fault('hookBusy');
        const failure = await begin(hook, testMessage(hook.lang, locale(hook.lang)), true);
        return failure && { ...failure, at: now() };
      } finally {
        testing.delete(id);
      }
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      line.close();
      await Promise.all(underWay.values());
    },
  };
}
