/** The climate store's figures: our lines into a server of the InfluxDB protocol beside the client's own point objects, the same over the queue on the disk, and the file of its own, with the longest time that making hours holds up a letter. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant, SiteId } from '@changping/contracts/units';
import { mulberry32 } from '@changping/firmware-sim/random';
import { type ClimatePoint, openClimate } from '@changping/server/store/climate';
import { openInflux } from '@changping/server/store/climate/influx';
import { influxServer } from '@changping/server/store/climate/influx-server';
import { lines } from '@changping/server/store/climate/line';
import { InfluxDB, Point } from '@influxdata/influxdb-client';
import { programOf, type RealServer, victoriaMetrics } from '../influx-servers.ts';
import { until } from '../world.ts';
import type { Figure } from './figure.ts';
import { processCost } from './machine.ts';

const bench = 'climate';
const batch = 1000;
const probes = 120;
const begin = 1_795_000_000_000;

export async function* climate(): AsyncGenerator<Figure> {
  if (programOf('victoria-metrics')) yield* await server();
  yield* await ownFile();
}

/** In turns, the first round to warm up; each run is checked by what the server has afterwards. */
async function server(): Promise<Figure[]> {
  const victoria = await victoriaMetrics({ GOMAXPROCS: '1' });
  try {
    const ways = { ours: byLines, queued: byQueue, theirs: byPointObjects };
    const runs: Record<keyof typeof ways, Run[]> = { ours: [], queued: [], theirs: [] };
    for (const count of [50_000, 300_000, 300_000, 300_000])
      for (const way of ['ours', 'theirs', 'queued'] as const)
        runs[way].push(await ways[way](victoria, count));
    const of = (way: keyof typeof ways, key: keyof Run) => middle(runs[way].slice(1).map((run) => run[key]));
    const us = (way: keyof typeof ways, key: keyof Run) => `${of(way, key).toFixed(2)} µs CPU a point`;
    return [
      {
        bench,
        figure: 'points-per-second',
        value: of('ours', 'perSecond'),
        unit: 'points/s',
        budget: 250_000,
        peer: 'Point objects of the same client',
        ratio: of('ours', 'perSecond') / of('theirs', 'perSecond'),
        note: `300,000 points of ${probes} probes in batches of 1,000, each awaited, into VictoriaMetrics on one core; ${us('ours', 'cpuUs')}, the peer ${us('theirs', 'cpuUs')}, the server ${us('ours', 'serverUs')}`,
      },
      {
        bench,
        figure: 'queued-points-per-second',
        value: of('queued', 'perSecond'),
        unit: 'points/s',
        budget: null,
        note: `the same, each batch on this disk before the next is taken, and all of them in the server at the end; ${us('queued', 'cpuUs')}; limited by an fsync a batch`,
      },
    ];
  } finally {
    await victoria.sweep();
  }
}

type Run = { perSecond: number; cpuUs: number; serverUs: number };

const byLines = (victoria: RealServer, count: number): Promise<Run> =>
  timed(victoria, count, (batches) => {
    const influx = influxServer({ url: victoria.url, api: 'v2', org: '', bucket: '', token: 'unused' });
    return inTurn(batches, lines(), async (text) => {
      const { verdict, why } = await influx.send(text, new AbortController().signal);
      if (verdict.what !== 'kept') throw new Error(why);
    });
  });

async function byQueue(victoria: RealServer, count: number): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-bench-'));
  const store = openInflux({
    folder,
    influx: { url: victoria.url, api: 'v2', org: '', bucket: '', token: 'unused', queueMegabytes: 256 },
    told: (sentence, why) => {
      throw new Error(`${sentence} ${why}`);
    },
    die: (error) => {
      throw error;
    },
  });
  const waiting = () => store.watch.climate_queue_points?.value();
  try {
    return await timed(victoria, count, async (batches) => {
      for (const points of batches) {
        store.write(points);
        await new Promise((turn) => setImmediate(turn));
      }
      while (waiting()) await new Promise((turn) => setImmediate(turn));
    });
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

const byPointObjects = (victoria: RealServer, count: number): Promise<Run> =>
  timed(victoria, count, async (batches) => {
    const write = new InfluxDB({ url: victoria.url, token: 'unused' }).getWriteApi('', '', 'ms', {
      batchSize: batch + 1,
      flushInterval: 0,
      maxRetries: 0,
      gzipThreshold: Number.MAX_SAFE_INTEGER,
    });
    const prepare = (points: ClimatePoint[]) => points.map(asPoint);
    await inTurn(batches, prepare, (points) => {
      write.writePoints(points);
      return write.flush();
    });
    await write.close();
  });

/** One batch under way at a time; the next is made ready meanwhile. */
async function inTurn<Ready>(
  batches: ClimatePoint[][],
  prepare: (points: ClimatePoint[]) => Ready,
  send: (ready: Ready) => Promise<void>,
): Promise<void> {
  let underWay = Promise.resolve();
  for (const points of batches) {
    const ready = prepare(points);
    await underWay;
    underWay = send(ready);
  }
  await underWay;
}

const asPoint = ({ site, gateway, probe, at, celsius, humidity }: ClimatePoint) =>
  new Point('climate')
    .tag('gateway', gateway)
    .tag('probe', probe)
    .tag('site', site)
    .floatField('celsius', celsius)
    .floatField('humidity', humidity)
    .timestamp(at);

let runs = 0;

async function timed(
  victoria: RealServer,
  count: number,
  work: (batches: ClimatePoint[][]) => Promise<void>,
): Promise<Run> {
  const site = `S${runs++}`;
  const batches = batchesOf(site, count);
  const began = performance.now();
  const cpu = process.cpuUsage();
  const server = processCost(victoria.pid()).cpu;
  await work(batches);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const serverUs = ((processCost(victoria.pid()).cpu - server) / count) * 1e6;
  await until(
    () => held(victoria, site),
    (n) => n === count,
  );
  return { perSecond: count / seconds, cpuUs: (user + system) / count, serverUs };
}

/** From a seed; a letter holds ten points of one probe. */
function batchesOf(site: string, count: number): ClimatePoint[][] {
  const random = mulberry32(1);
  return Array.from({ length: count / batch }, (_, i) =>
    Array.from({ length: batch }, (_, j) => {
      const letter = Math.floor((i * batch + j) / 10);
      const n = Math.floor(letter / probes) * 10 + (j % 10);
      return {
        site: site as SiteId,
        gateway: `GW-${Math.floor((letter % probes) / 4)}`,
        probe: `cold-${letter % 4}`,
        at: (begin + n * 10_000) as Instant,
        celsius: Math.round(random() * 200) / 10,
        humidity: Math.round(random() * 1000) / 10,
      };
    }),
  );
}

/** Points of one site that the server has. */
async function held({ url }: RealServer, site: string): Promise<number> {
  await fetch(`${url}/internal/force_flush`);
  const answer = await fetch(`${url}/api/v1/export?match[]={__name__="climate_celsius",site="${site}"}`);
  const series = (await answer.text()).trim().split('\n').filter(Boolean);
  return series.reduce((n, line) => n + (JSON.parse(line) as { values: number[] }).values.length, 0);
}

async function ownFile(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-bench-'));
  const store = openClimate(folder);
  try {
    const count = 1_000_000;
    const batches = batchesOf('S', count);
    const began = performance.now();
    for (const points of batches) store.write(points);
    const seconds = (performance.now() - began) / 1000;
    const { longest, hours } = await tidied(store);
    return [
      {
        bench,
        figure: 'own-file-points-per-second',
        value: count / seconds,
        unit: 'points/s',
        budget: null,
        note: `${count.toLocaleString('en')} points of ${probes} probes, a commit and an fsync every 1,000; limited by the index`,
      },
      {
        bench,
        figure: 'own-file-tidy-turn-ms',
        value: longest,
        unit: 'ms',
        budget: 20,
        atMost: true,
        note: `the longest that a letter waited while ${hours.toLocaleString('en')} hours were made of them`,
      },
    ];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

async function tidied(store: ReturnType<typeof openClimate>): Promise<{ longest: number; hours: number }> {
  let longest = 0;
  let last = performance.now();
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  const { hours } = await store.tidy((begin + 400 * 86_400_000) as Instant);
  clearImmediate(next);
  return { longest, hours };
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
