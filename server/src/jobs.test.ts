import type { Instant, SiteId } from '@changping/contracts/units';
import { expect, it, onTestFinished } from 'vitest';
import { unitTree } from './domain/rights.ts';
import { jobs } from './jobs.ts';
import type { Acts } from './store/acts.ts';
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
function desk(heapMb: number) {
  const made = jobs({
    ...{ database: '/nowhere', told: {} as never, acts, siteOfDocument: () => site, heapMb },
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
