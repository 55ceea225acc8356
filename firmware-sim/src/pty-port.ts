/** A serial line at a path, made by socat, which must be installed. When the gateway closes it the line is made anew, so that it can be opened again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Device, Port } from './port.ts';

export type PtyPort = Port & {
  /** Pull the adapter: the path is gone. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
};

const appearsWithin = 5000;
const lookEvery = 10;

export async function ptyPort(device: Device, path: string): Promise<PtyPort> {
  let line: Line | undefined;
  let isPlugged = true;

  async function open(): Promise<void> {
    const fresh = startSocat(path, (bytes) => device.receive(bytes));
    line = fresh;
    void fresh.ended.then(() => {
      if (line !== fresh) return;
      line = undefined;
      if (isPlugged) open().catch((error: Error) => process.stderr.write(`${error.message}\n`));
    });
    await fresh.appeared;
  }

  const unplug = async () => {
    isPlugged = false;
    await line?.stop();
  };
  await open();
  return {
    address: path,
    send: (bytes) => line?.send(bytes),
    unplug,
    plug() {
      isPlugged = true;
      return open();
    },
    close: unplug,
  };
}

type Line = {
  appeared: Promise<void>;
  ended: Promise<void>;
  send(bytes: Uint8Array): void;
  stop(): Promise<void>;
};

function startSocat(path: string, receive: (bytes: Uint8Array) => Uint8Array): Line {
  // wait-slave: nothing is kept for a gateway that has not opened the line yet.
  const socat = spawn(
    'socat',
    ['-d', '-d', `PTY,link=${path},raw,echo=0,wait-slave,pty-interval=0.02`, 'STDIO'],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise<void>((resolve) => {
    socat.once('close', () => resolve());
  });
  let isOpen = false;
  const send = (bytes: Uint8Array) => {
    if (bytes.length && isOpen && !socat.stdin.writableNeedDrain) socat.stdin.write(bytes);
  };
  socat.stdin.on('error', () => socat.kill());
  socat.stdout.on('data', (bytes: Uint8Array) => {
    isOpen = true;
    send(receive(bytes));
  });
  let said = '';
  socat.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
    if (text.includes('starting data transfer loop')) isOpen = true;
  });
  return {
    appeared: appears(path, socat, () => said),
    ended,
    send,
    stop() {
      socat.kill();
      return ended;
    },
  };
}

/** @throws Error when socat is missing or cannot make the line. */
function appears(path: string, socat: ChildProcess, said: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error) => {
      clearInterval(looking);
      clearTimeout(late);
      if (error) reject(error);
      else resolve();
    };
    const looking = setInterval(() => {
      if (existsSync(path)) end();
    }, lookEvery);
    const late = setTimeout(() => end(new Error(`socat made no ${path}`)), appearsWithin);
    socat.once('error', (error) => end(new Error(`socat did not start; install it (${error.message})`)));
    socat.once('exit', () => {
      if (!existsSync(path))
        end(new Error(`socat made no ${path}: ${/ E (.*)/.exec(said())?.[1] ?? 'it ended'}`));
    });
  });
}
