/** One portal reader on its line (LLRP, TCP): set up anew after every connect, read for as long as it shows signs of life, and turned into reads. */
import { type Instant, milliseconds } from '@changping/contracts/units';
import type { DoorChange } from '../passage/door.ts';
import { keepPort, type PortAddress, type Wire } from '../port.ts';
import { stateOf } from './health.ts';
import { type ReaderEvent, statusOf } from './llrp/answers.ts';
import { closeConnection, type Order, setOutputs } from './llrp/commands.ts';
import { llrpFramer, type Message, type Piece } from './llrp/framer.ts';
import { awaited, hear, isRunning, newLife } from './llrp/life.ts';
import { message } from './llrp/numbers.ts';
import { type ReaderClock, readsOf } from './portal-reads.ts';
import type { Heard, Reader } from './reader.ts';

/** `antennas`: none for all the reader has. `keepalive`: milliseconds between two signs of life that the reader is asked for. */
export type DoorInput = { input: number; open: 'high' | 'low' };
export type PortalOptions = {
  id: string;
  port: PortAddress;
  antennas?: readonly number[];
  keepalive?: number;
  door?: DoorInput | null;
  /** Those of its outputs that are ours; off until they shall be on. */
  outputs?: readonly number[];
  now(): Instant;
};

const ownRoSpec = 1;
const keepaliveEvery = 5000;
/** Signs of life that may be missed before the reader is taken for dead. */
const missed = 2.5;
const stepTimeout = 5000;
/** Tags of a reader that are looked at in a second: three times what the fastest read. The rest is counted, or one mad reader would deafen its store and all others of this program. */
const tagsMost = 5000;
/** For the answer to our goodbye. */
const goodbyeTimeout = 500;

export function openPortal(options: PortalOptions, heard: Heard): Reader {
  const { id, antennas = [], keepalive = keepaliveEvery, door, outputs = [], now } = options;
  const order: Order = { roSpec: ownRoSpec, antennas, keepalive, ...(door && { input: door.input }) };
  let framer = llrpFramer();
  let life = newLife;
  let wire: Wire | undefined;
  let upAt = 0;
  let stepAt = 0;
  let lastMessage = 0;
  let recent = 0;
  let perSecond = 0;
  let lastReadAt: Instant | null = null;
  let clock: ReaderClock = 'none';
  /** Why this line, and the one before it, came to nothing. */
  let reason = '';
  let before = '';
  let goodbye: NodeJS.Timeout | undefined;
  const antennasOff = new Set<number>();
  const lit = new Set<number>();
  let isLampRefused = false;
  /** Of this chunk. */
  let moves: (DoorChange & { utc: number | null })[] = [];
  const total = { reads: 0, noiseBytes: 0, badFrames: 0 };
  const count = { badNotices: 0, dropped: 0, skipped: 0, lostByReader: 0 };

  const giveUp = (why: string) => {
    reason ||= why;
    wire?.destroy();
  };

  const giveUpBroken = (why: string) => {
    total.badFrames++;
    giveUp(`what comes is no LLRP: ${why}`);
  };

  function take(pieces: Piece[]): void {
    const reports: Message[] = [];
    for (const piece of pieces) {
      if (reason) break;
      if (piece.type === 'noise') {
        total.noiseBytes += piece.bytes.length;
        giveUpBroken(piece.why);
      } else {
        lastMessage = performance.now();
        if (piece.number === message.report) reports.push(piece);
        else act(piece);
      }
    }
    if (reports.length || moves.length) handOn(reports);
  }

  function act(piece: Message): void {
    if (goodbye && piece.number === message.closed) end();
    if (piece.id === lightId && answersToLight.includes(piece.number)) isLampRefused = isRefusal(piece);
    const was = life;
    const { life: next, send, fault, broken, unknown, events = [], utc = null } = hear(life, order, piece);
    if (next !== life) stepAt = performance.now();
    life = next;
    if (unknown) count.skipped++;
    for (const each of events) note(each, utc);
    if (broken) giveUpBroken(broken);
    else if (fault) giveUp(fault);
    else if (send) wire?.write(send);
    if (isRunning(life)) before = '';
    // How the last client has left them nobody can say.
    if (next !== was && isRunning(next)) light();
  }

  function light(): void {
    if (outputs.length && isRunning(life))
      wire?.write(
        setOutputs(
          lightId,
          outputs.map((port) => [port, lit.has(port)]),
        ),
      );
  }

  function note(each: ReaderEvent, utc: number | null): void {
    if (each.event === 'gpi' && each.port === door?.input)
      moves.push({ is: each.high === (door.open === 'high') ? 'open' : 'closed', utc });
    if (each.event === 'antenna') antennasOff[each.connected ? 'delete' : 'add'](each.antenna);
    if (each.event === 'bufferOverflow') count.lostByReader++;
  }

  function handOn(reports: Message[]): void {
    const room = Math.max(0, tagsMost - recent);
    const moved = moves.splice(0);
    const { reads, bad, skipped, over, fault, agos, ...more } = readsOf(reports, now(), room, moved);
    count.badNotices += bad;
    count.skipped += skipped;
    count.dropped += over;
    recent += reads.length + bad + over;
    if (fault) giveUpBroken(fault);
    if (goodbye) return;
    const changes = moved.map(({ is }, i): DoorChange => ({ is, ago: agos[i] ?? milliseconds(0) }));
    if (reads.length) {
      total.reads += reads.length;
      lastReadAt = now();
      clock = more.clock;
    }
    if (reads.length || changes.length) heard(reads, changes);
  }

  const port = keepPort(options.port, {
    up(line) {
      wire = line;
      framer = llrpFramer();
      life = newLife;
      reason = '';
      antennasOff.clear();
      upAt = performance.now();
      stepAt = upAt;
    },
    data: (bytes) => take(framer.push(bytes)),
    // A reader that refuses us says so at every try: it is left more and more in peace.
    isAtWork: () => isRunning(life),
    down() {
      wire = undefined;
      moves = [];
      // Whatever it does meanwhile nobody tells us.
      if (door && !goodbye && isRunning(life)) heard([], [{ is: 'unknown', ago: milliseconds(0) }]);
      life = newLife;
      before = reason;
      perSecond = 0;
      if (goodbye) end();
    },
  });

  function end(): void {
    clearTimeout(goodbye);
    port.close();
  }
  const watching = setInterval(() => {
    perSecond = recent;
    recent = 0;
  }, 1000);
  const checking = setInterval(
    () => {
      if (!wire) return;
      const at = performance.now();
      const silent = at - Math.max(lastMessage, upAt);
      if (!isRunning(life) && at - stepAt >= stepTimeout)
        giveUp(`the reader does not ${awaited(life)} within ${stepTimeout / 1000} s`);
      else if (isRunning(life) && silent >= keepalive * missed)
        giveUp(`no sign of life for ${(silent / 1000).toFixed(1)} s`);
    },
    Math.min(1000, keepalive / 2),
  );

  return {
    health() {
      const at = performance.now();
      const signs = { isUp: isRunning(life), sinceUp: at - upAt, sinceFrame: at - lastMessage, noise: 0 };
      return { reader: id, state: stateOf({ ...signs, readsPerSecond: perSecond }), lastReadAt, ...total };
    },
    sight() {
      const why = before || port.why();
      const asking = wire && !why ? `waiting for the reader to ${awaited(life)}` : why;
      return {
        ...{ why: isRunning(life) ? '' : asking, perSecond, clock, antennasOff: [...antennasOff] },
        ...(outputs.length ? { lamp: isLampRefused ? ('refused' as const) : [...lit] } : {}),
        ...count,
      };
    },
    light(wanted) {
      for (const [port, isOn] of wanted) lit[isOn ? 'add' : 'delete'](port);
      light();
    },
    close() {
      clearInterval(watching);
      clearInterval(checking);
      if (!wire) return port.close();
      goodbye = setTimeout(end, goodbyeTimeout);
      lit.clear();
      light();
      wire.write(closeConnection(closeId));
    },
  };
}

/** Beyond all ids of the set-up. */
const closeId = 1000;
const lightId = 1001;
const answersToLight: readonly number[] = [message.configSet, message.error];

function isRefusal(answer: Message): boolean {
  const status = statusOf(answer);
  return typeof status === 'string' || !status.ok;
}
