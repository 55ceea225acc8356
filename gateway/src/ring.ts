/** The last 72 hours of raw reads, one file an hour, for replay when a passage is disputed. Off the hot path: a ring that cannot be written loses lines, counts them, and never a letter. */
import { createWriteStream, mkdirSync, readdirSync, rmSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '@changping/contracts/units';
import type { Read } from './presence.ts';

export type Ring = {
  /** One line a read: time, reader, antenna, RSSI, EPC. */
  write(reader: string, reads: readonly Read[], now: Instant): void;
  dropped(): number;
  close(): Promise<void>;
};

const hour = 3_600_000;
const hoursKept = 72;
/** About a day of a busy gate. What comes in an hour beyond it is counted, not kept. */
const hourBytes = 64 * 1024 * 1024;

export function openRing(folder: string): Ring {
  mkdirSync(folder, { recursive: true });
  let name = '';
  let file: WriteStream | undefined;
  let bytes = 0;
  let dropped = 0;

  function turn(now: Instant): void {
    const next = `${new Date(Math.floor(now / hour) * hour).toISOString().slice(0, 13)}.csv`;
    if (next === name) return;
    file?.end();
    name = next;
    bytes = 0;
    file = createWriteStream(join(folder, name), { flags: 'a' });
    file.on('error', () => {
      dropped++;
      file = undefined;
    });
    const names = readdirSync(folder)
      .filter((each) => /^\d{4}-\d\d-\d\dT\d\d\.csv$/.test(each))
      .sort();
    for (const old of names.slice(0, -hoursKept)) rmSync(join(folder, old), { force: true });
  }

  return {
    write(reader, reads, now) {
      turn(now);
      if (!file || bytes > hourBytes || file.writableLength > 1024 * 1024) {
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
    close: () => new Promise((done) => (file ? file.end(done) : done())),
  };
}
