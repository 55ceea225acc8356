/** The embedded MQTT broker: gateways prove who they are and reach their own three topics, nothing else. A letter is committed inside authorizePublish, because aedes sends the PUBACK before anything that comes later could still fail. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { Birth, DownLetter } from '@changping/contracts/letters';
import { checkState } from '@changping/contracts/state-check';
import { type Lane, topic } from '@changping/contracts/topics';
import { type GatewayId, idPattern, type RegionId, type SiteId } from '@changping/contracts/units';
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes';
import { doorway } from './doorway.ts';
import { listeners } from './listeners.ts';
import { isStorm, newStorm } from './storm.ts';

export type Account = { id: GatewayId; site: SiteId; keyHash: string };
export type BrokerParts = {
  /** Listens, or says why not; gives the port. */
  listen(server: Server): Promise<number>;
  region: RegionId;
  accounts: readonly Account[];
  /** `thanks` with an error cuts the connection, and the gateway will send again. */
  letter(gateway: GatewayId, site: SiteId, bytes: Uint8Array, thanks: (error?: Error) => void): void;
  born(gateway: GatewayId, site: SiteId, birth: Birth): void;
  line(gateway: GatewayId, site: SiteId, state: 'online' | 'offline'): void;
  /** Whom people let in since: asked at every connect, for they may have thought better of it. */
  admitted(gateway: GatewayId, keyHash: string): Account | undefined;
  /** Somebody whom nobody has let in. `site`: where its will says it stands. */
  knock(who: { gateway: GatewayId; site: SiteId; keyHash: string; address: string }): void;
  refused(why: string, who: string): void;
};
export type Broker = {
  port: number;
  post(gateway: GatewayId, down: DownLetter): void;
  /** Ends the session of one that people let in, if it has one. */
  dismiss(gateway: GatewayId): void;
  close(): Promise<void>;
};

const connectTimeout = 5000;
/** A gateway that reads nothing for this long after its buffers are full is cut. */
const drainTimeout = 30_000;
/** Sockets that have not said CONNECT yet. */
const strangersMax = 512;
/** Connects, and births, of one gateway within `stormSpan` before it is told to wait. */
const stormMax = 30;
const stormSpan = 10_000;
/** Packets of one connection between two CONNACKs: more is no client of ours. */
const queueLimit = 64;
const willMax = 1024;

export async function openBroker(parts: BrokerParts): Promise<Broker> {
  const { region } = parts;
  /** Those of the settings; and with them whoever was let in since and has connected. */
  const named = new Map(parts.accounts.map((account) => [account.id as string, account]));
  const accounts = new Map(named);
  const connects = newStorm(stormMax, stormSpan);
  const births = newStorm(stormMax, stormSpan);
  const knocks = newStorm(stormMax, stormSpan);
  const door = doorway({
    within: connectTimeout,
    most: strangersMax,
    admit: (socket) => void broker.handle(socket),
    refused: parts.refused,
  });
  const listening = listeners();

  const own = (account: Account, lane: Lane) =>
    topic({ region, site: account.site, gateway: account.id }, lane);
  const accountOf = (client: Client | null) => (client ? accounts.get(client.id) : undefined);
  const isDown = (client: Client) => {
    const account = accountOf(client);
    const down = account && own(account, 'down');
    return (filter: string) => filter === down;
  };

  const sessions = new Map<string, Client>();
  /** Where those who are connecting say they stand. */
  const standsAt = new WeakMap<Client, SiteId>();
  /** The account of one whom the settings do not name, if people have let it in; else it is noted who knocked. */
  function guest(client: Client, password: Buffer | undefined): Account | undefined {
    const site = standsAt.get(client);
    const gateway = client.id as GatewayId;
    if (!password) return undefined;
    const keyHash = createHash('sha256').update(password).digest('hex');
    const account = parts.admitted(gateway, keyHash);
    if (account) {
      // It was approved for one store, and its will may name another.
      if (site && account.site !== site) return undefined;
      accounts.set(gateway, account);
      return account;
    }
    // Each knock costs a commit, so strangers share one measure.
    if (!site || isStorm(knocks, 'strangers', Date.now())) return undefined;
    try {
      parts.knock({ gateway, site, keyHash, address: (client.conn as Socket).remoteAddress ?? '' });
    } catch {
      // A full disk: it is turned away like anybody, and knocks again.
    }
    return undefined;
  }

  // Whatever is answered with an error here ends the connection, and is counted where the broker tells of that.
  const broker = await Aedes.createBroker({
    // The doorway is stricter.
    connectTimeout: 2 * connectTimeout,
    drainTimeout,
    queueLimit,
    maxClientsIdLength: 40,
    maxTopicLevels: 6,
    maxInflightInbound: 1,
    keepaliveLimit: 300,
    preConnect(client, { clientId, clean, will }, done) {
      const site = siteOf(will?.topic ?? '', region, clientId);
      if (site) standsAt.set(client, site);
      const account = accounts.get(clientId);
      const why =
        account && !clean
          ? `a session of ${account.id} that outlives its connection`
          : account && will && !isWill(account, will.topic, bytesOf(will.payload), own(account, 'state'))
            ? `a will of ${account.id} on ${will.topic.slice(0, 80)}`
            : undefined;
      done(why ? new Error(why) : null, !why);
    },
    authenticate(client, username, password, done) {
      const account = named.get(client.id) ?? guest(client, password);
      if (!account || username !== client.id || !isKey(password, account.keyHash))
        return done(refusal(4, 'unknown gateway or wrong key'), null);
      if (isStorm(connects, client.id, Date.now())) return done(refusal(3, 'too many connects'), null);
      door.leave(client.conn as Socket);
      done(null, true);
    },
    authorizePublish(client, packet, done) {
      const account = accountOf(client);
      // Aedes asks for wills too, sometimes without a client: those of our own gateways are all on …/state.
      if (!account) return done(client ? new Error('not a gateway') : null);
      if (packet.topic === own(account, 'state')) return hearState(account, packet, done);
      const why = faultOf(packet, own(account, 'up'));
      if (why) return done(new Error(why));
      parts.letter(account.id, account.site, bytesOf(packet.payload), done);
    },
    authorizeSubscribe(client, subscription, done) {
      if (isDown(client)(subscription.topic)) return done(null, subscription);
      parts.refused(`subscribe ${subscription.topic.slice(0, 80)}`, client.id);
      // null answers 128 for this one filter and keeps the connection (MQTT-3.8.4).
      done(null, null);
    },
  });
  broker.on('clientReady', (client) => {
    sessions.set(client.id, client);
    tellLine(client, 'online');
  });
  broker.on('clientDisconnect', (client) => {
    if (sessions.get(client.id) === client) sessions.delete(client.id);
    listening.remove(client);
    tellLine(client, 'offline');
  });
  broker.on('subscribe', (filters, client) => {
    if (filters.map(({ topic }) => topic).some(isDown(client))) listening.add(client);
  });
  broker.on('unsubscribe', (filters, client) => {
    if (filters.some(isDown(client))) listening.remove(client);
  });
  // Without a listener a broken client would end the program.
  broker.on('clientError', (client, error) => {
    if (!isBrokenLine(error)) parts.refused(error.message, client.id.slice(0, 60));
  });
  broker.on('connectionError', ({ conn }, error) => {
    if (!isBrokenLine(error))
      parts.refused(error.message, (conn as Socket).remoteAddress ?? 'before CONNECT');
  });

  function hearState(account: Account, packet: PublishPacket, done: Thanks): void {
    const bytes = bytesOf(packet.payload);
    // Nobody may subscribe to it here, so the broker needs to keep none of it.
    packet.retain = false;
    const why = isStorm(births, account.id, Date.now()) ? 'too many births' : stateFault(account, bytes);
    if (why) parts.refused(why, account.id);
    const state = why ? undefined : checkState(bytes);
    try {
      if (state?.kind === 'birth') parts.born(account.id, account.site, state);
    } catch (error) {
      // A full disk: it will connect and be born again.
      done(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    // A bad birth is dropped and counted; an error here would only make the gateway send it again.
    done(null);
  }

  function tellLine(client: Client, state: 'online' | 'offline') {
    const account = accountOf(client);
    if (!account) return;
    try {
      parts.line(account.id, account.site, state);
    } catch (error) {
      // A full disk must not end the program for a line of the feed.
      parts.refused(error instanceof Error ? error.message : String(error), account.id);
    }
  }

  const server = createServer((socket) => door.enter(socket.setNoDelay(true)));
  const port = await parts.listen(server);

  return {
    port,
    post(gateway, down) {
      const account = accounts.get(gateway);
      if (account && !listening.post(gateway, own(account, 'down'), down))
        parts.refused('an answer to a gateway that has stopped reading', gateway);
    },
    dismiss(gateway) {
      if (named.has(gateway) || !accounts.delete(gateway)) return;
      sessions.get(gateway)?.close();
    },
    async close() {
      const closed = new Promise((done) => server.close(done));
      door.close();
      await new Promise<void>((done) => broker.close(done));
      await closed;
    },
  };
}

type Thanks = (error?: Error | null) => void;

const bytesOf = (payload: string | Buffer): Buffer =>
  typeof payload === 'string' ? Buffer.from(payload) : payload;

/** Of a will on changping/1/{region}/{site}/{gateway}/state of its own. */
function siteOf(on: string, region: string, gateway: string): SiteId | undefined {
  const site = on.split('/')[3] ?? '';
  if (!idPattern.test(gateway) || !idPattern.test(site)) return undefined;
  const own = topic(
    { region: region as RegionId, site: site as SiteId, gateway: gateway as GatewayId },
    'state',
  );
  return on === own ? (site as SiteId) : undefined;
}

const refusal = (returnCode: number, why: string): AuthenticateError =>
  Object.assign(new Error(why), { returnCode });

const isKey = (given: Buffer | undefined, keyHash: string) =>
  given !== undefined &&
  timingSafeEqual(createHash('sha256').update(given).digest(), Buffer.from(keyHash, 'hex'));

function isWill({ id }: Account, on: string, bytes: Uint8Array, state: string): boolean {
  const will = bytes.length <= willMax ? checkState(bytes) : undefined;
  return on === state && will?.kind === 'gone' && will.gw === id;
}

function stateFault({ id, site }: Account, bytes: Uint8Array): string | undefined {
  const state = checkState(bytes);
  if (!state) return 'a birth or will that cannot be read';
  if (state.gw !== id) return `a birth or will signed ${state.gw}`;
  return state.kind === 'birth' && state.site !== site ? `a birth for store ${state.site}` : undefined;
}

/** A line that broke is told as offline; nobody refused anything. */
const isBrokenLine = (error: Error): boolean =>
  error.message === 'keep alive timeout' ||
  ('code' in error && /^(E[A-Z]+|ERR_STREAM\w+)$/.test(String(error.code)));

function faultOf({ topic, qos, retain }: { topic: string; qos: number; retain: boolean }, up: string) {
  if (topic !== up) return `publish on ${topic.slice(0, 80)}`;
  if (qos !== 1) return `a letter with quality of service ${qos}`;
  return retain ? 'a retained letter' : undefined;
}
