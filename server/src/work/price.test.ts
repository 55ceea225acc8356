/** What goods cost is told to whoever works here and to their owner, in whichever report. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '@changping/contracts/units';
import { expect, it, onTestFinished } from 'vitest';
import { readRegion } from '../region.ts';
import { openDatabase } from '../store/database.ts';
import { openingStock } from '../store/opening-stock.ts';
import { samplePlan } from '../store/sample-plan.ts';
import { seed } from '../store/seed.ts';
import { paperOf } from './reports.ts';

const region = readRegion(join(import.meta.dirname, '../../region/ningxia'));
const at = Date.parse('2026-11-02T08:00:00+08:00') as Instant;

async function theMonth(outsider: string | null) {
  const folder = mkdtempSync(join(tmpdir(), 'changping-'));
  const db = await openDatabase(folder);
  onTestFinished(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  seed(db, region);
  const { lots, pieces } = samplePlan(region, at);
  openingStock(db, { lots, pieces: pieces.filter(({ site }) => site === 'RC-S').slice(0, 50) }, 'sample', at);
  const told = {
    region: { name: '宁夏', nameEn: 'Ningxia', timeZone: 'Asia/Shanghai' },
    sites: region.sites,
    kinds: region.kinds,
  };
  const order = {
    id: '01990000-0000-7000-8000-000000000001',
    report: 'month',
    site: 'RC-S',
    month: '2026-11',
    lang: 'en',
    format: 'csv',
  } as const;
  const parts = { raw: db.raw, told, now: at + 60_000, by: 'x', outsider };
  const [table] = (await paperOf(order, parts)).tables;
  const columns = table?.columns.map(({ title }) => title) ?? [];
  const worth = ['unit cost (CNY)', 'value (CNY)'].map((title) => columns.indexOf(title));
  expect(worth).not.toContain(-1);
  return table?.rows.map((row) => worth.map((n) => row[n])) ?? [];
}

it.each([
  ['one of ours', null, true],
  ['the owner', 'RC-S', true],
  ['another unit', 'PX-FOOD', false],
] as const)('tells %s: %s what goods cost, yes or no: %s', async (_who, outsider, isTold) => {
  const rows = await theMonth(outsider);
  const goods = rows.slice(0, -1);
  expect(goods.length).toBeGreaterThan(0);
  for (const row of goods)
    expect(row).toEqual(isTold ? [expect.any(Number), expect.any(Number)] : [null, null]);
  expect(rows.at(-1), 'the sum').toEqual([null, isTold ? expect.any(Number) : null]);
});
