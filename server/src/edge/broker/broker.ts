/** The embedded MQTT broker: gateways prove who they are and reach their own three topics, nothing else. A letter is committed inside authorizePublish, because aedes sends the PUBACK before anything that comes later could still fail. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { Birth, DownLetter } from '@changping/contracts/letters';
import { checkState } from '@changping/contracts/state-check';
import { topic } from '@changping/contracts/topics';
import type { GatewayId, RegionId, SiteId } from '@changping/contracts/units';
import { Aedes, type AuthenticateError, type Client } from 'aedes';
import { newGuard, pass } from './packet-guard.ts';

export type Account = { id: GatewayId; site: SiteId; keyHash: string };
export type BrokerParts = {
  host: string;
  port: number;
  region: RegionId;
  accounts: readonly Account[];
  /** `thanks` with an error cuts the connection, and the gateway will send again. */
  letter(gateway: GatewayId, site: SiteId, bytes: Uint8Array, thanks: (error?: Error) => void): void;
  born(gateway: GatewayId, site: SiteId, birth: Birth): void;
  line(gateway: GatewayId, site: SiteId, state: 'online' | 'offline'): void;
  refused(why: string, who: string): void;
};
export type Broker = {
  port: number;
  post(gateway: GatewayId, site: SiteId, down: DownLetter): void;
  close(): Promise<void>;
};

const connectTimeout = 5000;
/** Sockets that have not said CONNECT yet. */
const strangersMax = 256;
/** Connects of one gateway within `stormSpan` before it is told to wait. */
const stormMax = 30;
const stormSpan = 10_000;
/** Packets of one connection between two CONNACKs: more is no client of ours. */
const queueLimit = 64;

export async function openBroker(parts: BrokerParts): Promise<Broker> {
  const { region } = parts;
  const accounts = new Map(parts.accounts.map((account) => [account.id as string, account]));
  const connects = new Map<string, number[]>();
  const strangers = new Set<Socket>();

  const refuse = (returnCode: number, why: string, who: string): AuthenticateError => {
    parts.refused(why, who.slice(0, 60));
    return Object.assign(new Error(why), { returnCode });
  };
  const own = (account: Account, lane: 'up' | 'down' | 'state') =>
    topic({ region, site: account.site, gateway: account.id }, lane);
  const accountOf = (client: Client | null) => (client ? accounts.get(client.id) : undefined);

  const broker = await Aedes.createBroker({
    connectTimeout,
    queueLimit,
    maxClientsIdLength: 40,
    maxTopicLevels: 6,
    maxInflightInbound: 1,
    drainTimeout: 60_000,
    keepaliveLimit: 300,
    preConnect(client, packet, done) {
      const account = accounts.get(packet.clientId);
      const will = packet.will;
      const why =
        account && !packet.clean
          ? 'a session that outlives its connection'
          : account && will && (will.topic !== own(account, 'state') || will.payload.length > 1024)
            ? `a will on ${will.topic.slice(0, 80)}`
            : undefined;
      if (!why) return done(null, true);
      parts.refused(why, packet.clientId);
      client.conn.destroy();
      done(new Error(why), false);
    },
    authenticate(client, username, password, done) {
      const account = accounts.get(client.id);
      if (!account || username !== client.id || !isKey(password, account.keyHash))
        return done(refuse(4, 'unknown gateway or wrong key', client.id), null);
      if (isStorm(connects, client.id, Date.now()))
        return done(refuse(3, 'too many connects', client.id), null);
      strangers.delete(client.conn as Socket);
      done(null, true);
    },
    authorizePublish(client, packet, done) {
      const account = accountOf(client);
      // Aedes asks for wills too, sometimes without a client: those of our own gateways are all on …/state.
      if (!account) return done(client ? new Error('not a gateway') : null);
      const bytes = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
      if (packet.topic === own(account, 'state')) {
        const why = stateFault(account, packet.qos, bytes);
        if (why) parts.refused(why, account.id);
        // A bad birth is dropped and counted; an error here would only make the gateway send it again.
        return done(null);
      }
      const why = faultOf(packet, own(account, 'up'));
      if (!why) return parts.letter(account.id, account.site, bytes, done);
      parts.refused(why, account.id);
      done(new Error(why));
    },
    authorizeSubscribe(client, subscription, done) {
      const account = accountOf(client);
      if (account && subscription.topic === own(account, 'down')) return done(null, subscription);
      parts.refused(`subscribe ${subscription.topic.slice(0, 80)}`, client.id);
      // null answers 128 for this one filter and keeps the connection (MQTT-3.8.4).
      done(null, null);
    },
  });
  broker.on('clientReady', (client) => tellLine(client, 'online'));
  broker.on('clientDisconnect', (client) => tellLine(client, 'offline'));
  // Without a listener a broken client would end the program.
  broker.on('clientError', (client, error) => parts.refused(error.message, client.id));
  broker.on('connectionError', (_client, error) => parts.refused(error.message, 'before CONNECT'));

  function stateFault({ id, site }: Account, qos: number, bytes: Uint8Array): string | undefined {
    const state = checkState(bytes);
    if (!state) return 'a birth or will that cannot be read';
    if (qos !== 1 || state.gw !== id) return `a birth or will signed ${state.gw}`;
    if (state.kind !== 'birth') return undefined;
    if (state.site !== site) return `a birth for store ${state.site}`;
    parts.born(id, site, state);
    return undefined;
  }

  function tellLine(client: Client, state: 'online' | 'offline') {
    const account = accountOf(client);
    if (account) parts.line(account.id, account.site, state);
  }

  const server = createServer((socket) => {
    if (strangers.size >= strangersMax) {
      parts.refused('too many unknown connections', socket.remoteAddress ?? '');
      socket.destroy();
      return;
    }
    strangers.add(socket.setNoDelay(true));
    socket.once('close', () => strangers.delete(socket));
    guard(socket, (why) => parts.refused(why, socket.remoteAddress ?? ''));
    broker.handle(socket);
  });
  const port = await listen(server, parts.host, parts.port);

  return {
    port,
    post: (gateway, site, down) =>
      broker.publish(
        {
          cmd: 'publish',
          topic: topic({ region, site, gateway }, 'down'),
          payload: JSON.stringify(down),
          qos: 1,
          retain: false,
          dup: false,
        },
        // Nobody there: the gateway hears its mark at its next birth.
        () => {},
      ),
    close: () =>
      new Promise((done) => {
        broker.close(() => server.close(() => done()));
        for (const socket of strangers) socket.destroy();
      }),
  };
}

const isKey = (given: Buffer | undefined, keyHash: string) =>
  given !== undefined &&
  timingSafeEqual(createHash('sha256').update(given).digest(), Buffer.from(keyHash, 'hex'));

function isStorm(connects: Map<string, number[]>, id: string, now: number): boolean {
  const recent = (connects.get(id) ?? []).filter((at) => at > now - stormSpan);
  recent.push(now);
  connects.set(id, recent.slice(-stormMax - 1));
  return recent.length > stormMax;
}

function faultOf({ topic, qos, retain }: { topic: string; qos: number; retain: boolean }, up: string) {
  if (topic !== up) return `publish on ${topic.slice(0, 80)}`;
  if (qos !== 1) return `a letter with quality of service ${qos}`;
  return retain ? 'a retained letter' : undefined;
}

/** Aedes reads with `read()`, so that is where every chunk can be looked at without copying it. */
function guard(socket: Socket, cut: (why: string) => void): void {
  const seen = newGuard();
  const read = socket.read.bind(socket);
  socket.read = (size) => {
    const chunk = read(size);
    const why = chunk && pass(seen, chunk);
    if (!why) return chunk;
    cut(why);
    socket.destroy();
    return null;
  };
}

const listen = (server: Server, host: string, port: number) =>
  new Promise<number>((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      const address = server.address();
      done(typeof address === 'object' && address ? address.port : port);
    });
  });
