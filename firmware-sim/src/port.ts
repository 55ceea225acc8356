/** Where a device is offered: a TCP port or plain memory; bytes in go to the device and its answers come back. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type Device = { receive(bytes: Uint8Array): Uint8Array };
export type Port = {
  address: string;
  /** To whoever listens now. @returns false when nobody took it: then it is lost, as on any line. */
  send(bytes: Uint8Array): boolean;
  close(): Promise<void>;
};
export type MemoryPort = Port & {
  write(bytes: Uint8Array): void;
  onData(hear: (bytes: Uint8Array) => void): void;
};

/** A serial line has no memory: what a client has not taken by now, two seconds of the busiest reader, is lost to it. */
const mostWaiting = 256 * 1024;
const closeWithin = 500;

/** Listens on 127.0.0.1; port 0 takes any free one. Every connected client hears everything sent. */
export async function tcpPort(device: Device, port: number): Promise<Port> {
  const clients = new Set<Socket>();
  const server = createServer((socket) => {
    clients.add(socket.setNoDelay(true));
    socket.on('data', (bytes) => void put(socket, device.receive(bytes)));
    // A reset is followed by close, which is where the client is forgotten.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => clients.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    send(bytes) {
      let isHeard = false;
      for (const client of clients) isHeard = put(client, bytes) || isHeard;
      return isHeard;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of clients) {
          client.destroySoon();
          setTimeout(() => client.destroy(), closeWithin).unref();
        }
      }),
  };
}

/** No port at all: `write` is the gateway's side of the line, `onData` its ear. */
export function memoryPort(device: Device): MemoryPort {
  let hear: ((bytes: Uint8Array) => void) | undefined;
  const send = (bytes: Uint8Array) => {
    if (bytes.length) hear?.(bytes);
    return hear !== undefined;
  };
  return {
    address: 'memory',
    send,
    write: (bytes) => void send(device.receive(bytes)),
    onData: (listener) => {
      hear = listener;
    },
    close: async () => {
      hear = undefined;
    },
  };
}

function put(socket: Socket, bytes: Uint8Array): boolean {
  if (!socket.writable || socket.writableLength >= mostWaiting) return false;
  if (bytes.length) socket.write(bytes);
  return true;
}
