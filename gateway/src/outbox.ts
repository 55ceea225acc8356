/** Letters that wait for the server's thanks, in their own SQLite file. A letter is on the disk before anyone hears of it, keeps its number and its bytes for ever, and goes only when an ack covers it. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ack, Letter, LetterHead, Refused, VoidLetter } from '@changping/contracts/letters';
import type { Epoch, GatewayId, Instant, Milliseconds, Seq } from '@changping/contracts/units';
import Sqlite from 'better-sqlite3';

/** A letter without what the outbox itself gives it. */
export type Draft<L extends Letter = Letter> = L extends Letter
  ? Omit<L, keyof LetterHead> & { at: Instant }
  : never;
export type Waiting = { seq: number; bytes: Buffer };
export type Outbox = {
  readonly epoch: Epoch;
  /** Resolves with the letter's number once it is on the disk; rejects when the disk refuses it. */
  put(draft: Draft): Promise<number>;
  page(after: number, limit: number): Waiting[];
  /** Letters with these numbers that are still here. */
  pick(numbers: readonly [number, number][], limit: number): Waiting[];
  /** @returns how many letters went. */
  forget(ack: Ack): number;
  refused(refusal: Refused, at: Instant): void;
  /** Holes whose letters are no longer here (the file was damaged or restored): a void takes their numbers, or the server waits for ever. */
  giveUp(numbers: readonly [number, number][], at: Instant): void;
  last(): number;
  depth(): number;
  counts(): OutboxCounts;
  close(): void;
};
export type OutboxCounts = { refusedByDisk: number; thinned: number; refusedByServer: number };
export type OutboxOptions = {
  gateway: GatewayId;
  folder: string;
  boot: string;
  mono(): Milliseconds;
  /** Pages the file may have; tests make a full disk with it. */
  maxPages?: number;
};

const ballastBytes = 512 * 1024;
/** Letters put while a group is gathered share one fsync. */
const gather = 3;
/** Curve letters given up at a time when the disk is full. */
const thinBy = 1000;

export function openOutbox({ gateway, folder, boot, mono, maxPages }: OutboxOptions): Outbox {
  mkdirSync(folder, { recursive: true });
  const ballast = join(folder, 'ballast');
  const db = new Sqlite(join(folder, 'outbox.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  if (maxPages) db.pragma(`max_page_count = ${maxPages}`);
  db.exec(`create table if not exists letter (seq integer primary key, kind text not null, bytes blob not null);
    create table if not exists counter (one integer primary key check (one = 1), epoch text not null, last integer not null);`);
  // The number comes from a counter row, for max(seq) + 1 begins again when the outbox is empty.
  db.prepare('insert or ignore into counter values (1, ?, 0)').run(randomBytes(8).toString('hex'));
  const { epoch } = db.prepare('select epoch from counter').get() as { epoch: Epoch };
  const next = db.prepare('update counter set last = last + 1 returning last').pluck();
  const lastOf = db.prepare('select last from counter').pluck();
  const add = db.prepare('insert into letter values (?, ?, ?)');
  const page = db.prepare('select seq, bytes from letter where seq > ? order by seq limit ?');
  const between = db.prepare('select seq, bytes from letter where seq between ? and ? order by seq limit ?');
  const drop = db.prepare('delete from letter where seq between ? and ?');
  const dropOne = db.prepare('delete from letter where seq = ?');
  const countAll = db.prepare('select count(*) from letter').pluck();
  const oldCurve = db.prepare(`select seq from letter where kind = 'climate' order by seq limit ?`).pluck();
  const all = db.prepare('select seq, bytes from letter order by seq');
  let depth = countAll.get() as number;
  const counts: OutboxCounts = { refusedByDisk: 0, thinned: 0, refusedByServer: 0 };
  let waiting: { draft: Draft; done: (seq: number) => void; fail: (error: unknown) => void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  keepBallast();

  const encode = (
    draft: Draft | (Omit<VoidLetter, keyof LetterHead> & { at: Instant }),
    seq: number,
  ): Buffer => Buffer.from(JSON.stringify({ v: 1, gw: gateway, epoch, seq, boot, mono: mono(), ...draft }));

  const putAll = db.transaction((drafts: readonly Draft[]): number[] =>
    drafts.map((draft) => {
      const seq = next.get() as number;
      add.run(seq, draft.kind, encode(draft, seq));
      return seq;
    }),
  );

  function write(): void {
    timer = undefined;
    const group = waiting;
    waiting = [];
    if (!group.length) return;
    try {
      settle(group, putAll.immediate(group.map(({ draft }) => draft)));
    } catch (error) {
      if (isFull(error) && thin(group[0]?.draft.at as Instant)) {
        try {
          settle(group, putAll.immediate(group.map(({ draft }) => draft)));
          return;
        } catch (again) {
          refuse(group, again);
          return;
        }
      }
      refuse(group, error);
    }
  }

  function settle(group: typeof waiting, numbers: number[]): void {
    depth += numbers.length;
    keepBallast();
    group.forEach(({ done }, i) => {
      done(numbers[i] as number);
    });
  }

  function refuse(group: typeof waiting, error: unknown): void {
    counts.refusedByDisk += group.length;
    for (const { fail } of group) fail(error);
  }

  /** Makes room by giving up the oldest run of the climate curve; one void takes its numbers. Breach and stock letters are never given up. */
  function thin(at: Instant): boolean {
    // On a full disk even a DELETE needs room to be written down: that is what the ballast is for.
    rmSync(ballast, { force: true });
    const run = longestRun(oldCurve.all(thinBy) as number[]);
    if (run.length < 2) return false;
    const [from, to] = [run[0] as number, run.at(-1) as number];
    try {
      db.transaction(() => {
        drop.run(from, to);
        add.run(
          to,
          'void',
          encode({ kind: 'void', from: from as Seq, to: to as Seq, reason: 'diskFull', at }, to),
        );
      })();
      db.pragma('wal_checkpoint(TRUNCATE)');
    } catch {
      return false;
    }
    depth -= run.length - 1;
    counts.thinned += run.length - 1;
    return true;
  }

  function giveUp(from: number, to: number, at: Instant): void {
    const draft = { kind: 'void' as const, from: from as Seq, to: to as Seq, reason: 'damaged' as const, at };
    db.transaction(() => {
      drop.run(from, to);
      add.run(to, 'void', encode(draft, to));
    })();
    depth = countAll.get() as number;
  }

  function seqOfDigest(digest: string): number | undefined {
    for (const { seq, bytes } of all.iterate() as Iterable<Waiting>)
      if (createHash('sha256').update(bytes).digest('hex').startsWith(digest)) return seq;
    return undefined;
  }

  function keepBallast(): void {
    if (existsSync(ballast)) return;
    try {
      writeFileSync(ballast, Buffer.alloc(ballastBytes));
    } catch {
      rmSync(ballast, { force: true });
    }
  }

  return {
    epoch,
    put: (draft) =>
      new Promise((done, fail) => {
        waiting.push({ draft, done, fail });
        timer ??= setTimeout(write, gather);
      }),
    page: (after, limit) => page.all(after, limit) as Waiting[],
    pick: (numbers, limit) =>
      numbers.flatMap(([from, to]) => between.all(from, to, limit) as Waiting[]).slice(0, limit),
    forget(ack) {
      if (ack.epoch !== epoch) return 0;
      const gone = drop.run(0, Math.min(ack.upTo, lastOf.get() as number)).changes;
      depth -= gone;
      return gone;
    },
    refused({ epoch: of, seq, digest }, at) {
      if (of === epoch && seq !== null) {
        const gone = dropOne.run(seq).changes;
        depth -= gone;
        counts.refusedByServer += gone;
        return;
      }
      const seqOf = seqOfDigest(digest);
      if (seqOf === undefined) return;
      // The server could not read its number, so a void must take it, or the mark stands still for ever.
      giveUp(seqOf, seqOf, at);
      counts.refusedByServer++;
    },
    giveUp(numbers, at) {
      for (const [from, to] of numbers) {
        let gap = from;
        const here = between.all(from, to, to - from + 1) as Waiting[];
        for (const { seq } of [...here, { seq: Math.min(to, lastOf.get() as number) + 1 }]) {
          if (seq > gap) giveUp(gap, seq - 1, at);
          gap = seq + 1;
        }
      }
    },
    last: () => lastOf.get() as number,
    depth: () => depth,
    counts: () => ({ ...counts }),
    close() {
      clearTimeout(timer);
      write();
      db.close();
    },
  };
}

const isFull = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL';

/** The longest stretch of numbers that follow each other without a gap. */
function longestRun(numbers: number[]): number[] {
  let best: number[] = [];
  let run: number[] = [];
  for (const number of numbers) {
    if (run.at(-1) === number - 1) run.push(number);
    else run = [number];
    if (run.length > best.length) best = run;
  }
  return best;
}
