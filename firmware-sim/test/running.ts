/** A simulator process under test, and a gateway's side of its lines. Everything is waited for with a deadline. */
import { type ChildProcess, spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

export type Event = {
  event: string;
  device?: string;
  type?: string;
  address?: string;
  unit?: number;
  tags?: number;
  reads?: number;
  capped?: number;
  unheard?: number;
  at?: number | null;
  devices?: number;
};
export type Running = {
  events: Event[];
  stdout(): string;
  stderr(): string;
  child: ChildProcess;
  /** The first event so far or to come that fits. */
  event(fits: (event: Event) => boolean): Promise<Event>;
  address(device: string): Promise<string>;
  begin(): void;
  code: Promise<number | null>;
};

const launcher = fileURLToPath(new URL('../../server/bin/run.mjs', import.meta.url));

export function running(args: string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [launcher, 'firmware-sim', ...args], {
    env: { ...process.env, CHANGPING_CLOCK: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const events: Event[] = [];
  let rest = '';
  let errors = '';
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    said += text;
    for (const line of lines) if (line.startsWith('{')) events.push(JSON.parse(line) as Event);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const event: Running['event'] = async (fits) => {
    await until(
      () => events.some(fits),
      () => `no such event; there were ${JSON.stringify(events.slice(-5))} ${errors}`,
    );
    return events.find(fits) as Event;
  };
  return {
    events,
    stdout: () => said,
    stderr: () => errors,
    child,
    event,
    address: async (device) =>
      (await event((each) => each.event === 'device' && each.device === device)).address ?? '',
    begin: () => void child.stdin?.write('\n'),
    code: new Promise((resolve) => {
      child.once('close', resolve);
    }),
  };
}

/** Look again and again until it is so. @throws Error after ten seconds. */
export async function until(isSo: () => boolean, else_ = () => 'it did not come about', within = 10_000) {
  const deadline = performance.now() + within;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(else_());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export type Wire = { socket: Socket; heard(): Buffer; clear(): void; isClosed(): boolean };

/** What a gateway hears on a TCP line. */
export function wire(address: string): Promise<Wire> {
  const colon = address.lastIndexOf(':');
  const socket = connect(Number(address.slice(colon + 1)), address.slice(0, colon));
  let chunks: Buffer[] = [];
  let isClosed = false;
  socket.on('data', (bytes) => chunks.push(bytes));
  socket.on('error', () => {});
  socket.on('close', () => {
    isClosed = true;
  });
  const line: Wire = {
    socket,
    heard: () => Buffer.concat(chunks),
    clear: () => {
      chunks = [];
    },
    isClosed: () => isClosed,
  };
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(line));
    socket.once('error', reject);
  });
}

/** The codes in a stream of whole, undamaged notices and answers; throws at the first byte that fits no frame. */
export function epcsIn(bytes: Uint8Array): string[] {
  const epcs: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = ((bytes[at + 3]! << 8) | bytes[at + 4]!) + 7;
    if (bytes[at] !== 0xbb || (at + length <= bytes.length && bytes[at + length - 1] !== 0x7e))
      throw new Error(`no frame at ${at}`);
    if (at + length > bytes.length) break;
    if (bytes[at + 1] === 2)
      epcs.push(
        Buffer.from(bytes.subarray(at + 8, at + length - 4))
          .toString('hex')
          .toUpperCase(),
      );
    at += length;
  }
  return epcs;
}
