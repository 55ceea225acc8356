/** Every page of the console, as somebody who may see it and with something on it: on a desk in Chinese, on a phone, and there in English. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellsOf } from '@changping/contracts/catalogue-cells';
import type { Answer } from '@changping/contracts/http';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { openServer } from '../contract/server.ts';
import { aSample, type Visitor } from '../contract/visitor.ts';
import type { World } from '../world.ts';
import { seriousOn, withBrowser } from './page.ts';
import { aPerson, slot } from './person.ts';
import { picture } from './picture.ts';

withBrowser();
const dist = join(import.meta.dirname, '../../dashboards/dist');
const desk = { width: 1366, height: 768 };
const phone = { width: 390, height: 844 };
type Stop = { page: string; search?: string };
type Ids = { transfer: string; receipt: string; count: string; kit: string };

const none: Ids = { transfer: '', receipt: '', count: '', kit: '' };

/** Who looks at which pages; one that nobody looks at fails the test. */
const walks = ({ transfer, receipt, count, kit }: Ids): Record<string, Stop[]> => ({
  'keeper-guyuan': [
    { page: 'owed' },
    { page: 'documents', search: '&state=all' },
    { page: 'document', search: `&id=${receipt}` },
    { page: 'open', search: '&type=transfer' },
    { page: 'open', search: '&type=emergencyPurchase' },
    { page: 'counts', search: '&site=RC-S' },
    { page: 'count', search: `&id=${count}` },
    { page: 'stock' },
    { page: 'kind', search: '&kind=quilt' },
    { page: 'classes' },
    { page: 'pieces', search: '&site=RC-S' },
    { page: 'piece', search: `&epc=${tag(0)}` },
    { page: 'leases' },
    { page: 'kits' },
    { page: 'kit', search: `&id=${kit}` },
    { page: 'reports' },
    { page: 'labels', search: '&site=RC-S' },
    { page: 'imports' },
    { page: 'import' },
    { page: 'imported' },
  ],
  approver: [
    { page: 'approvals' },
    { page: 'document', search: `&id=${transfer}` },
    { page: 'lease', search: '&site=RC-S&kind=quilt' },
  ],
  supervisor: [
    { page: 'owed' },
    { page: 'policies' },
    { page: 'countPolicies' },
    { page: 'sharing' },
    { page: 'catalogue' },
    { page: 'reviews' },
  ],
  policy: [
    { page: 'policies' },
    { page: 'draft' },
    { page: 'countPolicies' },
    { page: 'countDraft' },
    { page: 'catalogue' },
    { page: 'catalogueDraft', search: '&kind=quilt' },
    { page: 'sharing' },
  ],
  system: [{ page: 'handhelds' }, { page: 'people' }, { page: 'hooks' }],
  security: [{ page: 'people' }],
  audit: [{ page: 'audit' }],
  guest: [{ page: 'shared' }, { page: 'ask' }, { page: 'documents' }],
  partner: [{ page: 'owed' }, { page: 'documents' }, { page: 'own' }],
});
const tag = (n: number) => `${n}`.padStart(24, 'E');

/** Goods that came in with two missing, tagged, put into a kit; a transfer that is asked for; a count under way. */
async function aStore(): Promise<{ world: World; ids: Ids }> {
  const server = await openServer({ pages: dist, allow: ['127.0.0.1:1'] });
  onTestFinished(() => server.close());
  const keeper = await aSample(server, 'keeper-guyuan');
  const [receipt, transfer, count] = [randomUUID(), randomUUID(), randomUUID()];
  const cases = ['CASE-0', 'CASE-1', 'CASE-2'];
  const at = slot('RC-S/ordinary');
  const goods = (piece: string) => ({ kind: 'quilt', lot: 'Q-WALK', piece, wanted: 10 });
  await keeper.post('/api/documents/open', {
    ...{ id: receipt, type: 'goodsIn', site: 'RC-S' },
    lots: [{ lot: 'Q-WALK', kind: 'quilt', expiresOn: '2030-06-01' }],
    lines: cases.map((piece) => ({ ...goods(piece), from: slot('supplier'), to: at })),
  });
  await keeper.post('/api/documents/step', {
    ...{ id: receipt, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: [
      ...[1, 2].map((line) => ({ line, as: 'arrived' as const, quantity: 10 })),
      { line: 3, as: 'short' as const, quantity: 10, reason: '少件' },
    ],
  });
  for (const [n, piece] of ['CASE-0', 'CASE-1'].entries())
    await keeper.post('/api/pieces/bind', { key: randomUUID(), piece, epc: tag(n) });
  const kit = await keeper.post('/api/kits/assemble', {
    ...{ key: randomUUID(), site: 'RC-S', name: '救援一组' },
    ...{ plan: [{ kind: 'quilt', quantity: 20 }], pieces: ['CASE-0'] },
  });
  await keeper.post('/api/documents/open', {
    ...{ id: transfer, type: 'transfer', site: 'RC-S', there: 'CS-640425', reason: '冬季补充' },
    lines: [{ ...goods('CASE-1'), from: at, to: slot('CS-640425/receiving') }],
  });
  await keeper.post('/api/counts/open', { id: count, site: 'RC-S', places: ['RC-S/receiving'] });
  await keeper.post('/api/documents/step', { id: count, key: randomUUID(), version: 1, action: 'start' });
  // Nobody answers at its address.
  const system = await aSample(server, 'system');
  const { body: robot } = await system.post('/api/hooks/add', {
    name: '区局值班群',
    url: 'http://127.0.0.1:1/',
    format: 'wecom',
    unit: 'RC-S',
    topics: ['expiry', 'door'],
    lang: 'zh',
  });
  await system.post('/api/hooks/test', { id: robot.id });
  await proposed(await aSample(server, 'policy'));
  const ids = { transfer, receipt, count, kit: kit.body.id };
  return { world: { address: `${server.address}/` } as World, ids };
}

/** Of each kind one that waits for the supervisor. */
async function proposed(policy: Visitor): Promise<void> {
  const reason = '年度修订';
  const shared = { after: 0, site: 'RC-S', kinds: ['quilt'], reason };
  await policy.post('/api/sharing/propose', shared);
  const [table] = (await policy.get<Answer<'/api/policies'>>('/api/policies')).body.items;
  const rules = table?.rules.map((rule) => ({ ...rule, actFirst: false })) ?? [];
  await policy.post('/api/policies/propose', { after: 1, rules, reason, since: Date.now() + 86_400_000 });
  const [counted] = (await policy.get<Answer<'/api/count-policies'>>('/api/count-policies')).body.items;
  if (!counted) throw new Error('no policy of counts');
  await policy.post('/api/count-policies/propose', {
    ...{ after: 1, reason, rules: { ...counted.rules, aheadDays: 21 } },
  });
  const kinds = (await policy.get<Answer<'/api/kinds'>>('/api/kinds')).body.items.slice(0, 3);
  await policy.post('/api/catalogue/propose', {
    ...{ after: 1, reason },
    kinds: kinds.map((kind) => ({ ...cellsOf(kind), abc: 'A', unit_cost_fen: '9900' })),
  });
  const waits = (await policy.get<Answer<'/api/proposals'>>('/api/proposals')).body.items;
  expect(waits.map(({ of }) => of).sort()).toEqual(['catalogue', 'countPolicy', 'policy', 'sharing']);
}

it('shows nothing serious to axe, and nothing wider than the screen on a desk and on a phone in both languages', async () => {
  const { world, ids } = await aStore();
  const found: string[] = [];
  for (const [name, stops] of Object.entries(walks(ids))) {
    const { page, complaints } = await aPerson(world, name, 'store/', {
      reducedMotion: 'reduce',
      viewport: desk,
    });
    const look = async (where: string, { width }: typeof desk) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) found.push(`${where}: ${wide} px on a screen of ${width}`);
      if (await isOutside(page)) found.push(`${where}: out of sight in the menu`);
      await picture(page, where.replaceAll(/\W+/g, '-'));
    };
    for (const { page: stop, search = '' } of stops) {
      const where = `${name} ${stop}${search}`;
      await page.setViewportSize(desk);
      await page.goto(`${world.address}store/?page=${stop}${search}&lang=zh-CN`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      if (await page.getByText('您的角色没有这一项').isVisible()) found.push(`${where}: not theirs`);
      await look(`${where} desk`, desk);
      found.push(...(await seriousOn(page)).map((each) => `${where}: ${each}`));
      await page.setViewportSize(phone);
      await look(`${where} phone`, phone);
      // What a dialog covers can not be pressed; the words are the same there.
      if (await page.getByRole('dialog').isVisible()) continue;
      await page.getByRole('button', { name: 'English' }).click();
      await page.locator('html[lang=en]').waitFor();
      await look(`${where} phone en`, phone);
    }
    found.push(...complaints.filter((each) => !/40[34]/.test(each)).map((each) => `${name}: ${each}`));
  }
  expect(found).toEqual([]);
}, 600_000);

/** Where in the menu one is; it follows a screen that was turned. */
const isOutside = (page: Page) =>
  page
    .waitForFunction(
      () => {
        const current = document.querySelector('.menu [aria-current]')?.getBoundingClientRect();
        return !current || (current.left >= 0 && current.right <= innerWidth);
      },
      undefined,
      { timeout: 10_000 },
    )
    .then(
      () => false,
      () => true,
    );

it('leaves no page out', () => {
  const where = readFileSync(join(import.meta.dirname, '../../dashboards/store/where.ts'), 'utf8');
  const [, filters = ''] = /filters = \{(.+?)\} as const/s.exec(where) ?? [];
  const pages = [...filters.matchAll(/^ {2}(\w+): /gm)].map(([, page = '']) => page);
  expect(pages.length).toBeGreaterThan(30);
  const seen = new Set(Object.values(walks(none)).flatMap((stops) => stops.map(({ page }) => page)));
  expect(pages.filter((page) => !seen.has(page))).toEqual([]);
});
