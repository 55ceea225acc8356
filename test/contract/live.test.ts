import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { FeedItem, StockLine } from '@changping/contracts/live';
import type { Instant, SiteId } from '@changping/contracts/units';
import { openLive } from '@changping/server/edge/live';
import { listen } from '@changping/server/listen';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../world.ts';
import { birth, breach, caseOf, stranger, tags } from './letter.ts';
import { aGateway } from './line.ts';
import { aPage, type Page } from './page.ts';
import { aServer, region } from './server.ts';
import { websocket } from './socket.ts';
import { events, hearsMore, site, told } from './telling.ts';

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
    const known = page.n();
    const back = await aPage(server, auth);
    expect(back.pictures, JSON.stringify(auth)).toHaveLength(1);
    // Of now: nothing older, and nothing that has yet to come. Meanwhile the server may have told one more.
    const n = back.pictures[0]?.n as number;
    expect(n).toBeGreaterThanOrEqual(known);
    await until(
      () => page.n(),
      (now) => now >= n,
    );
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

it('writes a change down once, however many pages are told', async () => {
  let written = 0;
  const stock = Object.assign([] as StockLine[], {
    toJSON() {
      written++;
      return [];
    },
  });
  const live = openLive({
    isOurs: () => true,
    admit: () => ({ view: '', sees: () => true, seesAll: true, blind: () => new Set(), isStill: () => true }),
    sites: region.sites.slice(0, 1),
    kinds: () => [],
    gateways: [],
    feed: [],
    tally: () => ({
      ...{ stock, unconfirmed: 0, discrepancies: 0, leftWithoutOrder: 0 },
      ...{ notices: { nearExpiry: 0, expired: 0 }, doors: [], passages: [], sweeps: [] },
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

it('P13 K9 cuts a frozen page within a minute, and the others hear every change within a second', async () => {
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
