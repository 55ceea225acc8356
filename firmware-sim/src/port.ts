/** Where a device is offered: a TCP port, a pseudo terminal or plain memory; bytes in go to the device and its answers come back. */
import { spawn } from 'node:child_process';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type Device = { receive(bytes: Uint8Array): Uint8Array };
export type Port = { address: string; send(bytes: Uint8Array): void; close(): Promise<void> };
export type MemoryPort = Port & {
  write(bytes: Uint8Array): void;
  onData(hear: (bytes: Uint8Array) => void): void;
};

/** Listens on 127.0.0.1; port 0 takes any free one. Every connected client hears everything sent. */
export async function tcpPort(device: Device, port: number): Promise<Port> {
  const clients = new Set<Socket>();
  const server = createServer((socket) => {
    clients.add(socket.setNoDelay(true));
    socket.on('data', (bytes) => put(socket, device.receive(bytes)));
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
    send: (bytes) => {
      for (const client of clients) put(client, bytes);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of clients) client.destroy();
      }),
  };
}

/** No port at all: `write` is the gateway's side of the line, `onData` its ear. */
export function memoryPort(device: Device): MemoryPort {
  let hear: (bytes: Uint8Array) => void = () => {};
  const send = (bytes: Uint8Array) => {
    if (bytes.length) hear(bytes);
  };
  return {
    address: 'memory',
    send,
    write: (bytes) => send(device.receive(bytes)),
    onData: (listener) => {
      hear = listener;
    },
    close: async () => {
      hear = () => {};
    },
  };
}

/** A serial line at `path`, made by socat, which must be installed. */
export async function ptyPort(device: Device, path: string): Promise<Port> {
  const socat = spawn('socat', [`PTY,link=${path},raw,echo=0`, 'STDIO'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    socat.once('error', (error) => reject(new Error(`socat did not start; install it (${error.message})`)));
    socat.once('spawn', resolve);
  });
  const ended = new Promise<void>((resolve) => socat.once('exit', () => resolve()));
  socat.stdin.on('error', () => socat.kill());
  const send = (bytes: Uint8Array) => {
    if (bytes.length && socat.stdin.writable) socat.stdin.write(bytes);
  };
  socat.stdout.on('data', (bytes: Uint8Array) => send(device.receive(bytes)));
  return {
    address: path,
    send,
    close: () => {
      socat.kill();
      return ended;
    },
  };
}

const put = (socket: Socket, bytes: Uint8Array) => {
  if (bytes.length && socket.writable) socket.write(bytes);
};
