/** The far end of a device's line in the hands of a test: what it says goes out as bytes, what the gateway orders is kept. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type Wire = {
  /** host:port, as a configuration names it. */
  tcp: string;
  /** All bytes of the gateway so far. */
  heard: Buffer;
  lines: number;
  onOrder?: (bytes: Buffer) => void;
  say(...parts: Uint8Array[]): void;
  unplug(): void;
  plug(): Promise<void>;
  close(): Promise<void>;
};

export async function aWire(): Promise<Wire> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    wire.lines++;
    sockets.add(socket.setNoDelay(true));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      wire.heard = Buffer.concat([wire.heard, bytes]).subarray(-4096);
      wire.onOrder?.(bytes);
    });
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const wire: Wire = {
    tcp: `127.0.0.1:${port}`,
    heard: Buffer.alloc(0),
    lines: 0,
    say(...parts) {
      for (const socket of sockets) for (const part of parts) socket.write(part);
    },
    unplug() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
    plug: () => listen(port),
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        if (server.listening) server.close(() => done());
        else done();
      }),
  };
  return wire;
}
