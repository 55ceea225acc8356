import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant, SiteId } from '@changping/contracts/units';
import { type Climate, type ClimatePoint, openClimate } from '@changping/server/store/climate';
import { type InfluxParts, openInflux } from '@changping/server/store/climate/influx';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { influxdb, influxql, programOf, type RealServer, victoriaMetrics } from '../influx-servers.ts';
import { until } from '../world.ts';

const start = 1_795_000_000_000 - (1_795_000_000_000 % 3_600_000);
const minute = 60_000;
const site = 'RC-S' as SiteId;
const point = (minutes: number, celsius: number | null, wish: Partial<ClimatePoint> = {}): ClimatePoint => ({
  site,
  gateway: 'GW-1',
  probe: 'cold-1',
  at: (start + minutes * minute) as Instant,
  celsius,
  humidity: celsius === null ? null : 50,
  ...wish,
});
const minutes = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => point(from + i, (from + i) % 60));

type Wish = Partial<InfluxParts['influx']>;
const toInflux = ({ url }: { url: string }): Wish => ({ url, api: 'v1', token: 'keeper:secret' });
const toVictoria = ({ url }: { url: string }): Wish => ({ url, api: 'v2', token: 'unused' });

/** A climate file of its own; with what it told. */
function aClimate(influx: Wish, folder = mkdtempSync(join(tmpdir(), 'changping-'))) {
  const told: string[] = [];
  const climate = openInflux({
    folder,
    influx: { url: '', api: 'v2', org: '', bucket: 'climate', token: '', queueMegabytes: 8, ...influx },
    told: (sentence, why) => told.push(`${sentence} ${why}`),
    die: (error) => {
      throw error;
    },
  });
  onTestFinished(async () => {
    await climate.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { climate, told, folder, waiting: () => gauge(climate, 'climate_queue_points') };
}
const gauge = (climate: Climate, name: string) => climate.watch[name]?.value() ?? Number.NaN;
const isSent = (store: { waiting(): number }) => until(store.waiting, (n) => n === 0);

describe.skipIf(!programOf('influxdb'))('with InfluxDB 1', () => {
  let server: RealServer;
  beforeAll(async () => {
    server = await influxdb();
  });
  afterAll(() => server.sweep());
  const drop = () => influxql(server, 'drop series from climate');
  const rows = () => influxql(server, 'select celsius, humidity, silent, probe from climate');

  it('shows the curve that the file of its own would show', async () => {
    await drop();
    const folder = mkdtempSync(join(tmpdir(), 'changping-'));
    const own = openClimate(folder);
    const store = aClimate(toInflux(server));
    const points = [
      ...minutes(30),
      point(30, null),
      point(31, 4, { humidity: null }),
      point(32, null, { humidity: 60 }),
      point(33, -18.25),
      ...minutes(600, 34),
      // At the beginning of a stretch, where the server shows it.
      point(20, 7, { probe: 'cold-2' }),
      point(5, 7, { site: 'RC-N' as SiteId, gateway: 'GW-2' }),
    ];
    for (const each of [own, store.climate])
      for (let i = 0; i < points.length; i += 100) each.write(points.slice(i, i + 100));
    await isSent(store);
    const shown = (from: Climate, most: number) => from.curves(site, start, start + 700 * minute - 1, most);
    expect((await shown(own, 700)).map(({ points: each }) => each.length)).toEqual([634, 1]);
    for (const most of [700, 70])
      expect(rounded(await shown(store.climate, most))).toEqual(rounded(await shown(own, most)));
    await own.close();
    rmSync(folder, { recursive: true });
  });

  it('keeps apart names that are full of signs', async () => {
    await drop();
    const store = aClimate(toInflux(server));
    const names = ['a b', 'a,b', 'a=b', `a'b`, 'a"b', '常平 冷库,1=', 'a.b/c', '#a', '$a', '-- a'];
    store.climate.write(names.map((name, i) => point(0, i, { probe: name, gateway: name })));
    store.climate.write([point(0, 99, { site: `x' or site = 'RC-S` as SiteId })]);
    await isSent(store);
    const curves = await store.climate.curves(site, start, start + 1, 1);
    expect(curves.map(({ gateway, probe, points }) => [gateway, probe, points[0]?.celsius])).toEqual(
      names.map((name, i) => [name, name, i]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
    expect(() => store.climate.write([point(0, 1, { probe: 'a\nclimate,site=RC-S celsius=99 1' })])).toThrow(
      'no tag',
    );
  });

  it('loses and doubles nothing when the server is killed and comes back', async () => {
    await drop();
    const store = aClimate(toInflux(server));
    const points = minutes(3000);
    for (let i = 0; i < points.length; i += 50) {
      store.climate.write(points.slice(i, i + 50));
      // The letters come in turns of the event loop, so that batches are under way when it dies.
      await new Promise((next) => setImmediate(next));
      if (i === 1000) await server.kill();
    }
    await until(
      () => store.told.length,
      (n) => n > 0,
    );
    expect(store.told[0]).toContain('The climate server can not be reached');
    expect(gauge(store.climate, 'climate_server_away')).toBe(1);
    expect(store.waiting()).toBeGreaterThan(0);
    await expect(store.climate.curves(site, start, start + 1, 1)).rejects.toMatchObject({
      code: 'climateDown',
    });
    await server.start();
    await isSent(store);
    expect(store.told.at(-1)).toContain('takes points again');
    expect((await rows()).map(([at, celsius]) => [at, celsius])).toEqual(
      points.map(({ at, celsius }) => [at, celsius]),
    );
  });

  it('has after a crash of its own what it had said was safe, and sends it', async () => {
    await drop();
    const away = { ...toInflux(server), url: 'http://127.0.0.1:9' };
    const before = aClimate(away);
    before.climate.write(minutes(500));
    // A crash leaves the files as they are; only the sending ends.
    await before.climate.close();
    const after = aClimate(toInflux(server), before.folder);
    after.climate.write(minutes(500, 500));
    await isSent(after);
    expect((await rows()).length).toBe(1000);
    expect(readdirSync(join(before.folder, 'climate-queue')).length).toBeLessThanOrEqual(1);
  });

  it('tells that its password is wrong, goes on keeping points, and shows no curve', async () => {
    const store = aClimate({ ...toInflux(server), token: 'keeper:wrong' });
    store.climate.write(minutes(10));
    await until(
      () => store.told.length,
      (n) => n > 0,
    );
    expect(store.told[0]).toMatch(/The climate server refuses this one: .* 401 .*authorization failed/);
    await expect(store.climate.curves(site, start, start + 1, 1)).rejects.toMatchObject({
      code: 'climateRefused',
    });
    store.climate.write(minutes(10, 10));
    expect(store.waiting()).toBe(20);
  });

  it('tells that its database is not there', async () => {
    const store = aClimate({ ...toInflux(server), bucket: 'nowhere' });
    store.climate.write(minutes(10));
    await until(
      () => store.told.length,
      (n) => n > 0,
    );
    expect(store.told[0]).toContain('database not found');
    expect(store.waiting()).toBe(10);
  });

  it('leaves out and counts what the server will never take, and keeps the rest of the batch', async () => {
    await drop();
    await influxql(server, 'create retention policy "short" on climate duration 1d replication 1 default');
    onTestFinished(async () => {
      await influxql(server, 'alter retention policy "autogen" on climate default');
      await influxql(server, 'drop retention policy "short" on climate');
    });
    const store = aClimate(toInflux(server));
    const now = Date.now();
    const old = minutes(5).map((each) => ({
      ...each,
      at: (now - 5 * 86_400_000 + each.at - start) as Instant,
    }));
    const fresh = minutes(5).map((each) => ({
      ...each,
      at: (now - 5 * minute + each.at - start) as Instant,
    }));
    store.climate.write([...old, ...fresh]);
    await isSent(store);
    expect(gauge(store.climate, 'climate_points_set_aside')).toBe(5);
    expect(store.told[0]).toMatch(/left out and counted. 5 of 10 points: .*retention policy/);
    expect((await rows()).length).toBe(5);
  });

  it('keeps within its bound while the server is away, keeps the extremes, and counts what it left out', async () => {
    await drop();
    await server.kill();
    const store = aClimate({ ...toInflux(server), queueMegabytes: 1 });
    // 20,000 minutes a probe, one peak a day: several times what the queue may hold.
    const day = 1440;
    for (let i = 0; i < 20_000; i += 100)
      store.climate.write(
        ['a', 'b'].flatMap((probe) =>
          Array.from({ length: 100 }, (_, j) => point(i + j, (i + j) % day === 7 ? 20 : 4, { probe })),
        ),
      );
    const [thinned, gaveWay, bytes] = [
      'climate_points_thinned',
      'climate_points_gave_way',
      'climate_queue_bytes',
    ].map((name) => gauge(store.climate, name)) as [number, number, number];
    expect(bytes).toBeLessThanOrEqual(1024 * 1024);
    expect(thinned).toBeGreaterThan(0);
    expect(store.waiting() + thinned + gaveWay).toBe(40_000);
    expect(store.told.join()).toContain('only the extremes of a quarter of an hour');
    await server.start();
    await isSent(store);
    expect((await rows()).length).toBe(40_000 - thinned - gaveWay);
    const peaks = await influxql(server, `select celsius from climate where celsius = 20 and probe = 'a'`);
    expect(peaks.length).toBe(14);
    store.climate.write([point(20_001, 4)]);
    expect(store.told.at(-1)).toContain('has room again');
  });
});

describe.skipIf(!programOf('victoria-metrics'))('with VictoriaMetrics, which speaks like InfluxDB 2', () => {
  let server: RealServer;
  beforeAll(async () => {
    server = await victoriaMetrics();
  });
  afterAll(() => server.sweep());

  it('writes every point once, over a restart of the server', async () => {
    const store = aClimate(toVictoria(server));
    const points = minutes(3000);
    store.climate.write(points.slice(0, 1000));
    await isSent(store);
    // Politely: it thanks for what it has in memory only, and a kill would take its last seconds.
    await server.kill('SIGTERM');
    for (let i = 1000; i < points.length; i += 50) store.climate.write(points.slice(i, i + 50));
    await until(
      () => store.told.length,
      (n) => n > 0,
    );
    await server.start();
    await isSent(store);
    await fetch(`${server.url}/internal/force_flush`);
    expect(await exported('climate_celsius')).toEqual([
      points.map(({ at }) => at),
      points.map(({ celsius }) => celsius),
    ]);
    expect((await exported('climate_humidity'))[1]).toEqual(points.map(() => 50));
  });

  async function exported(name: string): Promise<[number[], number[]]> {
    const answer = await fetch(`${server.url}/api/v1/export?match[]=${name}`);
    const { timestamps, values } = (await answer.json()) as { timestamps: number[]; values: number[] };
    return [timestamps, values];
  }
});

it('finds the one line that a server can not read, and sends the other 999', async () => {
  const server = await aPickyServer((line) => line.includes('celsius=13.5'));
  const store = aClimate({ url: server.url });
  store.climate.write(Array.from({ length: 1000 }, (_, i) => point(i, i === 500 ? 13.5 : 4)));
  await isSent(store);
  expect(server.taken.size).toBe(999);
  expect(gauge(store.climate, 'climate_points_set_aside')).toBe(1);
  expect(store.told).toEqual([expect.stringContaining('1 of 1000 points: 400')]);
});

it('loses nothing to a server that can not read any line', async () => {
  const server = await aPickyServer(() => true);
  const store = aClimate({ url: server.url });
  store.climate.write(minutes(1000));
  await until(
    () => store.told.length,
    (n) => n > 0,
  );
  expect(store.told[0]).toContain('The climate server refuses this one');
  expect([store.waiting(), gauge(store.climate, 'climate_points_set_aside')]).toEqual([1000, 0]);
});

it('closes at once although the server never answers', async () => {
  let asked = 0;
  const server = createServer(() => {
    asked++;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const store = aClimate({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  store.climate.write(minutes(10));
  await until(() => asked, Boolean);
  const began = performance.now();
  await store.climate.close();
  expect(performance.now() - began).toBeLessThan(1000);
});

/** Answers 400 to a batch with a line it can't read, as a proxy or a strange server would. */
async function aPickyServer(isBad: (line: string) => boolean) {
  const taken = new Set<string>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const bytes of request) body += bytes;
    const all = body.trimEnd().split('\n');
    if (all.some(isBad)) response.writeHead(400).end('{"error":"unable to parse"}');
    else {
      for (const line of all) taken.add(line);
      response.writeHead(204).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, taken };
}

/** Two programs add the same numbers in another order. */
const rounded = (curves: Awaited<ReturnType<Climate['curves']>>) =>
  JSON.parse(
    JSON.stringify(curves, (_, value) => (typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value)),
  );
