import { createServer, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { FeedItem, StockLine } from '@changping/contracts/live';
import type { Instant, SiteId } from '@changping/contracts/units';
import { openLive } from '@changping/server/edge/live';
import { listen } from '@changping/server/listen';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../world.ts';
import { birth, breach, caseOf, stranger, tags } from './letter.ts';
import { aGateway } from './line.ts';
import { aPage, type Page } from './page.ts';
import { aServer, region, type TestServer } from './server.ts';
import { aSample } from './visitor.ts';

const site = 'RC-S' as SiteId;
const events = (count: number, text = ''): FeedItem[] =>
  Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    at: Date.now() as Instant,
    site,
    what: 'online' as const,
    detail: { gateway: 'GW-RC-S', text },
  }));
const told = (page: Page, n: number) =>
  until(
    () => page.n(),
    (known) => known >= n,
    10_000,
  );

/** Says something new and waits until the page has heard it. */
async function hearsMore(server: TestServer, page: Page) {
  const before = page.n();
  server.live.tellEvents(events(1));
  await told(page, before + 1);
}

it('gives every page that comes a picture, then each change once and in order, however busy the stores are', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  const pages: Page[] = [await aPage(server)];
  const load = Array.from({ length: 600 }, (_, i) => tags(i + 1, [caseOf((i % 40) + 1), stranger(i)]));
  for (let i = 0; i < load.length; i += 60) {
    const [page] = await Promise.all([aPage(server), ...load.slice(i, i + 60).map(gateway.send)]);
    pages.push(page);
  }
  const last = await until(
    () => aPage(server),
    (page) => page.sites().get(site)?.unconfirmed === 600,
  );
  for (const page of pages) {
    await told(page, last.n());
    expect(page.pictures).toHaveLength(1);
    expect(page.gaps()).toEqual([]);
    expect(page.sites().get(site)).toEqual(last.sites().get(site));
  }
  expect(last.sites().get(site)?.stock).toMatchObject([{ kind: 'quilt', pieces: 40, usable: 400 }]);
});

it('K10 gives a page that comes back exactly what it missed', async () => {
  const server = await aServer();
  const stayed = await aPage(server);
  const left = await aPage(server);
  await hearsMore(server, left);
  const { stream } = left.pictures[0] as { stream: string };
  const known = left.n();
  left.socket.close();
  for (let i = 0; i < 5; i++) await hearsMore(server, stayed);
  const back = await aPage(server, { stream, n: known });
  expect(back.pictures).toEqual([]);
  expect(back.changes[0]?.from).toBe(known + 1);
  expect(back.items()).toEqual(stayed.items().slice(-5 * 2));
  await hearsMore(server, back);
  expect(back.gaps()).toEqual([]);
});

it('gives a page that missed nothing no picture, and goes on', async () => {
  const server = await aServer();
  const page = await aPage(server);
  await hearsMore(server, page);
  const back = await aPage(server, { stream: page.pictures[0]?.stream, n: page.n() });
  expect(back.pictures).toEqual([]);
  expect(back.items()).toEqual([]);
  await hearsMore(server, back);
  expect(back.gaps()).toEqual([]);
});

it('K10 gives a fresh picture to a page of another run, of a time that is forgotten or still to come, or that talks nonsense', async () => {
  const server = await aServer();
  const page = await aPage(server);
  for (let i = 0; i < 6; i++) {
    server.live.tellEvents(events(200));
    await until(
      () => page.n(),
      (n) => n >= (i + 1) * 200,
    );
  }
  const { stream } = page.pictures[0] as { stream: string };
  const nonsense: object[] = [
    { stream: 'of yesterday', n: page.n() },
    { stream, n: 0 },
    { stream, n: page.n() + 1 },
    { stream, n: -1 },
    { stream, n: 1.5 },
    { stream, n: '5' },
    { stream, n: { valueOf: 5 } },
    { stream: ['__proto__'], n: null },
    { __proto__: { stream, n: page.n() } },
    { n: page.n() },
  ];
  for (const auth of nonsense) {
    const back = await aPage(server, auth);
    expect(back.pictures, JSON.stringify(auth)).toHaveLength(1);
    expect(back.pictures[0]?.n).toBe(page.n());
  }
});

it('sends a flood of events as its newest two hundred, without a gap', async () => {
  const server = await aServer();
  const page = await aPage(server);
  server.live.tellEvents(events(5000));
  await told(page, 200);
  expect(page.items().filter(({ what }) => what === 'feed')).toHaveLength(200);
  await hearsMore(server, page);
  expect(page.gaps()).toEqual([]);
});

const statusOf = (server: TestServer, path: string, headers: Record<string, string>) =>
  new Promise<number>((done, fail) => {
    const request = get(
      { port: server.port, host: '127.0.0.1', path, headers },
      (answer: IncomingMessage) => {
        answer.resume();
        done(answer.statusCode ?? 0);
      },
    );
    request.on('upgrade', (answer) => {
      answer.socket.destroy();
      done(answer.statusCode ?? 0);
    });
    request.on('error', fail);
  });
const polling = '/socket.io/?EIO=4&transport=polling';
const websocket = {
  path: '/socket.io/?EIO=4&transport=websocket',
  upgrade: {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  },
};

it.each([
  ['a foreign origin', { origin: 'http://evil.example' }],
  ['the origin of a file', { origin: 'null' }],
  ['another port of this computer', { origin: 'http://127.0.0.1:1' }],
  ['a foreign host, though it leads here', { host: 'evil.example' }],
  ['a host that only begins like ours', { host: '127.0.0.1.evil.example' }],
  ['a foreign page that sends no origin', { 'sec-fetch-site': 'cross-site' }],
  [
    'a host and an origin that agree with each other',
    { host: 'evil.example', origin: 'http://evil.example' },
  ],
])('K2 turns away %s, by polling and by websocket', async (_, headers) => {
  const server = await aServer();
  expect(await statusOf(server, polling, headers)).toBe(403);
  expect(await statusOf(server, websocket.path, { ...websocket.upgrade, ...headers })).toBe(400);
  expect(server.live.clients()).toBe(0);
});

it('lets a page of its own in, by polling and by websocket', async () => {
  const server = await aServer();
  const headers = { host: `localhost:${server.port}`, origin: `http://localhost:${server.port}` };
  expect(await statusOf(server, polling, headers)).toBe(200);
  expect(await statusOf(server, websocket.path, { ...websocket.upgrade, ...headers })).toBe(101);
});

it('K1 tells nobody anything who holds no token, a wrong one, or one that has ended', async () => {
  const server = await aServer();
  const left = await aSample(server, 'keeper-guyuan');
  const { cookie } = left.keeps as { cookie: string };
  await left.post('/api/session/end', {});
  for (const headers of [{}, { cookie: '' }, { authorization: `Bearer ${'x'.repeat(43)}` }, { cookie }]) {
    const socket = io(server.address, {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: headers,
    });
    onTestFinished(() => void socket.close());
    const told: string[] = [];
    socket.onAny((event: string) => told.push(event));
    const why = await new Promise<Error>((done) => socket.once('connect_error', done));
    expect(why.message).toBe('notLoggedIn');
    expect(told).toEqual([]);
  }
});

it('K3 tells a county keeper of the own store and of nothing else, whatever happens', async () => {
  const server = await aServer();
  const { keeps } = await aSample(server, 'keeper-pengyang');
  const keeper = await aPage(server, {}, keeps);
  const commander = await aPage(server);
  const below = region.sites.filter(({ parent }) => parent === 'CS-640425').map(({ id }) => id);
  expect(keeper.pictures[0]?.sites.map(({ id }) => id)).toEqual(['CS-640425', ...below]);
  expect(keeper.pictures[0]).toMatchObject({ coverage: null, feed: [] });
  server.live.tellEvents([
    ...events(3),
    { ...(events(1)[0] as FeedItem), id: 9, site: 'CS-640425' as SiteId, detail: {} },
  ]);
  await told(commander, 4);
  await told(keeper, 4);
  expect(keeper.gaps()).toEqual([]);
  const seen = new Set(
    keeper
      .items()
      .flatMap((item) => (item.what === 'site' ? [item.site] : item.what === 'feed' ? [item.item.site] : [])),
  );
  expect([...seen]).toEqual(['CS-640425']);
  const back = await aPage(server, { stream: keeper.pictures[0]?.stream, n: keeper.pictures[0]?.n }, keeps);
  expect(JSON.stringify(back.changes)).not.toContain('RC-S');
});

it('K4 cuts a page whose right was taken away, within a minute', { timeout: 60_000 }, async () => {
  const server = await aServer();
  const visitor = await aSample(server, 'keeper-guyuan');
  const page = await aPage(server, {}, visitor.keeps);
  await visitor.post('/api/session/end', {});
  await until(
    () => page.ended(),
    (why) => why !== '',
    45_000,
  );
});

/** A visitor who writes the protocol by hand. */
async function aVisitor(server: TestServer) {
  const opened = await server.fetch(polling).then((answer) => answer.text());
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const say = async (body: string | Uint8Array) =>
    (await server.fetch(`${polling}&sid=${sid}`, { method: 'POST', body: body as BodyInit })).status;
  return { say };
}

it.each([
  ['K5 an event named by an object', '42[{"a":1}]'],
  ['K5 an event named by a number', '42[7,"x"]'],
  ['K5 an event named error', '42["error",{"message":"x"}]'],
  ['K5 an event named __proto__', '42["__proto__",{"a":1}]'],
  ['K5 an event named constructor', '42["constructor"]'],
  ['K5 an event of the library’s own', '42["disconnecting"]'],
  ['K5 an event that is no list', '42{"0":"x"}'],
  ['K5 an event without anything', '42'],
  ['K5 an event cut off', '42["x"'],
  ['an ack of nothing', '43999["x"]'],
  ['a second greeting', '40'],
  ['a greeting that is no object', '40[1]'],
  ['another room’s name', '40/region,'],
  ['a packet type there is not', '49'],
  ['an engine packet there is not', '9'],
  ['K6 the announcement of a million attachments', '451000000-["x",{"_placeholder":true,"num":0}]'],
  ['K6 an attachment nobody announced', 'bAAAA'],
  ['K6 a placeholder beyond its attachments', '451-["x",{"_placeholder":true,"num":5}]\u001ebAAAA'],
  ['ten thousand levels', `42["x",${'['.repeat(10_000)}${']'.repeat(10_000)}]`],
  ['a join of another room', '42["join","CD-YC"]'],
])('is not hurt by a visitor who sends %s', async (_, packet) => {
  const server = await aServer();
  const page = await aPage(server);
  const visitor = await aVisitor(server);
  await visitor.say('40');
  await visitor.say(packet);
  await visitor.say(packet);
  await hearsMore(server, page);
  expect(page.pictures).toHaveLength(1);
  expect(page.gaps()).toEqual([]);
  expect(page.ended()).toBe('');
});

it('K7 cuts a visitor whose message is larger than 100 KB', async () => {
  const server = await aServer();
  const page = await aPage(server);
  const visitor = await aVisitor(server);
  expect(await visitor.say('40')).toBe(200);
  expect(await visitor.say(`42["x","${'x'.repeat(200_000)}"]`).catch(() => 413)).toBe(413);
  const rude = await aPage(server);
  rude.socket.emit('x', Buffer.alloc(200_000));
  await until(
    () => rude.ended(),
    (why) => why !== '',
    5000,
  );
  await hearsMore(server, page);
});

it('K8 cuts a page that talks without end, for pages only listen', async () => {
  const server = await aServer();
  const page = await aPage(server);
  const rude = await aPage(server);
  for (let i = 0; i < 1000; i++) rude.socket.emit('more', i);
  await until(
    () => rude.ended(),
    (why) => why !== '',
    5000,
  );
  await hearsMore(server, page);
});

it('K8 cuts a visitor who answers a thousand questions nobody asked', async () => {
  const server = await aServer();
  const visitor = await aVisitor(server);
  await visitor.say('40');
  for (let i = 0; i < 20; i++) await visitor.say(Array(10).fill('439["x"]').join('\u001e'));
  expect(await visitor.say('439["x"]')).toBe(400);
});

it('lets a page have no room but the one of the region, and no other namespace', async () => {
  const server = await aServer();
  const page = await aPage(server);
  const other = page.socket.io.socket('/CD-YC');
  const why = await new Promise<Error>((done) => other.once('connect_error', done).connect());
  expect(why.message).toBe('Invalid namespace');
});

it('turns away more pages than any region has, and those that are there go on', async () => {
  const server = await aServer();
  const page = await aPage(server);
  const statuses = [];
  for (let i = 0; i < 1010; i += 100)
    statuses.push(...(await Promise.all(Array.from({ length: 100 }, () => statusOf(server, polling, {})))));
  expect(statuses.filter((status) => status === 200)).toHaveLength(999);
  expect(new Set(statuses)).toEqual(new Set([200, 403]));
  await hearsMore(server, page);
});

it('writes a change down once, however many pages are told', async () => {
  let written = 0;
  const stock = Object.assign([] as StockLine[], {
    toJSON() {
      written++;
      return [];
    },
  });
  const live = openLive({
    admit: () => ({ view: '', sees: () => true, seesAll: true, isStill: () => true }),
    sites: region.sites.slice(0, 1),
    kinds: [],
    gateways: [],
    feed: [],
    tally: () => ({
      ...{ stock, unconfirmed: 0, discrepancies: 0, leftWithoutOrder: 0 },
      ...{ notices: { nearExpiry: 0, expired: 0 }, passages: [], sweeps: [] },
    }),
    breaches: () => [],
    now: () => Date.now() as Instant,
  });
  const http = createServer();
  live.attach(http);
  const port = await listen(http, { host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await live.close();
    http.close();
  });
  const only = region.sites[0]?.id as SiteId;
  const oneChange = async (pages: Page[]) => {
    const next = (pages[0]?.n() ?? 0) + 2;
    written = 0;
    live.tellEvents([{ ...(events(1)[0] as FeedItem), site: only }]);
    await Promise.all(pages.map((page) => told(page, next)));
    return written;
  };
  const alone = { address: `http://127.0.0.1:${port}`, house: { codes: [], token: null } };
  const first = await aPage(alone);
  const forOne = await oneChange([first]);
  const more = await Promise.all(Array.from({ length: 19 }, () => aPage(alone)));
  const forTwenty = await oneChange([first, ...more]);
  console.log('a change was written', JSON.stringify({ forOne, forTwenty }));
  expect(forOne).toBeGreaterThan(0);
  expect(forTwenty).toBe(forOne);
});

it('P13 cuts a frozen page within a minute, and the others hear every change within a second', async () => {
  const server = await aServer();
  const page = await aPage(server);
  const frozen = connect(server.port, '127.0.0.1');
  onTestFinished(() => void frozen.destroy());
  frozen.write(
    `GET ${websocket.path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: Bearer ${server.house.token}\r\n${Object.entries(
      websocket.upgrade,
    )
      .map((each) => each.join(': '))
      .join('\r\n')}\r\n\r\n`,
  );
  await until(
    () => server.live.clients(),
    (clients) => clients === 2,
  );
  // "40", masked with zeros: it says hello, and then never reads again.
  frozen.write(Buffer.from('8182000000003430', 'hex').fill(0x82, 1, 2));
  await new Promise((done) => frozen.once('data', done));
  frozen.pause();
  const waits: number[] = [];
  const heap = process.memoryUsage().heapUsed;
  const began = performance.now();
  while (server.live.clients() === 2 && performance.now() - began < 60_000) {
    const at = performance.now();
    const next = page.n() + 1;
    server.live.tellEvents(events(20, 'x'.repeat(8000)));
    await told(page, next);
    waits.push(performance.now() - at);
  }
  const cutAfter = (performance.now() - began) / 1000;
  waits.sort((a, b) => a - b);
  const p99 = waits[Math.floor(waits.length * 0.99)] ?? Infinity;
  const grown = (process.memoryUsage().heapUsed - heap) / 1e6;
  console.log('P13', JSON.stringify({ cutAfter, p99, grownMB: grown, changes: waits.length }));
  expect(server.live.clients()).toBe(1);
  expect(cutAfter).toBeLessThan(60);
  expect(p99).toBeLessThan(1000);
  expect(grown).toBeLessThan(50);
  expect(page.gaps()).toEqual([]);
}, 90_000);

it('shows a probe in breach as long as one of its episodes is open, whatever the order in which the letters come', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  await gateway.tell(birth());
  const shown = () => server.live.site('RC-S' as never)?.probes[0]?.breach;
  await gateway.send(breach(1, 'warm'));
  await gateway.send(breach(2, 'damp', { measure: 'humidity' }));
  await gateway.send(breach(3, 'damp', { measure: 'humidity', state: 'closed' }));
  expect(shown()).toBe('above');
  await gateway.send(breach(4, 'warm', { state: 'closed' }));
  expect(shown()).toBeNull();
  // The letter that closes overtook the one that opens.
  await gateway.send(breach(6, 'late', { state: 'closed' }));
  await gateway.send(breach(5, 'late'));
  expect(shown()).toBeNull();
  expect(server.count(`event where what = 'breachOpened'`)).toBe(2);
});
