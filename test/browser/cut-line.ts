/** A line between a page and the server that can be cut, and one that carries a question and loses its answer. */
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export type CutLine = {
  /** Ends in a slash, as that of a world. */
  address: string;
  cut(): void;
  /** From now on what is asked arrives and what is answered does not. */
  mute(): void;
  /** Whole but for questions in which this stands: they break off. Null: for none. */
  without(path: string | null): void;
  mend(): void;
};

export async function aCutLine(to: string): Promise<CutLine> {
  const { port } = new URL(to);
  const open = new Set<Socket>();
  let is: 'whole' | 'cut' | 'mute' = 'whole';
  let missing: string | null = null;
  const line = createServer((page) => {
    if (is === 'cut') return page.destroy();
    const server = connect(Number(port), '127.0.0.1');
    for (const [one, other] of [
      [page, server],
      [server, page],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => open.delete(one));
    }
    page.on('data', (bytes) => {
      if (missing !== null && bytes.includes(missing)) page.destroy();
      else server.write(bytes);
    });
    page.on('end', () => server.end());
    server.on('data', (bytes) => {
      if (is === 'whole') page.write(bytes);
      else page.destroy();
    });
    // What was written before still arrives.
    server.on('end', () => page.end());
  });
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done));
  const drop = () => {
    for (const socket of open) socket.destroy();
  };
  onTestFinished(() => {
    drop();
    line.close();
  });
  const own = line.address();
  return {
    address: `http://127.0.0.1:${typeof own === 'object' ? own?.port : ''}/`,
    cut() {
      is = 'cut';
      drop();
    },
    mute() {
      is = 'mute';
    },
    without(path) {
      missing = path;
    },
    mend() {
      is = 'whole';
      drop();
    },
  };
}
