/** A portal on a TCP port of its own: one client at a time, as LLRP wants it. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Port } from './port.ts';
import type { Portal, Spoken } from './portal.ts';

/** As much as a reader's own system keeps for a client that does not read: some seconds of a busy portal. */
const mostWaiting = 1024 * 1024;
const closeWithin = 500;
const everyBeat = 20;

/** Listens on 127.0.0.1; port 0 takes any free one. @param at simulated milliseconds since the story began. */
export async function llrpPort(portal: Portal, port: number, at: () => number): Promise<Port> {
  let client: Socket | undefined;
  let held: Buffer[] = [];
  let heldSince: number | undefined;
  let queue: Buffer[] = [];
  let isEnding = false;

  function write(bytes: Buffer): void {
    const wasIdle = queue.length === 0;
    const pieces = portal.pieces(bytes);
    if (wasIdle && pieces.length === 1) client?.write(bytes);
    else queue.push(...pieces);
    if (wasIdle && queue.length) setImmediate(drain);
  }
  /** One piece a turn of the loop, or the system would join them again. */
  function drain(): void {
    const piece = queue.shift();
    if (piece && client?.writable) client.write(piece);
    if (queue.length) setImmediate(drain);
    else if (isEnding) client?.destroySoon();
  }

  function put(bytes: Buffer): boolean {
    // Behind a goodbye comes nothing.
    if (isEnding || !client?.writable || client.writableLength >= mostWaiting) return false;
    if (!bytes.length) return true;
    if (!portal.holds) write(bytes);
    else {
      heldSince ??= performance.now();
      held.push(bytes);
    }
    return true;
  }
  function letGo(): void {
    heldSince = undefined;
    if (held.length) write(Buffer.concat(held.splice(0)));
  }
  function speak({ bytes, isOver }: Spoken): void {
    put(bytes);
    if (!isOver) return;
    letGo();
    isEnding = true;
    if (!queue.length) client?.destroySoon();
  }

  function leave(): void {
    client = undefined;
    queue = [];
    held = [];
    heldSince = undefined;
    isEnding = false;
    portal.disconnect();
  }

  const server = createServer((socket) => {
    socket.setNoDelay(true).on('error', () => socket.destroy());
    if (client) {
      const said = portal.refuse(at());
      if (said) put(said.client);
      if (said) socket.end(said.newcomer);
      else socket.destroy();
      return;
    }
    if (!portal.connect(at())) {
      socket.destroy();
      return;
    }
    client = socket;
    socket.on('data', (bytes) => speak(portal.receive(bytes, at())));
    socket.on('close', leave);
    beat();
  });
  const beat = () => {
    speak(portal.beat(at(), performance.now()));
    if (heldSince !== undefined && performance.now() - heldSince >= portal.holds) letGo();
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const beating = setInterval(beat, everyBeat);

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    send: (bytes) => put(Buffer.from(bytes)),
    close: () =>
      new Promise((resolve) => {
        clearInterval(beating);
        server.close(() => resolve());
        const last = client;
        last?.destroySoon();
        setTimeout(() => last?.destroy(), closeWithin).unref();
      }),
  };
}
