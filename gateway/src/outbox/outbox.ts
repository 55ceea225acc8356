/** Letters that wait for the server's thanks, in their own SQLite file. A letter is on the disk before anyone hears of it, keeps its number and its bytes, and goes only when an ack covers it. */
import { createHash } from 'node:crypto';
import type { Ack, Refused, VoidLetter } from '@changping/contracts/letters';
import type { Epoch, GatewayId, Instant, Milliseconds, Seq } from '@changping/contracts/units';
import { bytesOf, type Draft, isSpare } from './draft.ts';
import { codeOf, openFile } from './file.ts';
import { isForeign, type Renewal, renewal } from './renewal.ts';
import { openRoom } from './room.ts';
import { openRows, type Waiting } from './rows.ts';
import { gapsIn, runsOf } from './runs.ts';
import { type Memory, openTold, type Told } from './told.ts';

export type Outbox = {
  epoch(): Epoch;
  /** Takes the drafts, and what is to be remembered with them, whole or not at all. Resolves with the last one's number once it is on the disk; rejects when the disk refuses it. */
  put(drafts: Draft | readonly Draft[], memory?: Memory): Promise<number>;
  /** The next letters, as many as are worth holding in memory. */
  page(after: number, limit: number): Waiting[];
  /** Letters with these numbers that are still here. */
  pick(numbers: readonly [number, number][], limit: number): Waiting[];
  /** @returns how many letters went. */
  forget(ack: Pick<Ack, 'epoch' | 'upTo'>): number;
  /** @param sent the highest number the server can have seen. */
  refused(refusal: Refused, sent: number): 'set aside' | Renewal;
  /** The server knows letters of this epoch that are not ours. */
  renew(): Renewal;
  /** Holes whose letters are no longer here (the file was damaged or restored): a void takes their numbers, or the server waits for ever. */
  giveUp(numbers: readonly [number, number][]): void;
  last(): number;
  depth(): number;
  told: Pick<Told, 'inView' | 'recall'>;
  facts(): OutboxFacts;
  /** Writes what is still being gathered. */
  flush(): void;
  close(): void;
};
export type OutboxFacts = {
  /** Letters the full disk did not take; points of the curve it gave up; letters the server set aside. */
  refusedByDisk: number;
  /** Letters lost for another reason than the disk: a fault of the program. */
  unwritten: number;
  thinned: number;
  refusedByServer: number;
  /** Letters of stock and breaches that wait in memory for room. */
  held: number;
  diskFull: boolean;
  /** Where the damaged file of this start was put. */
  damaged: string | null;
};
export type OutboxOptions = {
  gateway: GatewayId;
  folder: string;
  boot: string;
  mono(): Milliseconds;
  now(): Instant;
  /** Something less dear on this disk makes room. */
  giveWay?(): void;
  /** The disk can't be trusted any more: end the program, what is accepted is on it. */
  die(error: Error): void;
  /** Pages the file may have; tests make a full disk with it. */
  maxPages?: number;
};

/** Letters put while a group is gathered share one fsync. */
const gather = 3;
/** A full disk is asked again this often. */
const retryFull = 1000;
/** Stock and breach letters kept in memory while the disk is full: minutes of a busy gate. */
const heldMost = 2000;
/** Curve letters given up at a time when the disk is full. */
const thinBy = 1000;
/** A void longer than the server's greatest believable jump would itself be refused. */
const voidMost = 100_000;
/** Letters among which a refusal without a number is looked for: more than can be on their way. */
const digestsMost = 2000;

type Unit = {
  drafts: readonly Draft[];
  memory: Memory | undefined;
  done: (seq: number) => void;
  fail: (error: unknown) => void;
};

export function openOutbox(options: OutboxOptions): Outbox {
  const { gateway, folder, boot, mono, now, giveWay, die, maxPages } = options;
  const { db, damaged } = openFile(folder, gateway);
  const room = openRoom(db, folder, maxPages);
  const rows = openRows(db);
  const told = openTold(db);
  const renewEpoch = renewal(db, rows);
  let { epoch } = rows.identity();
  let depth = rows.count();
  let waiting: Unit[] = [];
  let timer: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;
  /** Letters wait for room: others behind them need not hurry. */
  let stuck = false;
  const counts = { refusedByDisk: 0, unwritten: 0, thinned: 0, refusedByServer: 0 };

  const head = (seq: number) => ({ gw: gateway, epoch, seq, boot, mono: mono() });
  const putUnit = ({ drafts, memory }: Unit): number => {
    let seq = 0;
    for (const draft of drafts) {
      seq = rows.next();
      rows.add({ seq, kind: draft.kind, bytes: bytesOf(head(seq), draft) });
      told.note(draft);
    }
    if (memory) told.keep(memory);
    return seq;
  };
  const putAll = db.transaction((units: readonly Unit[]): number[] => units.map(putUnit));

  function write(): void {
    timer = undefined;
    room.tryLoosen();
    const group = waiting;
    waiting = [];
    if (group.length) settle(group);
    // Only what the disk would not take is waiting now.
    stuck = waiting.length > 0;
    clearTimeout(retry);
    if (stuck || room.isTight()) retry = setTimeout(write, retryFull);
  }

  function flush(): void {
    clearTimeout(timer);
    write();
  }

  function settle(group: readonly Unit[]): void {
    try {
      const numbers = withRoom(() => putAll.immediate(group));
      depth += group.reduce((sum, { drafts }) => sum + drafts.length, 0);
      group.forEach(({ done }, i) => {
        done(numbers[i] as number);
      });
    } catch (error) {
      if (isFull(error)) squeeze(group, error);
      // One letter that cannot be written must not take the others with it.
      else if (group.length > 1) for (const unit of group) settle([unit]);
      else
        for (const { drafts, fail } of group) {
          counts.unwritten += drafts.length;
          fail(error);
        }
    }
  }

  /** There is no room for all of them: stock and breaches first, in their order, and whoever comes after one that must wait waits too. */
  function squeeze(group: readonly Unit[], error: unknown): void {
    for (const unit of group) {
      if (unit.drafts.every(isSpare) || waiting.length >= heldMost) {
        counts.refusedByDisk += unit.drafts.length;
        unit.fail(error);
      } else if (waiting.length || group.length === 1) waiting.push(unit);
      else settle([unit]);
    }
  }

  /** @throws what `work` throws when there is no more room to make. */
  function withRoom<Made>(work: () => Made): Made {
    for (const step of [makeRoom, spare]) {
      try {
        return work();
      } catch (error) {
        if (isUntrusted(error)) die(error as Error);
        if (!isFull(error)) throw error;
        step();
      }
    }
    return work();
  }

  function makeRoom(): void {
    room.tighten();
    giveWay?.();
  }

  /** Gives up the oldest stretches of the climate curve; one void takes the numbers of each. Breach and stock letters are never given up. */
  function spare(): void {
    const runs = runsOf(rows.oldestCurve(thinBy));
    if (!runs.length) return;
    try {
      db.transaction(() => {
        for (const [from, to] of runs) writeVoid(from, to, 'diskFull');
      }).immediate();
    } catch {
      // Not even for that is there room: whoever asked finds out, and is asked again.
      return;
    }
    const gone = runs.reduce((sum, [from, to]) => sum + to - from, 0);
    depth -= gone;
    counts.thinned += gone;
  }

  function writeVoid(from: number, to: number, reason: VoidLetter['reason']): void {
    rows.drop(from, to);
    const draft = { kind: 'void' as const, from: from as Seq, to: to as Seq, reason, at: now() };
    rows.add({ seq: to, kind: 'void', bytes: bytesOf(head(to), draft) });
  }

  function giveUp(numbers: readonly [number, number][]): void {
    const last = rows.last();
    const gaps = numbers.flatMap(([from, end]) => {
      const to = Math.min(end, last, from + voidMost - 1);
      return from > to ? [] : gapsIn(from, to, rows.numbers(from, to, voidMost));
    });
    if (!gaps.length) return;
    db.transaction(() => {
      for (const [from, to] of gaps) writeVoid(from, to, 'damaged');
    }).immediate();
    depth = rows.count();
  }

  function renew(): Renewal {
    const outcome = renewEpoch(now());
    epoch = rows.identity().epoch;
    depth = rows.count();
    return outcome;
  }

  function refusedLetter({ seq, digest }: Refused, sent: number): Waiting | undefined {
    const named = (row: Waiting | undefined) => row && digestOf(row.bytes) === digest;
    if (seq !== null) {
      const row = rows.one(seq);
      return named(row) ? row : undefined;
    }
    for (const row of rows.newestUpTo(sent, digestsMost)) if (named(row)) return row;
    return undefined;
  }

  function setAside(refusal: Refused, sent: number): 'set aside' | Renewal {
    if (refusal.epoch !== null && refusal.epoch !== epoch) return 'set aside';
    const letter = refusedLetter(refusal, sent);
    if (!letter) return 'set aside';
    if (isForeign(refusal.fault)) return renew();
    depth -= rows.drop(letter.seq, letter.seq);
    counts.refusedByServer++;
    // The server could not read its number, so a void must take it, or the mark stands still for ever.
    if (refusal.seq === null) giveUp([[letter.seq, letter.seq]]);
    return 'set aside';
  }

  function forget(ack: Pick<Ack, 'epoch' | 'upTo'>): number {
    if (ack.epoch !== epoch) return 0;
    const gone = rows.drop(0, Math.min(ack.upTo, rows.last()));
    depth -= gone;
    return gone;
  }

  /** For what the line asks: a full disk only puts it off, for the server says it again. */
  function orLater<Made>(otherwise: Made, work: () => Made): Made {
    try {
      return withRoom(work);
    } catch (error) {
      if (!isFull(error)) throw error;
      return otherwise;
    }
  }

  return {
    epoch: () => epoch,
    put: (drafts, memory) =>
      new Promise((done, fail) => {
        waiting.push({ drafts: 'kind' in drafts ? [drafts] : drafts, memory, done, fail });
        if (!stuck) timer ??= setTimeout(write, gather);
      }),
    page: (after, limit) => rows.page(after, limit),
    pick: (numbers, limit) =>
      numbers
        .flatMap(([from, to]) => rows.numbers(from, to, limit))
        .slice(0, limit)
        .flatMap((seq) => rows.one(seq) ?? []),
    forget: (ack) => orLater(0, () => forget(ack)),
    refused: (refusal, sent) => orLater('set aside', () => setAside(refusal, sent)),
    renew: () => orLater('too soon', renew),
    giveUp: (numbers) => orLater(undefined, () => giveUp(numbers)),
    last: rows.last,
    depth: () => depth,
    told,
    facts: () => ({
      ...counts,
      held: stuck ? waiting.length : 0,
      diskFull: room.isTight(),
      damaged,
    }),
    flush,
    close() {
      flush();
      clearTimeout(retry);
      for (const { fail } of waiting.splice(0)) fail(new Error('the disk was full to the end'));
      db.close();
    },
  };
}

const isFull = (error: unknown) => codeOf(error) === 'SQLITE_FULL';
/** An I/O error or a damaged file never comes right by itself, and what a failed fsync left behind nobody knows. */
const isUntrusted = (error: unknown) =>
  /^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY)/.test(codeOf(error));

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
