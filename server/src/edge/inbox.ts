/** The one way of a letter into the ledger: deliveries that came together are kept together, in order, and only then told and thanked. Nothing is waited for before a commit: while the disk works, the sockets gather the next group. */
import type { FaultCode } from '@changping/contracts/faults';
import type { Ack, Birth, DownLetter, Refused } from '@changping/contracts/letters';
import { letterBytesMax } from '@changping/contracts/letters';
import type { FeedItem } from '@changping/contracts/live';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { diskFault } from '../domain/disk-fault.ts';
import { holes } from '../domain/marks.ts';
import { timesOf } from '../domain/sighting.ts';
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
  post(gateway: GatewayId, down: DownLetter): void;
  count: {
    letters(n: number): void;
    repeats(n: number): void;
    quarantined(n: number): void;
    untold(n: number): void;
    group(letters: number, seconds: number): void;
  };
  now(): Instant;
  /** The disk would not take a letter; nobody was thanked for it. */
  refusedByDisk(error: Error): void;
  /** The database can't be trusted any more: end the program, the outboxes have everything. */
  die(error: Error): never;
};
export type Thanks = (error?: Error) => void;
export type Inbox = {
  /** `thanks` is called after the commit, without an error also for poison: it is kept too, aside. */
  take(delivery: Delivery, thanks: Thanks): void;
  born(gateway: GatewayId, site: SiteId, birth: Birth, now: Instant): void;
  /** Keeps what has come. Nobody is left to be thanked: whoever was not sends again and hears that it is kept. */
  close(): void;
};

/** One group blocks the main thread while it is written: about 20 ms at this size. */
const groupLetters = 1000;
const groupBytes = 128 * 1024;
const ackEvery = 30;
const holesMax = 100;
const hour = 3_600_000;
/** New outboxes of one gateway in an hour: each costs a commit, and puts the one before it out of use. */
const announcedMax = 10;

export function openInbox(parts: InboxParts): Inbox {
  const { ledger } = parts;
  let waiting: { delivery: Delivery; thanks: Thanks }[] = [];
  let scheduled = false;
  let ackTimer: NodeJS.Timeout | undefined;
  const unthanked = new Set<Outbox>();
  /** The last number each outbox says it gave out. */
  const given = new Map<Outbox, number>();
  /** When each gateway announced an outbox that was new, and when a person was told last. */
  const announced = new Map<GatewayId, Instant[]>();
  const warned = new Map<string, Instant>();

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
      const fault = diskFault(failure);
      if (fault === 'untrusted') parts.die(failure);
      if (fault === 'disk') {
        parts.refusedByDisk(failure);
        return failure;
      }
      if (deliveries.length > 1)
        return halves(deliveries)
          .map(keepGroup)
          .find((each) => each);
      return setAside(deliveries[0] as Delivery, failure);
    }
  }

  /** A letter that our own code trips over must not come back for ever. */
  function setAside(delivery: Delivery, failure: Error): Error | undefined {
    try {
      const sorted = ledger.sort([delivery]);
      const poison = sorted.fresh.map((fresh: Fresh) => ({
        ...fresh,
        fault: 'internal' as const,
        why: failure.message.slice(0, 200),
        epoch: fresh.outbox.epoch,
        from: fresh.from,
        seq: fresh.letter.seq,
      }));
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
    parts.count.untold(kept.untold);
    parts.tell(kept);
    answer(kept.refusals);
    for (const outbox of kept.thanks) unthanked.add(outbox);
    if (unthanked.size) ackTimer ??= setTimeout(thankAll, ackEvery);
  }

  function answer(refusals: Kept['refusals']): void {
    const strange = new Set<GatewayId>();
    // A birth may tell that it is another outbox now; until then the gateway must keep the letter.
    for (const { gateway, ...refusal } of refusals)
      if (refusal.fault === 'epochUnknown') strange.add(gateway);
      else parts.post(gateway, { v: 1, kind: 'refused', ...refusal } as Refused);
    for (const gateway of strange) parts.post(gateway, { v: 1, kind: 'rebirth' });
  }

  function thankAll(): void {
    ackTimer = undefined;
    for (const outbox of unthanked) thankOne(outbox);
    unthanked.clear();
  }

  function thankOne(outbox: Outbox): void {
    parts.post(outbox.gateway, {
      v: 1,
      kind: 'ack',
      epoch: outbox.epoch as Ack['epoch'],
      upTo: outbox.mark.upTo,
      holes: holes(outbox.mark, holesMax, given.get(outbox) ?? 0),
    });
  }

  function hearBirth(gateway: GatewayId, site: SiteId, birth: Birth, now: Instant): void {
    const known = ledger.outboxes.find(gateway, birth.epoch);
    if (!known && !mayAnnounce(gateway, now)) {
      warn(gateway, site, 'epochUnknown', now);
      return;
    }
    const outbox = known ?? ledger.outboxes.register(gateway, site, birth.epoch, now);
    if (outbox.superseded) warn(gateway, site, 'epochSuperseded', now);
    outbox.announced = true;
    given.set(outbox, birth.last);
    thankOne(outbox);
  }

  /** A new outbox is a new disk. Counts only what it allows. */
  function mayAnnounce(gateway: GatewayId, now: Instant): boolean {
    const recent = (announced.get(gateway) ?? []).filter((at) => at > now - hour);
    if (recent.length >= announcedMax) return false;
    announced.set(gateway, [...recent, now]);
    return true;
  }

  /** Births come every half minute; a person is told of the same fault once an hour. */
  function warn(gateway: GatewayId, site: SiteId, fault: FaultCode, now: Instant): void {
    const name = `${gateway}/${fault}`;
    if ((warned.get(name) ?? -Infinity) > now - hour) return;
    parts.tellEvents([ledger.note({ at: now, site, what: 'security', detail: { gateway, fault } })]);
    warned.set(name, now);
  }

  return {
    take(delivery, thanks) {
      waiting.push({ delivery, thanks });
      schedule();
    },
    born(gateway, site, birth, now) {
      try {
        hearBirth(gateway, site, birth, now);
      } catch (error) {
        if (error instanceof Error && diskFault(error) === 'untrusted') parts.die(error);
        throw error;
      }
    },
    close() {
      while (waiting.length) work();
      clearTimeout(ackTimer);
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

function pointsOf({ gateway, site, letter, arrivedAt }: Fresh): Point[] {
  if (letter.kind !== 'climate') return [];
  return timesOf(letter, arrivedAt).map((at, row) => ({
    site,
    gateway,
    probe: letter.probe,
    at: at as Instant,
    celsius: letter.celsius[row] ?? null,
    humidity: letter.humidity[row] ?? null,
  }));
}

function halves<Item>(all: readonly Item[]): [Item[], Item[]] {
  const middle = all.length >> 1;
  return [all.slice(0, middle), all.slice(middle)];
}
