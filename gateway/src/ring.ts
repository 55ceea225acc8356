/** The last 72 hours of raw reads, one file an hour, for replay when a passage is disputed. Off the hot path: a ring that cannot be written loses lines, counts them, and never a letter; and on a full disk it gives way to letters. */
import { createWriteStream, mkdirSync, readdirSync, rmSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '@changping/contracts/units';
import type { Read } from './presence.ts';

export type Ring = {
  /** One line a read: time, reader, antenna, RSSI, EPC. */
  write(reader: string, reads: readonly Read[], now: Instant): void;
  dropped(): number;
  /** Makes room: the oldest half of the hours goes. */
  giveWay(): void;
  close(): Promise<void>;
};

const hour = 3_600_000;
const hoursKept = 72;
/** About a day of a busy gate. What comes in an hour beyond it is counted, not kept. */
const hourBytes = 64 * 1024 * 1024;
/** Of all hours: it must leave a small card to the letters. */
const ringBytes = 1024 * 1024 * 1024;
const unwrittenMost = 1024 * 1024;

export function openRing(folder: string): Ring {
  mkdirSync(folder, { recursive: true });
  let name = '';
  let ends = 0;
  let file: WriteStream | undefined;
  let bytes = 0;
  let dropped = 0;
  let gaveWay = 0;

  function turn(now: Instant): void {
    if (now < ends && now >= ends - hour) return;
    const start = Math.floor(now / hour) * hour;
    ends = start + hour;
    file?.end();
    name = `${new Date(start).toISOString().slice(0, 13)}.csv`;
    bytes = sizeOf(join(folder, name));
    const fresh = createWriteStream(join(folder, name), { flags: 'a' });
    fresh.on('error', () => {
      dropped++;
      if (file === fresh) file = undefined;
    });
    file = fresh;
    trim();
  }

  function trim(): void {
    const hours = hoursIn(folder);
    let total = hours.reduce((sum, each) => sum + sizeOf(join(folder, each)), 0);
    for (const [i, old] of hours.entries()) {
      if (hours.length - i <= hoursKept && total <= ringBytes) return;
      total -= sizeOf(join(folder, old));
      if (old !== name) rmSync(join(folder, old), { force: true });
    }
  }

  return {
    write(reader, reads, now) {
      turn(now);
      if (!file || bytes > hourBytes || file.writableLength > unwrittenMost) {
        dropped += reads.length;
        return;
      }
      let lines = '';
      for (const { epc, antenna, rssi } of reads)
        lines += `${now},${reader},${antenna ?? ''},${rssi ?? ''},${epc}\n`;
      bytes += lines.length;
      file.write(lines);
    },
    dropped: () => dropped,
    giveWay() {
      // Whoever asks does so for every letter while the disk is full.
      if (performance.now() - gaveWay < 1000) return;
      gaveWay = performance.now();
      const old = hoursIn(folder).filter((each) => each !== name);
      for (const each of old.slice(0, Math.ceil(old.length / 2))) rmSync(join(folder, each), { force: true });
    },
    close: () => new Promise((done) => (file && !file.errored ? file.end(() => done()) : done())),
  };
}

const hoursIn = (folder: string) =>
  readdirSync(folder)
    .filter((each) => /^\d{4}-\d\d-\d\dT\d\d\.csv$/.test(each))
    .sort();
const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
