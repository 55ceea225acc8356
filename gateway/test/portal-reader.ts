/** A portal reader in the hands of a test, at byte level: literal frames laid out by the standard (LLRP 1.0.1, 16 and 17), nothing of the gateway's own encoder. It answers what it is told to answer and keeps what it was asked. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type PortalReader = {
  tcp: string;
  /** Message numbers of the client, in their order; of all connections. */
  asked: number[];
  /** Bytes of the client's messages, whole ones only. */
  orders: Buffer[];
  lines: number;
  /** Message numbers that get no answer. */
  mute: Set<number>;
  /** Message numbers that get this status instead of success. */
  refuses: Map<number, number>;
  /** GPIPortCurrentState (225) of input 1 in GET_READER_CONFIG_RESPONSE: enabled, and 0 low or 1 high. */
  input: string;
  /** Status of the ConnectionAttemptEvent; null: says nothing. */
  greets: number | null;
  /** Milliseconds between keepalives once they are configured; null: none comes. */
  keepalive: number | null;
  say(...hexes: string[]): void;
  unplug(): void;
  plug(): Promise<void>;
  close(): Promise<void>;
};

const answers: Record<number, number> = { 1: 11, 2: 12, 3: 13, 14: 4, 20: 30, 21: 31, 22: 32, 24: 34 };
const word = (n: number) => n.toString(16).padStart(4, '0');
const long = (n: number) => n.toString(16).padStart(8, '0');
const bytes = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** A message of LLRP version 1: 000 001 tttttttttt, length, id. */
export const frame = (number: number, id: number, body = ''): string =>
  `${word(0x0400 | number)} ${long(10 + bytes(body).length)} ${long(id)} ${body}`;
/** LLRPStatus 287: code, empty description. */
const status = (code: number) => `011F 0008 ${word(code)} 0000`;
/** ReaderEventNotificationData 246 with a UTCTimestamp 128 and one event. */
export const event = (tlv: string): string =>
  frame(63, 0, `00F6 ${word(16 + bytes(tlv).length)} 0080 000C 0004EC2EA8355AF2 ${tlv}`);
/** TagReportData 240: EPC-96, antenna, peak RSSI, first seen UTC, count. */
export const tagReport = (n: number, { antenna = 1, rssi = 'C9', at = 0n, count = 1 } = {}): string =>
  `00F0 0022 8D E28011606000020000${String(n).padStart(6, '0')} 81 ${word(antenna)} 86 ${rssi} 82 ${at.toString(16).padStart(16, '0')} 88 ${word(count)}`;
export const report = (...tags: string[]): string => frame(61, 7, tags.join(' '));

export async function aPortalReader(): Promise<PortalReader> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    reader.lines++;
    sockets.add(socket.setNoDelay(true));
    let waiting = Buffer.alloc(0);
    let beats: NodeJS.Timeout | undefined;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearInterval(beats);
      sockets.delete(socket);
    });
    const say = (text: string) => void socket.write(bytes(text));
    if (reader.greets !== null) {
      say(event(`0100 0006 ${word(reader.greets)}`));
      if (reader.greets !== 0) socket.end();
    }
    socket.on('data', (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      while (waiting.length >= 6 && waiting.length >= waiting.readUInt32BE(2)) {
        const order = waiting.subarray(0, waiting.readUInt32BE(2));
        waiting = waiting.subarray(order.length);
        hear(order);
      }
    });
    const hear = (order: Buffer) => {
      const number = order.readUInt16BE(0) & 0x3ff;
      reader.asked.push(number);
      reader.orders.push(order);
      const answer = answers[number];
      if (answer === undefined || reader.mute.has(number)) return;
      const more = number === 2 && !reader.refuses.has(number) ? reader.input : '';
      say(frame(answer, order.readUInt32BE(6), `${status(reader.refuses.get(number) ?? 0)} ${more}`));
      if (number === 3 && reader.keepalive !== null)
        beats = setInterval(() => say(frame(62, 99)), reader.keepalive);
      if (number === 14) socket.end();
    };
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const reader: PortalReader = {
    ...{ tcp: `127.0.0.1:${port}`, asked: [], orders: [], lines: 0 },
    ...{ mute: new Set(), refuses: new Map(), greets: 0, keepalive: 50 },
    input: '00E1 0008 0001 80 00',
    say(...hexes) {
      for (const socket of sockets) for (const each of hexes) socket.write(bytes(each));
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
  return reader;
}
