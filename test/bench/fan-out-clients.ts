/** A program with many pages' lines in one process, on bare sockets: what it spends on a message is to find where it ends and when it was told, so that it takes little from the server beside it.
 * Started by fork with the port, the count and the token of a person; says when all are in the room; from "begin" to "end" it measures. */
import { createConnection, type Socket } from 'node:net';
import { percentile } from './machine.ts';

export type Heard = {
  messages: number;
  bytes: number;
  p50: number;
  p99: number;
  max: number;
  cpuSeconds: number;
};
export type FromClients = { what: 'ready' } | ({ what: 'heard' } & Heard);

const [port, count] = process.argv.slice(2, 4).map(Number) as [number, number];
const authorization = `Bearer ${process.argv[4] ?? ''}`;
const text = 1;
const [engineOpen, enginePing] = ['0', '2'];
const told = /^42\["changes",\{"from":\d+,"at":(\d+)/;
const room = /^(?:42\["picture"|ready)/;

let waits: number[] = [];
let bytes = 0;
let isMeasuring = false;
let cpu = process.cpuUsage();
let ready = 0;

process.on('message', (word: 'begin' | 'end') => {
  isMeasuring = word === 'begin';
  if (isMeasuring) {
    waits = [];
    bytes = 0;
    cpu = process.cpuUsage();
    return;
  }
  const { user, system } = process.cpuUsage(cpu);
  const of = (share: number) => percentile(waits, share);
  const heard = { messages: waits.length, bytes, p50: of(0.5), p99: of(0.99), max: of(1) };
  say({ what: 'heard', ...heard, cpuSeconds: (user + system) / 1e6 });
});
for (let i = 0; i < count; i++) connect();

function connect(): void {
  const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${authorization}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.from('bench bench bnch').toString('base64')}\r\n\r\n`,
  );
  let rest: Buffer = Buffer.alloc(0);
  let isOpen = false;
  socket.on('data', (chunk) => {
    rest = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    if (!isOpen) {
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!rest.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) throw new Error(rest.toString());
      isOpen = true;
      rest = rest.subarray(end + 4);
    }
    rest = frames(rest, (opcode, payload) => {
      if (opcode === text) hear(socket, payload);
    });
  });
  socket.on('close', () => {
    throw new Error('the server cut a line');
  });
}

/** Whole frames of a server, which masks nothing (RFC 6455, 5.2). @returns what is not whole yet. */
function frames(bytes: Buffer, each: (opcode: number, payload: Buffer) => void): Buffer {
  let at = 0;
  while (bytes.length - at >= 2) {
    const short = (bytes[at + 1] as number) & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length - at < head) break;
    const length =
      short < 126
        ? short
        : short === 126
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2));
    if (bytes.length - at < head + length) break;
    each((bytes[at] as number) & 0x0f, bytes.subarray(at + head, at + head + length));
    at += head + length;
  }
  return bytes.subarray(at);
}

function hear(socket: Socket, payload: Buffer): void {
  const begin = payload.toString('latin1', 0, 60);
  const at = told.exec(begin)?.[1];
  if (at !== undefined) {
    if (!isMeasuring) return;
    waits.push(Date.now() - Number(at));
    bytes += payload.length;
  } else if (begin.startsWith(engineOpen)) socket.write(masked('40'));
  else if (begin === enginePing) socket.write(masked('3'));
  else if (room.test(begin) && ++ready === count) say({ what: 'ready' });
}

/** A client's frames are masked; a mask of noughts leaves the text as it is. */
const masked = (word: string) =>
  Buffer.concat([Buffer.from([0x80 | text, 0x80 | word.length, 0, 0, 0, 0]), Buffer.from(word)]);

function say(word: FromClients): void {
  process.send?.(word);
}
