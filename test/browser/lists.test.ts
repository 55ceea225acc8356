import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { apply, checked, settled } from '../contract/import-file.ts';
import { openServer, type TestServer } from '../contract/server.ts';
import { aSample } from '../contract/visitor.ts';
import { until, type World } from '../world.ts';
import { aDesk } from './desk.ts';
import { seriousOn, withBrowser } from './page.ts';
import { arrives } from './person.ts';
import { picture } from './picture.ts';

vi.setConfig({ testTimeout: 180_000 });
withBrowser();

const dist = join(import.meta.dirname, '../../dashboards/dist');
async function aWorld(filled = async (_server: TestServer) => {}): Promise<World> {
  const server = await openServer({ pages: dist });
  onTestFinished(() => server.close());
  await filled(server);
  return { address: `${server.address}/` } as World;
}
const rows = (page: Page) => page.locator('main .table tbody tr');
const column = (page: Page, name: string) => rows(page).locator(`td[data-name="${name}"]`).allTextContents();

it('finds order, filter and search of a list again by its URL, and gives out as a file just what it shows', async () => {
  const world = await aWorld();
  const keeper = await aDesk(world, 'keeper-guyuan', '?page=documents&site=RC-S&state=all');
  const { page } = keeper;
  for (const lot of ['=LIST-1', 'LIST-2', 'LIST-3']) await arrives(keeper, lot, 5, 'RC-S/receiving');
  await page.reload();
  await rows(page).nth(2).waitFor();
  await page.getByRole('button', { name: '单号' }).first().click();
  await page.getByRole('columnheader', { name: '单号' }).and(page.locator('[aria-sort=ascending]')).waitFor();
  await page.getByRole('button', { name: '单号' }).first().click();
  await page.locator('th[aria-sort=descending]').waitFor();
  await page.getByLabel('单号（或其中一段）').fill('rk-rc-s');
  await page.getByRole('button', { name: '查找' }).click();
  await until(
    () => new URL(page.url()).searchParams.get('text'),
    (text) => text === 'rk-rc-s',
  );
  const numbers = async () => (await column(page, 'number')).map((text) => text.trim());
  // The head of the column says the new order before its rows are here.
  const told = await until(
    numbers,
    (rows) => rows.length === 3 && `${rows}` === `${rows.toSorted().toReversed()}`,
  );
  const asked = Object.fromEntries(new URL(page.url()).searchParams);
  expect(asked).toMatchObject({ page: 'documents', site: 'RC-S', state: 'all', sort: '-number' });

  const other = await aDesk(world, 'keeper-guyuan', new URL(page.url()).search);
  await rows(other.page).nth(2).waitFor();
  expect((await column(other.page, 'number')).map((text) => text.trim())).toEqual(told);
  expect(await other.page.getByLabel('单号（或其中一段）').inputValue()).toBe('rk-rc-s');
  await other.page.locator('th[aria-sort=descending]').waitFor();
  const [file] = await Promise.all([
    other.page.waitForEvent('download'),
    other.page.getByRole('button', { name: '导出 CSV' }).click(),
  ]);
  const csv = readFileSync(await file.path(), 'utf8');
  expect(
    csv
      .split('\r\n')
      .slice(1)
      .map((text) => text.split(',')[0]),
  ).toEqual(told);

  await other.page.goto(`${world.address}store/?page=stock&site=RC-S&sort=-lot`);
  await rows(other.page).nth(2).waitFor();
  const lots = (await column(other.page, 'lot')).map((text) => text.trim());
  expect(lots).toEqual(lots.toSorted().toReversed());
  const [stock] = await Promise.all([
    other.page.waitForEvent('download'),
    other.page.getByRole('button', { name: '导出 CSV' }).click(),
  ]);
  expect(readFileSync(await stock.path(), 'utf8')).toContain("'=LIST-1");
  await other.page.getByRole('button', { name: '恢复默认排序' }).click();
  await until(
    () => new URL(other.page.url()).searchParams.get('sort'),
    (sort) => sort === null,
  );
  expect(keeper.complaints).toEqual([]);
});

/** A list of classes, three hand-outs that wait for their approval, and two counts. */
async function filled(server: TestServer): Promise<void> {
  const policy = await aSample(server, 'policy');
  const bytes = '代码,名称\n1010101,帐篷\n1010102,大衣\n1010103,棉被\n';
  const { id } = await checked(policy, { kind: 'supplyClasses', site: 'ningxia', bytes });
  await apply(policy, id);
  expect(await settled(policy, id)).toMatchObject({ state: 'applied' });
  const keeper = await aSample(server, 'keeper-guyuan');
  const from = { place: 'RC-S/receiving', quality: 'usable', grade: 'reserve', owner: 'RC-S' } as const;
  const lines = [{ kind: 'quilt', wanted: 1, from, to: { ...from, place: 'unit/squad-3' } }];
  for (const n of [1, 2, 3]) {
    const id = `01990000-0000-7000-8000-00000000000${n}`;
    const { status } = await keeper.post('/api/documents/open', { id, type: 'handOut', site: 'RC-S', lines });
    expect(status).toBe(200);
  }
  for (const [n, place] of ['RC-S/ordinary', 'RC-S/dangerous'].entries()) {
    const id = `01990000-0000-7000-8000-0000000000a${n}`;
    const { status, body } = await keeper.post('/api/counts/open', { id, site: 'RC-S', places: [place] });
    expect(status, JSON.stringify(body)).toBe(200);
  }
}

/** `least`: so many different ones are in the column. `by`: who puts them in order. */
const heads = [
  ['policy', 'catalogue', 0, 'cost', 'sort', 5, 'page'],
  ['policy', 'catalogue', 0, 'name', 'sort', 5, 'page'],
  ['policy', 'catalogue', 1, 'version', 'sort2', 1, 'page'],
  ['policy', 'policies', 0, 'since', 'sort', 1, 'page'],
  ['policy', 'policies', 1, 'action', 'sort2', 3, 'page'],
  ['policy', 'countPolicies', 0, 'written', 'sort', 1, 'page'],
  ['policy', 'classes', 0, 'name', 'sort', 3, 'server'],
  ['keeper-guyuan', 'counts&site=RC-S', 0, 'number', 'sort', 2, 'page'],
  ['approver-guyuan', 'approvals', 0, 'number', 'sort', 3, 'server'],
] as const;
it('puts the catalogue, the versions, the policies, the classes, the counts and what waits in order by their heads, and the URL keeps it', async () => {
  const world = await aWorld(filled);
  const desks = new Map<string, Awaited<ReturnType<typeof aDesk>>>();
  for (const [who, query, nth, name, param, least, by] of heads) {
    const desk = desks.get(who) ?? (await aDesk(world, who, '?page=own'));
    desks.set(who, desk);
    const { page } = desk;
    await page.goto(`${world.address}store/?page=${query}`);
    const list = page.locator('main .table').nth(nth);
    const cells = list.locator(`td[data-name="${name}"]`);
    await cells.first().waitFor();
    const title = (await cells.first().getAttribute('data-title')) as string;
    const head = list.getByRole('columnheader', { name: title, exact: true });
    const told = async (way: 'ascending' | 'descending', is: (told: string[]) => boolean) => {
      await head.and(page.locator(`[aria-sort=${way}]`)).waitFor();
      return until(async () => [...new Set(await cells.allTextContents())], is);
    };
    await head.getByRole('button').click();
    const rising = await told(
      'ascending',
      (told) => told.length >= least && (by === 'page' || `${told}` === `${told.toSorted()}`),
    );
    const falling = `${rising.toReversed()}`;
    await head.getByRole('button').click();
    await told('descending', (told) => `${told}` === falling);
    // The usual order is not written down.
    const written = name === 'version' ? null : `-${name}`;
    expect(new URL(page.url()).searchParams.get(param), `${query} by ${name}`).toBe(written);
    await page.reload();
    await told('descending', (told) => `${told}` === falling);
    await picture(page, `order-${query.slice(0, 9)}-${name}`);
  }
  for (const { complaints } of desks.values()) expect(complaints).toEqual([]);
});

const looked = [
  [
    'keeper-guyuan',
    [
      'documents&state=all',
      'stock',
      'pieces',
      'kits',
      'leases',
      'imports',
      'counts',
      'labels',
      'reports',
      'catalogue',
      'policies',
      'own',
    ],
  ],
  ['supervisor', ['reviews', 'handhelds', 'people', 'documents']],
  ['security', ['people', 'handhelds', 'own']],
  ['audit', ['audit', 'people']],
  ['policy', ['catalogueDraft', 'draft&version=1', 'classes']],
] as const;
// In Chinese every page is walked through elsewhere, with goods on it.
it('every list of the console is accessible and fits in English too, also an empty one', async () => {
  const lang = 'en';
  const world = await aWorld();
  for (const [name, pages] of looked) {
    const { page, complaints } = await aDesk(world, name, `?page=own&lang=${lang}`);
    for (const each of pages) {
      await page.setViewportSize({ width: 1366, height: 768 });
      await page.goto(`${world.address}store/?page=${each}&lang=${lang}`);
      await page.locator('main h1').waitFor();
      await page.waitForLoadState('networkidle');
      expect(await seriousOn(page), `${name} ${each}`).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${name} ${each} is wider than the window`).toBeLessThanOrEqual(0);
      const shot = `list-${name}-${each.replace(/\W.*/, '')}-${lang}`;
      await picture(page, `${shot}-1366`);
      await page.setViewportSize({ width: 390, height: 800 });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        `${name} ${each} is wider than a phone`,
      ).toBeLessThanOrEqual(0);
      await picture(page, `${shot}-390`);
    }
    expect(complaints).toEqual([]);
  }
});

it('scrolls ten thousand rows with few of them drawn, down to the last and back to the first', async () => {
  const world = await aWorld();
  const { page, complaints } = await aDesk(world, 'supervisor', '?page=own');
  const piece = {
    ...{ piece: 'P', kind: 'quilt', lot: 'Q-MANY', quantity: 10, site: 'RC-S', place: 'RC-S/ordinary' },
    ...{ quality: 'usable', seen: null },
  };
  const items = Array.from({ length: 10_000 }, (_, n) => ({ ...piece, epc: `E${`${n}`.padStart(23, '0')}` }));
  await page.route('**/api/pieces?*', (route) => route.fulfill({ json: { items, next: null } }));
  await page.goto(`${world.address}store/?page=pieces&site=RC-S`);
  const first = page.getByText('E00000000000000000000000', { exact: true });
  await first.waitFor();
  const toEnd = () => page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const last = page.getByText('E00000000000000000009999', { exact: true });
  await until(
    async () => {
      await toEnd();
      return last.isVisible();
    },
    (is) => is,
    30_000,
  );
  expect(await rows(page).count()).toBeLessThan(1000);
  await page.evaluate(() => scrollTo(0, 0));
  await first.waitFor();
  expect(await rows(page).count()).toBeLessThan(1000);
  expect(complaints).toEqual([]);
});
