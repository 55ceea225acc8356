/** The one way of a letter into the ledger: deliveries that came together are kept together, in order, and only then told and thanked. Nothing is waited for before a commit: while the disk works, the sockets gather the next group. */
import type { Ack, Birth, Refused } from '@changping/contracts/letters';
import { letterBytesMax } from '@changping/contracts/letters';
import type { FeedItem } from '@changping/contracts/live';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { holes } from '../domain/marks.ts';
import type { Kept, Ledger } from '../store/ledger.ts';
import type { Outbox } from '../store/outboxes.ts';
import type { Delivery, Fresh, Sorted } from '../store/sort.ts';

export type Point = {
  site: SiteId;
  gateway: GatewayId;
  probe: string;
  at: Instant;
  celsius: number | null;
  humidity: number | null;
};
export type InboxParts = {
  ledger: Ledger;
  /** Durable when it returns; a repeat changes nothing. */
  keepPoints(points: Point[]): void;
  tell(kept: Kept): void;
  tellEvents(events: FeedItem[]): void;
  post(gateway: GatewayId, site: SiteId, down: Ack | Refused): void;
  count: {
    letters(n: number): void;
    repeats(n: number): void;
    quarantined(n: number): void;
    group(letters: number, seconds: number): void;
  };
  now(): Instant;
  /** The database can't be trusted any more: end the program, the outboxes have everything. */
  die(error: Error): never;
};
export type Thanks = (error?: Error) => void;
export type Inbox = {
  /** `thanks` is called after the commit, without an error also for poison: it is kept too, aside. */
  take(delivery: Delivery, thanks: Thanks): void;
  born(gateway: GatewayId, site: SiteId, birth: Birth, now: Instant): void;
  /** Keeps what has come and sends the last acks. */
  close(): void;
};

/** One group blocks the main thread while it is written: about 20 ms at this size. */
const groupLetters = 1000;
const groupBytes = 128 * 1024;
const ackEvery = 30;
const holesMax = 100;

export function openInbox(parts: InboxParts): Inbox {
  const { ledger } = parts;
  let waiting: { delivery: Delivery; thanks: Thanks }[] = [];
  let scheduled = false;
  let ackTimer: NodeJS.Timeout | undefined;
  const unthanked = new Set<Outbox>();
  /** The last number each outbox says it gave out. */
  const given = new Map<Outbox, number>();

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(work);
  };

  function work(): void {
    scheduled = false;
    const group = nextGroup(waiting);
    waiting = waiting.slice(group.length);
    if (waiting.length) schedule();
    if (!group.length) return;
    const began = performance.now();
    const failed = keepGroup(group.map(({ delivery }) => delivery));
    parts.count.group(group.length, (performance.now() - began) / 1000);
    for (const { thanks } of group) thanks(failed);
  }

  /** @returns why nobody may be thanked. */
  function keepGroup(deliveries: Delivery[]): Error | undefined {
    try {
      keep(ledger.sort(deliveries));
      return undefined;
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      const kind = kindOf(failure);
      if (kind === 'untrusted') parts.die(failure);
      if (kind === 'disk') return failure;
      if (deliveries.length > 1) return deliveries.map((one) => keepGroup([one])).find((each) => each);
      return setAside(deliveries[0] as Delivery, failure);
    }
  }

  /** A letter that our own code trips over must not come back for ever. */
  function setAside(delivery: Delivery, failure: Error): Error | undefined {
    const sorted = ledger.sort([delivery]);
    const poison = sorted.fresh.map((fresh: Fresh) => ({
      ...fresh,
      fault: 'internal' as const,
      why: failure.message.slice(0, 200),
      epoch: fresh.outbox.epoch,
      seq: fresh.letter.seq,
    }));
    try {
      keep({ ...sorted, fresh: [], poison });
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : failure;
    }
  }

  function keep(sorted: Sorted): void {
    const points = sorted.fresh.flatMap(pointsOf);
    if (points.length) parts.keepPoints(points);
    const kept = ledger.keep(sorted, parts.now());
    parts.count.letters(kept.fresh.length);
    parts.count.repeats(kept.repeats);
    parts.count.quarantined(kept.refusals.length);
    parts.tell(kept);
    for (const { gateway, site, ...refusal } of kept.refusals)
      parts.post(gateway, site, { v: 1, kind: 'refused', ...refusal } as Refused);
    for (const outbox of kept.thanks) unthanked.add(outbox);
    if (unthanked.size) ackTimer ??= setTimeout(thankAll, ackEvery);
  }

  function thankAll(): void {
    ackTimer = undefined;
    for (const outbox of unthanked) thankOne(outbox);
    unthanked.clear();
  }

  function thankOne(outbox: Outbox): void {
    parts.post(outbox.gateway, outbox.site, {
      v: 1,
      kind: 'ack',
      epoch: outbox.epoch as Ack['epoch'],
      upTo: outbox.mark.upTo,
      holes: holes(outbox.mark, holesMax, given.get(outbox) ?? 0),
    });
  }

  return {
    take(delivery, thanks) {
      waiting.push({ delivery, thanks });
      schedule();
    },
    born(gateway, site, birth, now) {
      const outbox = ledger.outboxes.register(gateway, site, birth.epoch, now);
      if (outbox.superseded)
        parts.tellEvents([
          ledger.note({ at: now, site, what: 'security', detail: { gateway, fault: 'epochSuperseded' } }),
        ]);
      given.set(outbox, birth.last);
      thankOne(outbox);
    },
    close() {
      while (waiting.length) work();
      clearTimeout(ackTimer);
      thankAll();
    },
  };
}

/** The longest start of the queue that may block the thread; one letter at least. */
function nextGroup<Item extends { delivery: Delivery }>(waiting: Item[]): Item[] {
  let bytes = 0;
  let length = 0;
  for (const { delivery } of waiting) {
    bytes += Math.min(delivery.bytes.length, letterBytesMax);
    if (length > 0 && (bytes > groupBytes || length === groupLetters)) break;
    length++;
  }
  return waiting.slice(0, length);
}

function pointsOf({ gateway, site, letter }: Fresh): Point[] {
  if (letter.kind !== 'climate') return [];
  return letter.dt.map((dt, row) => ({
    site,
    gateway,
    probe: letter.probe,
    at: (letter.at + dt) as Instant,
    celsius: letter.celsius[row] ?? null,
    humidity: letter.humidity[row] ?? null,
  }));
}

/** SQLite's own words: a full or busy disk may come right, an I/O error or a damaged file never does by itself. */
function kindOf(error: Error): 'disk' | 'untrusted' | 'ours' {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^SQLITE_(FULL|BUSY|LOCKED|READONLY|NOMEM)/.test(code)) return 'disk';
  if (/^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN)/.test(code)) return 'untrusted';
  return 'ours';
}
