/** A gateway's line without its gateway: sends prepared letters over MQTT as fast as its window allows, again after every break, and remembers what was acknowledged. Light, so that it can load a server from one core. */
import { createConnection, type Socket } from 'node:net';
import type { Ack, Birth, Refused } from '@changping/contracts/letters';
import { topic } from '@changping/contracts/topics';
import type { Epoch, GatewayId, Instant, RegionId, SiteId } from '@changping/contracts/units';
import { generate, type Packet, parser } from 'mqtt-packet';

export type Prepared = { seq: number; bytes: Buffer };
export type SenderOptions = {
  port: number;
  site: string;
  gateway: string;
  key: string;
  /** Announced by a birth at every connection, as a gateway does. */
  epoch: Epoch;
  /** Letters without a PUBACK at most. */
  window?: number;
  /** Sent once more, this share of the letters. */
  duplicates?: number;
  random?: () => number;
  /** Milliseconds each letter waited for its PUBACK. */
  heard?: (seq: number, waited: number) => void;
};
export type Sender = {
  /** Queue letters; sent in their order. */
  send(letters: readonly Prepared[]): void;
  /** Numbers whose PUBACK came. */
  acknowledged: Set<number>;
  /** The newest mark of the server's ack letters. */
  upTo(): number;
  refusals: Refused[];
  acks: Ack[];
  /** Connections that were made. */
  connects(): number;
  /** Letters handed to a socket, repeats included. */
  sent(): number;
  close(): void;
};

const retryAfter = 50;
/** Whoever is told to wait and does not stays in the storm: the server counts 10 s. */
const restsFor = 11_000;

export function openSender(options: SenderOptions): Sender {
  const { port, gateway, window = 200, duplicates = 0, random = Math.random, heard } = options;
  const address = {
    region: 'ningxia' as RegionId,
    site: options.site as SiteId,
    gateway: gateway as GatewayId,
  };
  const [up, down, state] = [topic(address, 'up'), topic(address, 'down'), topic(address, 'state')];
  const letters: Prepared[] = [];
  const acknowledged = new Set<number>();
  const refusals: Refused[] = [];
  const acks: Ack[] = [];
  let socket: Socket | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  let wait = retryAfter;
  let next = 0;
  let connects = 0;
  let sent = 0;
  let packetId = 0;
  let waiting = new Map<number, { seq: number; at: number }>();
  let isReady = false;

  function begin(): void {
    const mine = createConnection({ port, host: '127.0.0.1' });
    socket = mine;
    isReady = false;
    waiting = new Map();
    // What has no PUBACK is sent again, from the first such letter on.
    next = letters.findIndex(({ seq }) => !acknowledged.has(seq));
    if (next < 0) next = letters.length;
    const parse = parser();
    parse.on('packet', (packet) => hear(mine, packet));
    parse.on('error', () => mine.destroy());
    mine.setNoDelay(true);
    mine.on('data', (bytes) => parse.parse(bytes));
    mine.on('error', () => {});
    mine.once('close', () => {
      if (mine === socket) isReady = false;
      if (!closed && mine === socket) retry = setTimeout(begin, wait);
    });
    mine.write(
      generate({
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: 4,
        clean: true,
        clientId: gateway,
        username: gateway,
        password: Buffer.from(options.key),
        keepalive: 60,
      }),
    );
  }

  function hear(mine: Socket, packet: Packet): void {
    if (packet.cmd === 'connack') {
      wait = packet.returnCode ? restsFor : retryAfter;
      if (packet.returnCode) return;
      connects++;
      mine.write(generate({ cmd: 'subscribe', messageId: 65_535, subscriptions: [{ topic: down, qos: 1 }] }));
    } else if (packet.cmd === 'suback') {
      mine.write(qos1(state, Buffer.from(JSON.stringify(birth())), 65_534));
      isReady = true;
      fill();
    } else if (packet.cmd === 'puback') {
      const one = waiting.get(packet.messageId ?? 0);
      if (!one) return;
      waiting.delete(packet.messageId ?? 0);
      acknowledged.add(one.seq);
      heard?.(one.seq, performance.now() - one.at);
      fill();
    } else if (packet.cmd === 'publish') {
      if (packet.qos === 1) mine.write(generate({ cmd: 'puback', messageId: packet.messageId ?? 0 }));
      const letter = JSON.parse(packet.payload.toString()) as Ack | Refused;
      if (letter.kind === 'ack') acks.push(letter);
      else refusals.push(letter);
    }
  }

  function fill(): void {
    if (!isReady || !socket) return;
    const chunks: Buffer[] = [];
    while (waiting.size < window && next < letters.length) {
      const letter = letters[next++] as Prepared;
      if (acknowledged.has(letter.seq)) continue;
      chunks.push(publish(letter));
      if (duplicates && random() < duplicates) chunks.push(publish(letter));
    }
    if (chunks.length) socket.write(Buffer.concat(chunks));
  }

  function publish({ seq, bytes }: Prepared): Buffer {
    packetId = (packetId % 60_000) + 1;
    waiting.set(packetId, { seq, at: performance.now() });
    sent++;
    return qos1(up, bytes, packetId);
  }

  const birth = (): Birth => ({
    ...{ v: 1, kind: 'birth', gw: address.gateway, site: address.site, epoch: options.epoch, boot: 'load' },
    ...{ at: Date.now() as Instant, last: 0, depth: 0, readers: [], probes: [], version: 'test' },
  });

  begin();
  return {
    send(more) {
      for (const letter of more) letters.push(letter);
      fill();
    },
    acknowledged,
    upTo: () => acks.at(-1)?.upTo ?? 0,
    refusals,
    acks,
    connects: () => connects,
    sent: () => sent,
    close() {
      closed = true;
      clearTimeout(retry);
      socket?.destroy();
    },
  };
}

const qos1 = (topic: string, payload: Buffer, messageId: number): Buffer =>
  generate({ cmd: 'publish', topic, payload, qos: 1, messageId, dup: false, retain: false });
