import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant, SiteId } from '@changping/contracts/units';
import { expect, it, onTestFinished } from 'vitest';
import { unitTree } from './domain/rights.ts';
import { jobs } from './jobs.ts';
import type { Acts } from './store/acts.ts';
import { openDatabase } from './store/database.ts';
import type { Asker } from './store/sessions.ts';

const site = 'RC-S' as SiteId;
/** Nothing is written here: the orders are what is looked at. */
const acts = {
  run: (_actor: unknown, _act: unknown, work: () => { result: unknown }) => work().result,
} as unknown as Acts;
const someone = (name: string, role: string) =>
  ({ person: { name, roles: [role], unit: site }, session: {}, address: '' }) as unknown as Asker;
const order = (n: number) => ({
  ...{ id: `01990000-0000-7000-8000-00000000000${n}`, report: 'stock', site, format: 'csv', lang: 'zh' },
});

/** @param heapMb of one report */
function desk(heapMb: number, database = '/nowhere') {
  const told = () => ({
    region: { name: '', nameEn: '', timeZone: 'Asia/Shanghai' },
    ...{ sites: [], kinds: [] },
  });
  const made = jobs({
    ...{ database, told, acts, siteOfDocument: () => site, heapMb },
    labels: undefined as never,
    isCounting: () => false,
    tree: unitTree('R', [{ id: site, parent: null }] as never),
    now: () => 0 as Instant,
  });
  onTestFinished(() => made.close());
  return made;
}

it('ends a report that wants more memory than it may have with a sentence for its person', async () => {
  const { deeds, one } = desk(2);
  const keeper = someone('keeper', 'storeKeeper');
  deeds['/api/jobs/start'](order(1) as never, keeper);
  await expect
    .poll(() => one(order(1).id, keeper), { timeout: 20_000 })
    .toMatchObject({ state: 'failed', fault: 'reportTooLong' });
});

it('has one report at a time of a partner or a guest, and four of those who work here', () => {
  const { deeds } = desk(64);
  const partner = someone('partner', 'partner');
  const start = (n: number, who: Asker) => () => deeds['/api/jobs/start'](order(n) as never, who);
  start(1, partner)();
  expect(start(2, partner)).toThrow(expect.objectContaining({ code: 'tooManyJobs' }));
  const keeper = someone('keeper', 'storeKeeper');
  for (const n of [3, 4, 5, 6]) start(n, keeper)();
  expect(start(7, keeper)).toThrow(expect.objectContaining({ code: 'tooManyJobs' }));
});

it('says of a file that is larger than all that is kept that it is too long, and does not lose it without a word', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changping-jobs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { raw, close } = await openDatabase(folder);
  onTestFinished(close);
  // 800 lines with 90 kB in one cell.
  raw.exec(
    `insert into site (key, code) values (1, '${site}'); insert into kind (key, code) values (1, 'quilt')`,
  );
  raw
    .prepare("insert into lot (key, code, kind, supplier, effective_by) values (1, 'L', 1, ?, 'record')")
    .run('供'.repeat(30_000));
  raw.exec(`
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 800)
      insert into place (key, site, code) select i, 1, '${site}/' || i from n;
    insert into cell (key, place, lot, quality, grade, owner) select key, key, 1, 'usable', 'reserve', '${site}' from place;
    insert into stock (cell, quantity) select key, 1 from cell`);
  const { deeds, one } = desk(512, raw.name);
  const keeper = someone('keeper', 'storeKeeper');
  deeds['/api/jobs/start']({ ...order(1), report: 'inventory' } as never, keeper);
  await expect
    .poll(() => one(order(1).id, keeper), { timeout: 20_000 })
    .toMatchObject({ state: 'failed', fault: 'reportTooLong' });
});
