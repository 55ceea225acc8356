import type { FeedItem } from '@changping/contracts/live';
import type { SiteId } from '@changping/contracts/units';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../world.ts';
import { enrolled } from './handheld.ts';
import { aPage } from './page.ts';
import { aServer, region, type TestServer } from './server.ts';
import { polling, statusOf, websocket } from './socket.ts';
import { events, hearsMore, told } from './telling.ts';
import { aSample } from './visitor.ts';

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
  const authorization = `Bearer ${server.house.token}`;
  expect(await statusOf(server, polling, { ...headers, authorization })).toBe(200);
  expect(await statusOf(server, websocket.path, { ...websocket.upgrade, ...headers, authorization })).toBe(
    101,
  );
  // Whoever may not listen takes no place of those who may.
  expect(await statusOf(server, polling, headers)).toBe(403);
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
    await new Promise<Error>((done) => socket.once('connect_error', done));
    expect(socket.connected).toBe(false);
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
  expect(keeper.pictures[0]).toMatchObject({ coverage: null, seesAll: false, feed: [] });
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

it('K4 tells nothing to a session that was copied off a handheld, and cuts the handheld itself once it is revoked', {
  timeout: 60_000,
}, async () => {
  const server = await aServer();
  const { jar, id } = await enrolled(server, await aSample(server, 'system'));
  const whole = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
  const copied = { cookie: `changping=${jar.get('changping')}` };
  const page = await aPage(server, {}, whole);
  expect(await statusOf(server, polling, copied)).toBe(403);
  server.db.raw.exec(`update handheld set revoked_at = ${Date.now()} where id = '${id}'`);
  await until(
    () => page.ended(),
    (why) => why !== '',
    45_000,
  );
  expect(await statusOf(server, polling, whole)).toBe(403);
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
  const authorization = `Bearer ${server.house.token}`;
  const statuses = [];
  for (let i = 0; i < 1010; i += 100)
    statuses.push(
      ...(await Promise.all(Array.from({ length: 100 }, () => statusOf(server, polling, { authorization })))),
    );
  expect(statuses.filter((status) => status === 200)).toHaveLength(999);
  expect(new Set(statuses)).toEqual(new Set([200, 403]));
  await hearsMore(server, page);
});
