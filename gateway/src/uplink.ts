/** The line to the server: sends the outbox in order over one MQTT connection at a time, and forgets a letter only when an ack covers it. A PUBACK alone frees the window, never the letter. */
import type { Ack, Birth, Gone } from '@changping/contracts/letters';
import { type Address, topic } from '@changping/contracts/topics';
import type { Instant } from '@changping/contracts/units';
import { connect, type MqttClient } from 'mqtt';
import { checkDown } from './down-check.ts';
import type { Outbox, Waiting } from './outbox.ts';
import { waitBefore } from './wait.ts';

export type LineState = { state: 'online' | 'offline'; why: string; since: Instant };
export type UplinkOptions = {
  url: string;
  key: string;
  address: Address;
  outbox: Outbox;
  birth(): Birth;
  gone: Gone;
  now(): Instant;
};
export type Uplink = {
  /** There is a new letter. */
  nudge(): void;
  /** Something the birth tells has changed. */
  announce(): void;
  line(): LineState;
  close(): Promise<void>;
};

const waits = { least: 500, most: 30_000 };
const windowMax = 256;
const birthEvery = 30_000;
const keepalive = 20;
/** A server that takes bytes and thanks for none of them is as good as gone. */
const stallAfter = 30_000;
/** A hole may be a letter that is still on its way. */
const repairAfter = 5000;

export function openUplink(options: UplinkOptions): Uplink {
  const { url, key, address, outbox, birth, gone, now } = options;
  const [up, down, stateTopic] = [topic(address, 'up'), topic(address, 'down'), topic(address, 'state')];
  let client: MqttClient | undefined;
  let ready = false;
  let closed = false;
  let tries = 0;
  let retry: NodeJS.Timeout | undefined;
  let line: LineState = { state: 'offline', why: 'not tried yet', since: now() };
  /** Of this connection: the last number handed to the socket, how many wait for their PUBACK, when the last came. */
  let sent = 0;
  let inflight = 0;
  let heardAt = 0;
  let repairedAt = 0;

  const setLine = (state: LineState['state'], why: string) => {
    if (line.state !== state || line.why !== why) line = { state, why, since: now() };
  };

  function begin(): void {
    const mine = connect(url, {
      protocolVersion: 4,
      clean: true,
      clientId: address.gateway,
      username: address.gateway,
      password: key,
      keepalive,
      reconnectPeriod: 0,
      connectTimeout: 10_000,
      queueQoSZero: false,
      will: { topic: stateTopic, payload: Buffer.from(JSON.stringify(gone)), qos: 1, retain: true },
    });
    client = mine;
    let why = 'the line is down';
    mine.on('connect', () => {
      // Acks must have a way back before the first letter goes out.
      mine.subscribe(down, { qos: 1 }, (error) => {
        if (error || mine !== client) return void mine.end(true);
        ready = true;
        sent = 0;
        inflight = 0;
        heardAt = performance.now();
        setLine('online', '');
        announce();
        fill();
      });
    });
    mine.on('message', (_topic, bytes) => hear(bytes));
    mine.on('error', (error) => {
      why = error.message;
      mine.end(true);
    });
    mine.once('close', () => {
      if (mine !== client) return;
      client = undefined;
      ready = false;
      setLine('offline', why);
      mine.end(true);
      if (!closed) retry = setTimeout(begin, waitBefore(tries++, waits, Math.random()));
    });
  }

  function fill(): void {
    while (ready && inflight < windowMax) {
      const page = outbox.page(sent, windowMax - inflight);
      if (!page.length) return;
      for (const letter of page) send(letter);
      sent = page.at(-1)?.seq ?? sent;
    }
  }

  function send({ bytes }: Waiting): void {
    const mine = client;
    inflight++;
    mine?.publish(up, bytes, { qos: 1 }, (error) => {
      if (mine !== client || error) return;
      inflight--;
      heardAt = performance.now();
      tries = 0;
      fill();
    });
  }

  function hear(bytes: Uint8Array): void {
    const letter = checkDown(bytes);
    if (letter?.kind === 'ack') hearAck(letter);
    else if (letter?.kind === 'refused') outbox.refused(letter, now());
    else if (letter?.kind === 'rebirth') announce();
    fill();
  }

  function hearAck(ack: Ack): void {
    if (ack.epoch !== outbox.epoch) return;
    outbox.forget(ack);
    if (!ack.holes.length || performance.now() - repairedAt < repairAfter) return;
    // Numbers not sent on this connection yet are no holes, they are on their way.
    const holes = ack.holes
      .map(([from, to]): [number, number] => [from, Math.min(to, sent)])
      .filter(([from, to]) => from <= to);
    if (!holes.length) return;
    repairedAt = performance.now();
    outbox.giveUp(holes, now());
    for (const letter of outbox.pick(holes, windowMax)) send(letter);
  }

  function announce(): void {
    if (ready) client?.publish(stateTopic, JSON.stringify(birth()), { qos: 1, retain: true });
  }

  const births = setInterval(announce, birthEvery);
  const watching = setInterval(() => {
    if (ready && inflight > 0 && performance.now() - heardAt > stallAfter) client?.end(true);
  }, 1000);
  begin();

  return {
    nudge: fill,
    announce,
    line: () => line,
    close: () =>
      new Promise((done) => {
        closed = true;
        clearTimeout(retry);
        clearInterval(births);
        clearInterval(watching);
        if (!client) return done();
        ready = false;
        client.end(false, () => done());
        setTimeout(() => client?.end(true, () => done()), 1000).unref();
      }),
  };
}
