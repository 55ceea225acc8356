import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aPage, seriousOn, withBrowser, withoutWebGl } from './page.ts';
import { picture } from './picture.ts';

const pallet = 40;
withBrowser();

const piecesOn = async (page: Page) =>
  Number(((await page.textContent('#pieces')) ?? '').replaceAll(',', ''));
const feedOn = (page: Page, name: string) => page.getByRole('region', { name });
const lineOn = (page: Page) => page.innerText('#connection');

it('opens a number to its lots, pieces and the trail of one of them, and goes back by Esc', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', speed: 10, stores: ['RC-S'] });
  const { page, open } = await aPage(world, '?lang=en&site=RC-S');
  await withoutWebGl(page);
  await open();
  world.begin();
  await until(
    () => piecesOn(page),
    (n) => n === pallet,
  );
  await page.getByRole('button', { name: 'Quilt 40: open the facts behind it' }).click();
  await page
    .getByRole('button', { name: 'Lot SAMPLE-Q-2026-09 Pieces 40: open the facts behind it' })
    .click();
  await page.getByRole('button', { name: 'E28011606000020000000001' }).click();
  await page.getByText('Entry supplier → South Regional Central Depot (Guyuan) · receiving').waitFor();
  const sent = page.url();
  for (const gone of ['epc=', 'lot=', 'facts=', 'site=']) {
    expect(page.url()).toContain(gone);
    await page.keyboard.press('Escape');
    await until(
      () => page.url(),
      (url) => !url.includes(gone),
    );
  }
  await page.goto(sent);
  await page.getByText('Entry supplier → South Regional Central Depot (Guyuan) · receiving').waitFor();
}, 120_000);

it('says that it reconnects, and then has everything that happened meanwhile, told as changes and not as a new picture', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', speed: 10, stores: ['RC-S'] });
  const { page, context, open } = await aPage(world, '?lang=zh-CN');
  const told: string[][] = [];
  page.on('websocket', (socket) => {
    const events: string[] = [];
    told.push(events);
    socket.on('framereceived', ({ payload }) => {
      const event = /^42\["(\w+)"/.exec(`${payload}`)?.[1];
      if (event) events.push(event);
    });
  });
  await withoutWebGl(page);
  await open();
  await until(
    () => lineOn(page),
    (text) => text.includes('实时'),
  );
  await context.setOffline(true);
  await until(
    () => lineOn(page),
    (text) => text.includes('正在重连') && /数据为 \d+ 秒前/.test(text),
  );
  await page.getByText('正在自动重连，无需刷新').waitFor();
  world.begin();
  await until(
    async () => (await world.ask('/api/stock')).items[0]?.pieces,
    (pieces) => pieces === pallet,
  );
  expect(await piecesOn(page)).toBe(0);
  await context.setOffline(false);
  await until(
    () => piecesOn(page),
    (n) => n === pallet,
  );
  expect(await lineOn(page)).toContain('实时');
  await feedOn(page, '动态').getByText('棉被 40 件入库，单据 GI-2026-0001').waitFor();
  expect(told.filter((events) => events.length).map(([first]) => first)).toEqual(['picture', 'changes']);
}, 120_000);

it('takes a new picture when the server was started again', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', speed: 10, stores: ['RC-S'] });
  const { page, open } = await aPage(world, '?lang=en');
  await withoutWebGl(page);
  await open();
  world.begin();
  await until(
    () => piecesOn(page),
    (n) => n === pallet,
  );
  await world.server.kill('SIGKILL');
  await until(
    () => lineOn(page),
    (text) => text.includes('Reconnecting'),
  );
  expect(await piecesOn(page)).toBe(pallet);
  await world.startServer();
  await until(
    () => lineOn(page),
    (text) => text.includes('Live'),
  );
  expect(await piecesOn(page)).toBe(pallet);
}, 120_000);

it('leaves axe nothing serious to say, in both languages, on a wide screen and a phone, and says on the map and the wall that it is a demo', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', speed: 10, stores: ['RC-S'] });
  world.begin();
  const wide = await aPage(world, '');
  const plain = await aPage(world, '');
  const phone = await aPage(world, '', { viewport: { width: 360, height: 740 } });
  // A map drawn in software keeps both cores busy, and the plain one holds more that can be read.
  await Promise.all([plain, phone].map(({ page }) => withoutWebGl(page)));
  await until(
    async () => (await world.ask('/api/events')).items.some(({ what }) => what === 'arrived'),
    Boolean,
  );
  const views = ['', '&site=RC-S', '&screen=big', '&place=s:640323', `&replay=${Date.now() - 60_000}`];
  const lists = ['stock', 'gateways', 'discrepancies', 'passages', 'sweeps'].map((list) => `&facts=${list}`);
  const found: string[] = [];
  const examine = async ({ page }: typeof wide, search: string) => {
    await page.goto(`${world.address}${search}`);
    await page.waitForSelector('.map-canvas');
    found.push(...(await seriousOn(page)).map((violation) => `${search} ${violation}`));
  };
  for (const search of [...views, ...lists]) await examine(plain, `?lang=zh-CN${search}`);
  for (const search of [...views, '&facts=stock']) await examine(phone, `?lang=en${search}`);
  await examine(wide, '?lang=en&site=RC-S');
  for (const search of ['?lang=zh-CN', '?lang=zh-CN&screen=big']) {
    await plain.page.goto(`${world.address}${search}`);
    const demo = plain.page.getByText('演示系统：示例人员与示例数据');
    await demo.waitFor();
    const [line, strip] = [await demo.boundingBox(), await plain.page.locator('.strip').boundingBox()];
    expect((line?.y ?? 0) + (line?.height ?? 999), 'above the strip and over nothing').toBeLessThanOrEqual(
      strip?.y ?? 0,
    );
    await picture(plain.page, `demo${search.length}`);
  }
  expect(found).toEqual([]);
}, 300_000);

it('draws the same sites plainly, and lets them be chosen by keyboard, where there is no WebGL', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', speed: 10, stores: ['RC-S'] });
  const { page, open, complaints } = await aPage(world, '?lang=zh-CN');
  await withoutWebGl(page);
  await open();
  await page.getByText('本机不支持 WebGL').waitFor();
  const sites = (await world.ask('/api/sites')).items.filter(({ tier }) => tier !== 'external');
  const drawn = await page
    .locator('svg [role="button"]')
    .evaluateAll((signs) => signs.map((sign) => sign.ariaLabel));
  // Those outside of the region may lie beyond the edge.
  expect(sites.filter(({ name }) => !drawn.some((label) => label?.startsWith(name)))).toEqual([]);
  await page.getByText('示意路网：仅示意，不作证明').waitFor();
  world.begin();
  const depot = page.getByRole('button', { name: /^南部区域中心库\(固原\) 40 件.*，区级中心库/ });
  await depot.waitFor();
  await depot.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '南部区域中心库(固原)' }).waitFor();
  expect(complaints).toEqual([]);
}, 120_000);
