/** How soon the built server answers after its start, on a book of a hundred thousand pieces, and what it weighs then and ten seconds later. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readRegion } from '@changping/server/region';
import { openDatabase } from '@changping/server/store/database';
import { openingStock } from '@changping/server/store/opening-stock';
import { samplePlan } from '@changping/server/store/sample-plan';
import { seed } from '@changping/server/store/seed';
import { startProgram } from '../../server/bin/program.mjs';
import { until } from '../world.ts';
import type { Figure } from './figure.ts';
import { percentile, processCost } from './machine.ts';

const pieces = 100_000;
const rounds = 6;
const later = 10_000;

export async function* start(): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-bench-'));
  try {
    await stocked(join(folder, 'server'));
    // The first warms up the disk's cache and is left out.
    const starts: Start[] = [];
    for (let i = 0; i < rounds; i++) starts.push(await once(folder, i === rounds - 1));
    yield* figures(starts.slice(1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Start = { ms: number; cpu: number; rss: number; rssLater: number };

function figures(starts: readonly Start[]): Figure[] {
  const middle = (of: keyof Start) =>
    percentile(
      starts.map((each) => each[of]),
      0.5,
    );
  const last = starts.at(-1) as Start;
  return [
    {
      bench: 'start',
      figure: 'start-ms',
      value: middle('ms'),
      unit: 'ms',
      budget: 1500,
      atMost: true,
      peer: 'node that does nothing',
      ratio: middle('ms') / bareNode(),
      note: `middle of ${starts.length} starts on ${pieces.toLocaleString('en')} pieces, from the spawn to an answer of /healthz; ${(middle('cpu') * 1000).toFixed(0)} ms of CPU by then`,
    },
    {
      bench: 'start',
      figure: 'start-rss-mb',
      value: last.rssLater,
      unit: 'MB',
      budget: 250,
      atMost: true,
      note: `${later / 1000} s after it was ready; ${last.rss.toFixed(0)} MB when it was`,
    },
  ];
}

async function once(folder: string, isWatched: boolean): Promise<Start> {
  const port = await freePort();
  const settings = join(folder, 'server.json');
  const local = (at: number) => ({ host: '127.0.0.1', port: at });
  writeFileSync(
    settings,
    JSON.stringify({
      ...{ http: local(port), mqtt: local(0), data: 'server' },
      ...{ region: 'ningxia', gateways: [] },
    }),
  );
  const began = performance.now();
  const server = startProgram('server', ['--settings', settings], { log: join(folder, 'server.log') });
  try {
    await until(
      () => fetch(`http://127.0.0.1:${port}/healthz`).then(({ status }) => status),
      (status) => status === 200,
    );
    const ms = performance.now() - began;
    const { cpu, rssMb: rss } = processCost(server.pid);
    if (isWatched) await wait(later);
    return { ms, cpu, rss, rssLater: processCost(server.pid).rssMb };
  } finally {
    await server.kill();
  }
}

/** The opening stock of the demo, so many times that there are enough pieces. */
async function stocked(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const region = readRegion(join(import.meta.dirname, '../../server/region/ningxia'));
  const now = Date.now();
  const { lots, pieces: once } = samplePlan(region, now);
  const many = Array.from({ length: pieces }, (_, i) => ({
    ...(once[i % once.length] as (typeof once)[number]),
    epc: `E2801160600004${i.toString(16).toUpperCase().padStart(10, '0')}`,
  }));
  const db = await openDatabase(folder);
  seed(db, region);
  openingStock(db, { lots, pieces: many }, 'bench', now);
  const there = db.raw.prepare('select count(*) from piece').pluck().get();
  await db.close();
  if (there !== pieces) throw new Error(`${there} pieces of ${pieces}`);
}

function bareNode(): number {
  const began = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - began;
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
