/** A reader of any type on its line, as its store sees it. An M100 is asked to read for ever, asked again when it is silent, and what it sends is turned into reads; a portal has a file of its own. */
import type { ReaderHealth } from '@changping/contracts/letters';
import type { Instant } from '@changping/contracts/units';
import type { DoorChange } from '../passage/door.ts';
import { portsOf } from '../passage/lamp.ts';
import { keepPort, type PortAddress, type Wire } from '../port.ts';
import type { Read } from '../presence.ts';
import type { LampSettings } from '../settings/reader.ts';
import { stateOf } from './health.ts';
import { commandFrame, isNotice, m100Parser, type Piece, readNotice } from './m100.ts';
import { type DoorInput, openPortal } from './portal.ts';
import type { ReaderClock } from './portal-reads.ts';

/** `antenna`: of an M100, which has only one. `gate`: the antennas of a portal that are in use; without it all are. */
export type ReaderOptions = {
  id: string;
  type?: 'm100' | 'llrp';
  port: PortAddress;
  antenna: number;
  gate?: {
    inner: readonly number[];
    outer: readonly number[];
    door?: DoorInput | null;
    lamp?: LampSettings;
  } | null;
  now(): Instant;
};
/** What a reader tells: tags, and of a portal how the door of its gate moves. */
export type Heard = (reads: Read[], door?: readonly DoorChange[]) => void;
export type Reader = {
  health(): ReaderHealth;
  sight(): ReaderSight;
  /** Of a portal: how its outputs shall stand from now on. */
  light?(outputs: ReadonlyMap<number, boolean>): void;
  close(): void;
};
/** For the installer: notices that were frames but no readable tag, reads in the last second, why there is no line. */
export type ReaderSight = {
  badNotices: number;
  perSecond: number;
  why: string;
  /** Of a portal: reads beyond what a store can use, messages and parameters nobody knows, overflows of the reader's own buffer. */
  dropped?: number;
  skipped?: number;
  lostByReader?: number;
  antennasOff?: number[];
  clock?: ReaderClock;
  /** The outputs that are on, or that the reader will not have it. */
  lamp?: readonly number[] | 'refused';
};

const info = 0x03;
const multi = 0x27;
const stop = 0x28;
const orders = [commandFrame(stop), commandFrame(info, [0]), commandFrame(multi, [0x22, 0xff, 0xff])];
/** A frame cut off by a stall is given up after this silence. */
const flushAfter = 200;
const askAfter = 5000;
/** A reader that gets its power over the same cable was still starting when it was first asked. */
const askNewAfter = 1000;
/** A line without a byte for so long is opened anew: the other end may have forgotten it. */
const reopenAfter = 60_000;

export function openReader(options: ReaderOptions, heard: Heard): Reader {
  const { type, id, port, antenna, gate, now } = options;
  if (type !== 'llrp') return openM100({ id, port, antenna, now }, heard);
  const antennas = gate ? [...gate.inner, ...gate.outer] : [];
  const outputs = gate?.lamp ? portsOf(gate.lamp) : [];
  return openPortal({ id, port, antennas, door: gate?.door ?? null, outputs, now }, heard);
}

type M100Options = Pick<ReaderOptions, 'id' | 'port' | 'antenna' | 'now'>;

function openM100(options: M100Options, heard: Heard): Reader {
  const { id, antenna, now } = options;
  let parser = m100Parser();
  let wire: Wire | undefined;
  let upAt = 0;
  let lastFrame = 0;
  let lastByte = 0;
  let lastAsk = 0;
  let noise = 0;
  let recent = 0;
  let perSecond = 0;
  let badNotices = 0;
  let lastReadAt: Instant | null = null;
  const total = { reads: 0, noiseBytes: 0, badFrames: 0 };

  const ask = () => {
    lastAsk = performance.now();
    for (const order of orders) wire?.write(order);
  };

  function take(pieces: Piece[]): void {
    const reads: Read[] = [];
    for (const piece of pieces) {
      if (piece.type === 'noise') {
        noise += piece.bytes.length;
        total.noiseBytes += piece.bytes.length;
        if (piece.why !== 'no header') total.badFrames++;
        continue;
      }
      noise = 0;
      lastFrame = performance.now();
      if (!isNotice(piece)) continue;
      const notice = readNotice(piece);
      if (typeof notice === 'string') badNotices++;
      // Blank codes are passed on as they are: the server sets them aside and tells the keeper of the tag.
      else reads.push({ epc: notice.epc, antenna, rssi: notice.rssi });
    }
    if (!reads.length) return;
    total.reads += reads.length;
    recent += reads.length;
    lastReadAt = now();
    heard(reads);
  }

  const port = keepPort(options.port, {
    up(line) {
      wire = line;
      parser = m100Parser();
      upAt = performance.now();
      lastByte = upAt;
      noise = 0;
      ask();
    },
    data(bytes) {
      lastByte = performance.now();
      take(parser.push(bytes));
    },
    down() {
      take(parser.flush());
      wire = undefined;
      perSecond = 0;
    },
  });
  const flushing = setInterval(() => {
    if (parser.waiting() && performance.now() - lastByte >= flushAfter) take(parser.flush());
  }, flushAfter / 2);
  const watching = setInterval(() => {
    perSecond = recent;
    recent = 0;
    const at = performance.now();
    const wait = lastFrame < upAt && at - upAt < askAfter ? askNewAfter : askAfter;
    if (wire && at - Math.max(lastFrame, lastAsk) >= wait) ask();
    if (wire && at - lastByte >= reopenAfter) wire.destroy();
  }, 1000);

  return {
    health() {
      const at = performance.now();
      const signs = { isUp: wire !== undefined, sinceUp: at - upAt, sinceFrame: at - lastFrame, noise };
      return { reader: id, state: stateOf({ ...signs, readsPerSecond: perSecond }), lastReadAt, ...total };
    },
    sight: () => ({ badNotices, perSecond, why: port.why() }),
    close() {
      clearInterval(flushing);
      clearInterval(watching);
      port.close();
    },
  };
}
