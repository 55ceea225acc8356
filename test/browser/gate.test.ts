import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aPage, withBrowser, withoutWebGl } from './page.ts';

withBrowser();

const numberOn = async (page: Awaited<ReturnType<typeof aPage>>['page'], id: string) =>
  Number(((await page.textContent(`#${id}`)) ?? '').replaceAll(',', ''));

it('marks on the map and tells by name, within a second of the letter, a pallet that left without an order; and replays the day around it', async () => {
  const world = await aWorld({ scenario: 'pallet-leaves-without-order', stock: true, stores: ['RC-S'] });
  const { page, open, complaints } = await aPage(world, '?lang=zh-CN');
  const plain = await aPage(world, '?lang=en');
  await withoutWebGl(plain.page);
  await Promise.all([open(), plain.open()]);
  await page.waitForSelector('#leftWithoutOrder');
  const before = await numberOn(page, 'pieces');
  await page.evaluate(() => {
    new MutationObserver((_, watch) => {
      if (!document.querySelector('.alert.is-leftWithoutOrder')) return;
      watch.disconnect();
      requestAnimationFrame(() => Object.assign(window, { toldAt: Date.now() }));
    }).observe(document.body, { subtree: true, childList: true });
  });
  world.begin();
  const alert = page.locator('button.alert').filter({ hasText: /南部区域中心库\(固原\).*件无单出库/ });
  await alert.waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => 'toldAt' in window);
  const toldAt = await page.evaluate(() => (window as unknown as { toldAt: number }).toldAt);
  const [event] = world.ledger<{ recordedAt: number }>(
    "select recorded_at as recordedAt from event where what = 'leftWithoutOrder' order by key limit 1",
  );
  expect(toldAt - (event?.recordedAt ?? 0)).toBeLessThan(1000);
  await plain.page
    .getByRole('button', { name: /^South Regional Central Depot \(Guyuan\).*left without an order/ })
    .first()
    .waitFor();

  const left = await until(
    () => numberOn(page, 'leftWithoutOrder'),
    (n) => n >= 38,
  );
  await alert.click();
  await until(
    () => page.locator('.facts tbody tr').count(),
    (rows) => rows === left,
  );
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^出.*件无单据/ })
    .first()
    .click();
  await page.getByText('天线次序').waitFor();
  expect(await page.locator('.facts tr.is-unexplained').count()).toBeGreaterThanOrEqual(38);

  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await page.locator('#replay-mark').waitFor();
  const hand = page.getByRole('slider');
  await hand.press('Home');
  await until(
    () => numberOn(page, 'pieces'),
    (n) => n === 0,
  );
  expect(await page.locator('.alert').count()).toBe(0);
  expect(page.url()).toContain('replay=');
  await hand.press('End');
  await until(
    () => numberOn(page, 'leftWithoutOrder'),
    (n) => n === left,
  );
  expect(await numberOn(page, 'pieces')).toBe(before);
  // What is behind a number is asked of the ledger of now; only of coverage the moment's own is known.
  expect(await page.locator('button.figure').allTextContents()).toEqual([
    expect.stringMatching(/^两小时覆盖/),
  ]);
  await page.keyboard.press('Escape');
  await page.locator('#replay-mark').waitFor({ state: 'detached' });
  expect(page.url()).not.toContain('replay=');

  await page.keyboard.press('b');
  const worst = page.locator('.worst-one.is-now');
  await worst.getByText('件无单出库').waitFor();
  expect(await page.locator('main button').count()).toBeLessThanOrEqual(
    await page.locator('.feed button').count(),
  );
  const size = await worst
    .locator('p')
    .evaluate((line) => Number.parseFloat(getComputedStyle(line).fontSize));
  expect(size).toBeGreaterThanOrEqual(24);
  expect(complaints).toEqual([]);
}, 150_000);

it('lists by name what a sweep of a room missed and what it found that does not belong', async () => {
  const world = await aWorld({ scenario: 'room-sweep', speed: 10, stock: true, stores: ['RC-S'] });
  const { page, open, complaints } = await aPage(world, '?lang=en&site=RC-S');
  await open();
  world.begin();
  const swept = page.getByRole('button', { name: /missing [1-9].*foreign [1-9]/ }).first();
  await swept.waitFor({ timeout: 90_000 });
  await swept.click();
  await page.getByRole('heading', { name: /^missing \d+/ }).waitFor();
  const { items } = await world.ask('/api/sweeps', '/api/sweeps?site=RC-S');
  const sweep = items.find(({ missing, strange }) => missing > 0 && strange > 0);
  await page.getByRole('heading', { name: `foreign ${sweep?.strange}` }).waitFor();
  const found = (sweep?.missing ?? 0) + (sweep?.extra ?? 0) + (sweep?.strange ?? 0);
  expect(await page.locator('.facts tbody tr').count()).toBe(found);
  expect(complaints).toEqual([]);
}, 150_000);

it('tells once of a reader that died, however long it stays dead', async () => {
  const world = await aWorld({ scenario: 'reader-dies', speed: 1200, stores: ['CD-WZ'] });
  const { page, open } = await aPage(world, '?lang=en&site=CD-WZ');
  await open();
  world.begin();
  await page
    .getByText(/Reader .*: disconnected/)
    .first()
    .waitFor({ timeout: 90_000 });
  const toldAt = (await world.ask('/healthz')).now;
  // Six hours of the store later.
  await until(
    async () => (await world.ask('/healthz')).now,
    (now) => now > toldAt + 6 * 3_600_000,
    60_000,
  );
  const events = await world.ask('/api/events', '/api/events?site=CD-WZ&limit=500');
  const told = events.items.filter(({ what, detail }) => what === 'reader' && detail.state !== 'reading');
  expect(told.map(({ detail }) => detail.state)).toEqual(['disconnected']);
  await page.getByText('reader fault').first().waitFor();
}, 200_000);
