import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openServer } from '../contract/server.ts';
import { until, type World } from '../world.ts';
import { aDesk } from './desk.ts';
import { seriousOn, withBrowser } from './page.ts';
import { arrives } from './person.ts';
import { picture } from './picture.ts';

vi.setConfig({ testTimeout: 180_000 });
withBrowser();

const dist = join(import.meta.dirname, '../../dashboards/dist');
async function aWorld(): Promise<World> {
  const server = await openServer({ pages: dist });
  onTestFinished(() => server.close());
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
