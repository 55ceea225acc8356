/** A serial line at a path, made by socat, which must be installed. When the gateway closes it the line is made anew, so that it can be opened again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import type { Device, Port } from './port.ts';

export type PtyPort = Port & {
  /** Pull the adapter: the path is gone. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
};

const appearsWithin = 5000;
const lookEvery = 10;

/** @throws Error with a sentence when socat is missing or the path cannot be made. */
export async function ptyPort(device: Device, path: string): Promise<PtyPort> {
  let line: Line | undefined;
  let isPlugged = true;

  async function plug(): Promise<void> {
    isPlugged = true;
    const fresh = startSocat(path, (bytes) => device.receive(bytes));
    line = fresh;
    await fresh.appeared;
    void fresh.ended.then(() => {
      if (isPlugged) plug().catch(give);
    });
  }
  /** Pulled while it was being made is no mistake. */
  const give = (error: Error) => {
    if (isPlugged) process.stderr.write(`${error.message}\n`);
  };

  const unplug = async () => {
    isPlugged = false;
    await line?.stop();
  };
  await plug();
  return { address: path, send: (bytes) => line?.send(bytes) ?? false, unplug, plug, close: unplug };
}

/** wait-slave makes socat end when the gateway closes the line, and deaf to its own end until one opens it: so its leash is fd 3, and it is killed when that closes, even if this process is. */
const leashed = `exec 4<&0
socat -t 0 "PTY,link=$0,raw,echo=0,wait-slave,pty-interval=0.02" STDIO <&4 & line=$!
{ cat <&3; kill $line; } >/dev/null 2>&1 &
wait $line`;

type Line = {
  appeared: Promise<void>;
  ended: Promise<void>;
  send(bytes: Uint8Array): boolean;
  stop(): Promise<void>;
};

function startSocat(path: string, receive: (bytes: Uint8Array) => Uint8Array): Line {
  const socat = spawn('sh', ['-c', leashed, path], { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  const [stdin, stdout, stderr, leash] = socat.stdio as unknown as [Writable, Readable, Readable, Writable];
  const ended = new Promise<void>((resolve) => {
    socat.once('exit', () => {
      leash.destroy();
      resolve();
    });
  });
  // The gateway speaks first. Before that nobody may be there, and stale notices would wait for whoever comes.
  let isOpen = false;
  const send = (bytes: Uint8Array) => {
    if (!isOpen || !stdin.writable || stdin.writableNeedDrain) return false;
    if (bytes.length) stdin.write(bytes);
    return true;
  };
  for (const each of [stdin, leash]) each.on('error', () => {});
  stdout.on('data', (bytes: Uint8Array) => {
    isOpen = true;
    send(receive(bytes));
  });
  let said = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  return {
    appeared: appears(path, socat, () => said),
    ended,
    send,
    stop() {
      leash.end();
      return ended;
    },
  };
}

function appears(path: string, socat: ChildProcess, said: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (mistake?: string) => {
      clearInterval(looking);
      clearTimeout(late);
      if (mistake) reject(new Error(mistake));
      else resolve();
    };
    const looking = setInterval(() => {
      if (existsSync(path)) end();
    }, lookEvery);
    const late = setTimeout(() => end(`socat made no ${path}.`), appearsWithin);
    const failed = () => {
      const why = said();
      const missing = why.includes('not found') ? 'install socat' : undefined;
      end(`socat made no ${path}: ${missing ?? / E (.*)/.exec(why)?.[1] ?? 'it ended'}.`);
    };
    socat.once('error', failed);
    socat.once('close', failed);
  });
}
