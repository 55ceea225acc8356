import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aPage, withBrowser, withoutWebGl } from './page.ts';
import { picture } from './picture.ts';

const pallet = 40;
withBrowser();

const numberOn = async (page: Page, id: string) =>
  Number(((await page.textContent(`#${id}`)) ?? '').replaceAll(',', ''));
const feedOn = (page: Page, name: string) => page.getByRole('region', { name });

it('shows a pallet within a second of its last read, in both languages, without asking any other host', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', stores: ['RC-S'] });
  const chinese = await aPage(world, '?lang=zh-CN&site=RC-S');
  const english = await aPage(world, '?lang=en');
  await withoutWebGl(english.page);
  await Promise.all([chinese.open(), english.open()]);
  await chinese.page.getByRole('heading', { name: '南部区域中心库(固原)' }).waitFor();
  await english.page.getByRole('heading', { name: 'The region', exact: true }).waitFor();
  await until(
    () => chinese.page.innerText('#gateways'),
    (text) => text === '1',
  );
  await chinese.page.evaluate((whole) => {
    const number = document.querySelector('#pieces') as HTMLElement;
    new MutationObserver(() => {
      if (Number(number.textContent) === whole)
        requestAnimationFrame(() => Object.assign(window, { wholeAt: Date.now() }));
    }).observe(number, { subtree: true, childList: true, characterData: true });
  }, pallet);

  world.begin();
  const last = await world.simulator.until(
    ({ event, device, reads }) => event === 'lastRead' && device === 'RC-S/gate-1' && reads > 0,
    40_000,
  );
  await until(
    () => numberOn(chinese.page, 'pieces'),
    (n) => n === pallet,
  );
  const wholeAt = await chinese.page.evaluate(() => (window as unknown as { wholeAt: number }).wholeAt);
  expect(wholeAt - last.at).toBeLessThan(1000);
  expect(await chinese.page.innerText('tr[data-kind="quilt"] td')).toBe(`${pallet}`);
  await feedOn(chinese.page, '动态').getByText('棉被 40 件入库，单据 GI-2026-0001').waitFor();

  await until(
    () => numberOn(english.page, 'pieces'),
    (n) => n === pallet,
  );
  await feedOn(english.page, 'What happened')
    .getByText('40 pieces of Quilt arrived, document GI-2026-0001')
    .waitFor();
  for (const { foreign, complaints } of [chinese, english]) {
    expect(foreign()).toEqual([]);
    expect(complaints).toEqual([]);
  }
}, 120_000);

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
  await alert.waitFor();
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
  // So young a server's day is played to its end in a moment, from wherever the hand is put.
  await hand.press('End');
  await page.getByRole('button', { name: '播放', exact: true }).waitFor();
  await hand.press('Home');
  await until(
    () => numberOn(page, 'leftWithoutOrder'),
    (n) => n === 0,
  );
  expect(await page.locator('.alert').count()).toBe(0);
  expect(page.url()).toContain('replay=');
  // The server is some minutes old: of the hours before there is nothing to show.
  expect(Number(await hand.getAttribute('aria-valuemin'))).toBeGreaterThan(Date.now() - 3_600_000);
  await picture(page, 'replay-first-day');
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
  // In one look, for the feed grows. The key of the map has one that only a phone shows.
  const elsewhere = await page.evaluate(() =>
    [...document.querySelectorAll('main button')]
      .filter((button) => button.checkVisibility() && !button.closest('.feed'))
      .map(({ textContent }) => textContent),
  );
  expect(elsewhere).toEqual([]);
  const size = await worst
    .locator('p')
    .evaluate((line) => Number.parseFloat(getComputedStyle(line).fontSize));
  expect(size).toBeGreaterThanOrEqual(24);
  expect(complaints).toEqual([]);
}, 150_000);
