/** The last evening of a lot: the server with its pages in this process, and a clock that is put forward to midnight once everybody looks. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Route } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { openDatabase } from '@changping/server/store/database';
import { openingStock } from '@changping/server/store/opening-stock';
import { seed } from '@changping/server/store/seed';
import { onTestFinished } from 'vitest';
import { openServer, region } from '../contract/server.ts';

const pages = join(import.meta.dirname, '../../dashboards/dist');
const dayMs = 86_400_000;
/** China keeps one time, eight hours ahead, all year. */
const dayOf = (at: number) => new Date(at + dayMs / 3).toISOString().slice(0, 10);
const midnightAfter = (at: number) => Math.ceil((at + dayMs / 3) / dayMs) * dayMs - dayMs / 3;
/** However slow a computer is, its pages are open by then. */
const before = 15 * 60_000;

/** One generator in a depot, and for how many days after today it is good. */
type Generator = { site: string; lot: string; days: number };

export async function anEvening(generators: readonly Generator[]) {
  const began = Date.now();
  const midnight = midnightAfter(began);
  let ahead = midnight - before - began;
  const now = () => (Date.now() + ahead) as Instant;
  const folder = mkdtempSync(join(tmpdir(), 'changping-evening-'));
  await lay(folder, generators, now());
  const server = await openServer({ folder, pages, now });
  onTestFinished(() => server.close());
  return {
    address: `${server.address}/`,
    async ask<R extends Route>(route: R, path: string = route): Promise<Answer<R>> {
      const response = await server.fetch(path);
      const body = await response.json();
      if (!response.ok) throw new Error(JSON.stringify(body));
      return body as Answer<R>;
    },
    /** A second before it, for the day to turn by itself. */
    toMidnight() {
      ahead = midnight - 1000 - Date.now();
    },
  };
}

async function lay(folder: string, generators: readonly Generator[], at: number): Promise<void> {
  const db = await openDatabase(folder);
  seed(db, region);
  const lots = generators.map(({ lot, days }) => ({
    ...{ code: lot, kind: 'generator', madeOn: '2020-01-01' },
    expiresOn: dayOf(at + days * dayMs),
  }));
  const pieces = generators.map(({ site, lot }, n) => ({
    ...{ site, lot, place: `${site}/ordinary`, quantity: 1 },
    epc: `E2801160600003010000000${n + 1}`,
  }));
  openingStock(db, { lots, pieces }, 'sample', at - dayMs);
  await db.close();
}
