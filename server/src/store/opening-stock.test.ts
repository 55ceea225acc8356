import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Day } from '../domain/day.ts';
import { readRegion } from '../region.ts';
import { type Database, openDatabase } from './database.ts';
import { openLedger } from './ledger.ts';
import { openingStock } from './opening-stock.ts';
import { sample } from './sample.ts';
import { samplePlan } from './sample-plan.ts';
import { seed } from './seed.ts';
import { tally } from './tally.ts';
import { rederive, verifyChains } from './verify.ts';

const region = readRegion(fileURLToPath(new URL('../../region/ningxia', import.meta.url)));
const noon = Date.UTC(2026, 10, 23, 12) as Instant;
const plan = samplePlan(region, noon);
let folder: string;
let db: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changping-opening-'));
  db = await openDatabase(folder);
  seed(db, region);
  sample(db, noon);
  openingStock(db, plan, 'sample', noon);
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});
const number = (sql: string) => db.raw.prepare(sql).pluck().get();

it('enters every piece once, through one commit a store, and the book is sound', () => {
  expect(number('select count(*) from entry')).toBe(plan.pieces.length);
  expect(number('select count(*) from commit_row')).toBe(28);
  expect(verifyChains(db).faults).toEqual([]);
  expect(rederive(db)).toEqual([]);
  const quilts = tally(db, () => '2026-11-18' as Day)
    .of('RC-N' as SiteId)
    .stock.find(({ kind }) => kind === 'quilt');
  expect(quilts).toEqual({ kind: 'quilt', pieces: 40, usable: 400, held: 0 });
});

it('takes what stood there from the place "opening", a day before it is written down', () => {
  expect(
    db.raw
      .prepare(
        `select distinct place.code, entry.actor, happened_at as happenedAt, document
         from entry join cell on cell.key = from_cell join place on place.key = cell.place`,
      )
      .all(),
  ).toEqual([{ code: 'opening', actor: 'sample', happenedAt: noon - 86_400_000, document: null }]);
});

it('changes nothing at the next start, a year later', () => {
  const later = noon + 365 * 86_400_000;
  seed(db, region);
  openingStock(db, samplePlan(region, later), 'sample', later);
  expect(number('select count(*) from entry')).toBe(plan.pieces.length);
  expect(number("select count(*) from lot where code like 'SAMPLE-QUILT-%'")).toBe(6);
});

it('knows its pieces when a gate reads them: they are at home, and no discrepancy', () => {
  const ledger = openLedger(db);
  const epc = plan.pieces.filter(({ site }) => site === 'RC-S').map((piece) => piece.epc);
  const letter = {
    ...{ v: 1, kind: 'tags', gw: 'GW-S', epoch: '00000000000000aa', seq: 1, at: noon, boot: 'b', mono: 1 },
    ...{ reader: 'gate-1', change: 'seen', epc: epc.slice(0, 40) },
    ...{ antenna: Array(40).fill(1), rssi: Array(40).fill(-50), dt: Array(40).fill(0) },
  };
  const bytes = Buffer.from(JSON.stringify(letter));
  const delivery = { gateway: 'GW-S' as GatewayId, site: 'RC-S' as SiteId, bytes, arrivedAt: noon };
  const kept = ledger.keep(ledger.sort([delivery]), noon);
  expect(kept.refusals).toEqual([]);
  expect(kept.fresh).toHaveLength(1);
  expect(number('select count(*) from discrepancy')).toBe(0);
  expect(number('select count(*) from position')).toBe(40);
});
