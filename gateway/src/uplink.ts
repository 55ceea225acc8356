/** The line to the server: sends the outbox in order over one MQTT connection at a time, and forgets a letter only when an ack covers it. A PUBACK alone frees the window, never the letter; and an ack frees only what this connection has had a PUBACK for, or numbers that an old disk image gives out a second time would vanish unread. */
import type { Ack, Birth, Gone, Judged } from '@changping/contracts/letters';
import { type Address, topic } from '@changping/contracts/topics';
import type { Instant } from '@changping/contracts/units';
import { connect, type MqttClient } from 'mqtt';
import { checkDown } from './down-check.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { Renewal } from './outbox/renewal.ts';
import type { Waiting } from './outbox/rows.ts';
import type { ServerSettings } from './settings/server.ts';
import { type Waits, waitBefore } from './wait.ts';

/** `thankedAt`: when the last ack came over any connection of this run. */
export type LineState = {
  state: 'online' | 'offline';
  why: string;
  since: Instant;
  thankedAt: Instant | null;
};
/** Milliseconds of the wall clock. */
export type Patience = {
  waits: Waits;
  birthEvery: number;
  /** A server that takes bytes and answers none of them is as good as gone: half an open line. */
  stall: number;
  /** A hole may be a letter that is still on its way. */
  repair: number;
  /** A server that has taken our place for another's is asked again after this. */
  hold: number;
};
export type UplinkOptions = {
  server: Pick<ServerSettings, 'url' | 'key' | 'ca'>;
  address: Address;
  outbox: Outbox;
  birth(): Birth;
  gone(): Gone;
  judged?(judged: Judged): void;
  now(): Instant;
  patience?: Patience;
};
export type Uplink = {
  /** There is a new letter. */
  nudge(): void;
  /** Something the birth tells has changed. */
  announce(): void;
  line(): LineState;
  close(): Promise<void>;
};

export const usual: Patience = Object.freeze({
  waits: { least: 500, most: 30_000 },
  birthEvery: 30_000,
  stall: 30_000,
  repair: 5000,
  hold: 600_000,
});
const windowMax = 256;
const keepalive = 20;
const connectWithin = 10_000;
/** A line that has stood this long was worth having: the next try begins with a short wait again. */
const goodAfter = 60_000;
const partWithin = 1000;
/** How long after the PUBACK of a letter its refusal may come. */
const refusalWithin = 1000;
const lookEvery = 250;
export const superseded = 'another outbox has taken this one’s place';

/** What one connection knows; the next begins with none of it. */
type Line = {
  client: MqttClient;
  ready: boolean;
  upAt: number;
  /** The highest number handed to the socket. */
  sent: number;
  /** Numbers that wait for their PUBACK. */
  flying: Set<number>;
  /** Births that do. */
  births: number;
  heardAt: number;
  /** When holes were first heard of, and what had had its answer by then. */
  suspicion: { at: number; upTo: number } | undefined;
  /** The highest ack, and how far the outbox has been told of it. */
  acked: number;
  forgotten: number;
  /** Up to here the server's first ack on this line claims to know the numbers; null before it. */
  doubted: number | null;
};

export function openUplink(options: UplinkOptions): Uplink {
  const { server, address, outbox, birth, gone, judged, now, patience = usual } = options;
  const [up, down, stateTopic] = [topic(address, 'up'), topic(address, 'down'), topic(address, 'state')];
  let line: Line | undefined;
  let closed = false;
  let tries = 0;
  let retry: NodeJS.Timeout | undefined;
  let state: LineState = { state: 'offline', why: 'not tried yet', since: now(), thankedAt: null };

  const setState = (next: LineState['state'], why: string) => {
    if (state.state !== next || state.why !== why) state = { ...state, state: next, why, since: now() };
  };

  function begin(): void {
    const client = connect(server.url, {
      protocolVersion: 4,
      clean: true,
      clientId: address.gateway,
      username: address.gateway,
      password: server.key,
      ...(server.ca && { ca: server.ca }),
      keepalive,
      // Letters on their way into a dead line must not put off the ping that finds it out.
      reschedulePings: false,
      reconnectPeriod: 0,
      connectTimeout: connectWithin,
      queueQoSZero: false,
      will: { topic: stateTopic, payload: Buffer.from(JSON.stringify(gone())), qos: 1, retain: true },
    });
    const mine: Line = {
      ...{ client, ready: false, upAt: 0, sent: 0, flying: new Set(), births: 0 },
      ...{ heardAt: 0, suspicion: undefined, acked: 0, forgotten: 0, doubted: null },
    };
    line = mine;
    let why = 'the line is down';
    client.on('connect', () => {
      // Acks must have a way back before the first letter goes out.
      client.subscribe(down, { qos: 1 }, (error) => {
        if (mine !== line) return;
        if (error) {
          why = error.message;
          return void client.end(true);
        }
        mine.ready = true;
        mine.upAt = performance.now();
        mine.heardAt = mine.upAt;
        setState('online', '');
        announce();
        fill(mine);
      });
    });
    client.on('message', (_topic, bytes) => {
      if (mine === line && mine.ready) why = hear(mine, bytes) ?? why;
    });
    client.on('error', (error) => {
      why = error.message;
      client.end(true);
    });
    client.once('close', () => {
      if (mine !== line) return;
      line = undefined;
      client.end(true);
      if (closed) return;
      if (mine.ready && performance.now() - mine.upAt > goodAfter) tries = 0;
      setState('offline', why);
      const wait = why === superseded ? patience.hold : waitBefore(tries++, patience.waits, Math.random());
      retry = setTimeout(begin, wait);
    });
  }

  function fill(mine: Line): void {
    // A page for every PUBACK would be a query for every letter.
    if (!mine.ready || mine.flying.size > windowMax / 2) return;
    for (;;) {
      const page = outbox.page(mine.sent, windowMax - mine.flying.size);
      for (const letter of page) send(mine, letter);
      if (!page.length || mine.flying.size > windowMax / 2) return;
    }
  }

  function send(mine: Line, { seq, bytes }: Waiting): void {
    if (!mine.flying.size && !mine.births) mine.heardAt = performance.now();
    mine.sent = Math.max(mine.sent, seq);
    mine.flying.add(seq);
    mine.client.publish(up, bytes, { qos: 1 }, (error) => {
      if (mine !== line || error) return;
      mine.flying.delete(seq);
      mine.heardAt = performance.now();
      if (!mine.flying.size) release(mine);
      fill(mine);
    });
  }

  /** @returns why this line must end. */
  function hear(mine: Line, bytes: Uint8Array): string | undefined {
    const letter = checkDown(bytes);
    if (letter?.kind === 'ack') return hearAck(mine, letter);
    if (letter?.kind === 'refused') return turn(mine, outbox.refused(letter, mine.sent));
    if (letter?.kind === 'rebirth') announce();
    if (letter?.kind === 'judged') judged?.(letter);
    return undefined;
  }

  function hearAck(mine: Line, ack: Ack): string | undefined {
    if (ack.epoch !== outbox.epoch()) return undefined;
    // Numbers we have never given: our disk was put back from an old image.
    if (ack.upTo > outbox.last()) return turn(mine, outbox.renew());
    state = { ...state, thankedAt: now() };
    mine.acked = Math.max(mine.acked, ack.upTo);
    mine.doubted ??= ack.upTo;
    release(mine);
    if (ack.holes.length) repair(mine, ack.holes);
    else mine.suspicion = undefined;
    fill(mine);
    return undefined;
  }

  const answered = ({ flying, sent }: Line) => (flying.size ? Math.min(...flying) - 1 : sent);

  function release(mine: Line): void {
    const upTo = Math.min(mine.acked, answered(mine));
    if (upTo <= mine.forgotten) return;
    if (mine.doubted) doubt(mine, mine.doubted);
    else {
      mine.forgotten = upTo;
      if (outbox.forget({ epoch: outbox.epoch(), upTo })) tries = 0;
    }
  }

  /** The thanks for them may have got lost with the last line; or the numbers are another letter's, and the refusals of ours are still on their way behind the PUBACKs. */
  function doubt(mine: Line, upTo: number): void {
    if (answered(mine) < upTo) return;
    mine.doubted = 0;
    // Until then nothing is forgotten: `acked` is what the server says again.
    const { acked } = mine;
    mine.acked = 0;
    setTimeout(() => {
      if (mine !== line) return;
      mine.acked = Math.max(mine.acked, acked);
      release(mine);
    }, refusalWithin);
  }

  /** A hole is one only when it is still there a while after its letters had their answer: acks and PUBACKs overtake each other. */
  function repair(mine: Line, holes: Ack['holes']): void {
    const at = performance.now();
    if (!mine.suspicion) {
      mine.suspicion = { at, upTo: answered(mine) };
      // A quiet store hears the next ack only after its next birth.
      setTimeout(() => mine === line && announce(), patience.repair + lookEvery);
    }
    const { at: since, upTo } = mine.suspicion;
    if (at - since < patience.repair) return;
    mine.suspicion = undefined;
    const missing = holes
      .map(([from, to]): [number, number] => [from, Math.min(to, upTo)])
      .filter(([from, to]) => from <= to);
    if (!missing.length) return;
    outbox.giveUp(missing);
    for (const letter of outbox.pick(missing, windowMax)) send(mine, letter);
  }

  /** A new epoch begins with a new connection, whose will and birth name it. */
  function turn(mine: Line, outcome: 'set aside' | Renewal): string | undefined {
    if (outcome === 'set aside') return undefined;
    mine.ready = false;
    mine.client.end(true);
    return outcome === 'renewed' ? 'a new epoch begins' : superseded;
  }

  function announce(): void {
    const mine = line;
    if (!mine?.ready) return;
    if (!mine.flying.size && !mine.births) mine.heardAt = performance.now();
    mine.births++;
    mine.client.publish(stateTopic, JSON.stringify(birth()), { qos: 1, retain: true }, () => {
      mine.births--;
      mine.heardAt = performance.now();
    });
  }

  function watch(): void {
    if (!line?.ready) return;
    const asked = line.flying.size + line.births > 0;
    const quiet = performance.now() - line.heardAt;
    if (asked && quiet > patience.stall) line.client.end(true);
    // Everything is sent and not everything is thanked for: a birth asks for the mark and its holes.
    else if (!asked && quiet > patience.repair && outbox.depth() > 0) announce();
  }

  const births = setInterval(announce, patience.birthEvery);
  const watching = setInterval(watch, lookEvery);
  begin();

  return {
    nudge: () => line && fill(line),
    announce,
    line: () => state,
    async close() {
      closed = true;
      clearTimeout(retry);
      clearInterval(births);
      clearInterval(watching);
      const last = line;
      line = undefined;
      if (last) await part(last, stateTopic, JSON.stringify(gone()));
    },
  };
}

/** A goodbye keeps the broker from publishing the will, so we publish it ourselves. */
function part({ client, ready }: Line, stateTopic: string, gone: string): Promise<void> {
  return new Promise((done) => {
    const late = setTimeout(() => {
      client.end(true);
      done();
    }, partWithin);
    const end = () => {
      clearTimeout(late);
      done();
    };
    if (ready) client.publish(stateTopic, gone, { qos: 1, retain: true }, () => client.end(false, end));
    else client.end(true, end);
  });
}
