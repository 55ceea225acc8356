/** The gateway's end of a serial line. Plain reads and writes: Node's terminal streams keep a second handle that `destroy` leaves open, so the line would never be seen as closed. */
import { closeSync, constants, existsSync, openSync, readSync, writeSync } from 'node:fs';
import { until } from './running.ts';

export type Serial = {
  say(bytes: Uint8Array): void;
  /** All so far. */
  heard(): Buffer;
  isGone(): boolean;
  close(): void;
};

const { O_RDWR, O_NOCTTY, O_NONBLOCK } = constants;

/** Waits until the line is there. */
export async function serial(path: string): Promise<Serial> {
  await until(() => existsSync(path));
  const fd = openSync(path, O_RDWR | O_NOCTTY | O_NONBLOCK);
  const chunks: Buffer[] = [];
  let isGone = false;
  const take = () => {
    for (;;) {
      const chunk = Buffer.alloc(4096);
      try {
        const size = readSync(fd, chunk);
        isGone ||= size === 0;
        if (isGone) return;
        chunks.push(chunk.subarray(0, size));
      } catch (error) {
        isGone ||= (error as NodeJS.ErrnoException).code !== 'EAGAIN';
        return;
      }
    }
  };
  return {
    say: (bytes) => void writeSync(fd, bytes),
    heard() {
      take();
      return Buffer.concat(chunks);
    },
    isGone() {
      take();
      return isGone;
    },
    close: () => closeSync(fd),
  };
}
