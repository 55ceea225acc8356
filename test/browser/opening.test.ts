import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { aWorld, until, type World } from '../world.ts';
import { aCutLine } from './cut-line.ts';
import { aDevice, allSent, online, readyOffline, scan, sign, small, unsent } from './handheld.ts';
import { seriousOn, withBrowser } from './page.ts';
import { picture } from './picture.ts';

withBrowser();

type Document = CommandAnswer<'/api/documents/open'>['document'];
const store = () => aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
const all = (world: World): Document[] =>
  world
    .ledger<{ body: string }>('select body from document where body is not null order by key')
    .map(({ body }) => JSON.parse(body) as Document);
const of = (world: World, type: string) => all(world).filter((each) => each.type === type);
const brought = (world: World) =>
  world.ledger(
    `select lot.code as lot, place.code as place, quality, entry.quantity
     from entry join cell on cell.key = entry.to_cell join lot on lot.key = cell.lot join place on place.key = cell.place
     order by entry.key`,
  );
const isReady = async (page: Page) => {
  await readyOffline(page);
  await page.reload();
  await readyOffline(page);
};
const home = (page: Page) =>
  page.evaluate(() => {
    location.hash = '';
  });
async function begin(page: Page, name: string): Promise<void> {
  await home(page);
  await page.locator('.rare summary').click();
  await page.getByRole('button', { name: `＋ ${name}` }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}
async function looksRight(page: Page, name: string): Promise<void> {
  expect(await seriousOn(page), name).toEqual([]);
  expect(await small(page), `${name}, under a gloved thumb`).toEqual([]);
  await picture(page, name);
}

it('opens an emergency purchase, a return, a patrol and a count by scanning while there is no line and the device has heard of none before; after a new start all of it is done once, and another device shows it', async () => {
  const world = await store();
  const line = await aCutLine(world.address);
  const { page, complaints } = await aDevice(world, { address: line.address });
  await isReady(page);
  line.cut();
  await online(page, 'isGone');

  await begin(page, '应急采购入库单');
  await scan(page, '(01)06901234567892(17)310110(30)6(10)Q-SHOP');
  await page.locator('.fresh li').waitFor();
  await page.getByLabel('品种').selectOption('quilt');
  const open = page.getByRole('button', { name: /^开单/ });
  expect(await open.isDisabled(), 'on nobody’s word').toBe(true);
  expect(await open.textContent()).toContain('还缺：来电人或文号');
  await page.getByLabel('来电人').fill('王指挥 0951-1234567');
  await page.getByLabel('供应商').fill('固原商贸');
  await looksRight(page, 'open-emergency-purchase');
  await page.reload();
  await page.locator('.fresh li').waitFor();
  expect(await page.getByLabel('来电人').inputValue()).toBe('王指挥 0951-1234567');
  await open.click();
  await page.getByRole('button', { name: '全部' }).click();
  await sign(page);
  await until(
    () => unsent(page),
    (n) => n === 2,
  );

  await begin(page, '归还单');
  await page.getByLabel('姓名或代码').fill('救援一队');
  await page.getByLabel('姓名或代码').press('Enter');
  await scan(page, '(01)06901234567892(30)4(10)Q-BACK');
  await page.locator('.fresh li').waitFor();
  await page.getByLabel('品种').selectOption('quilt');
  await looksRight(page, 'open-return');
  await open.click();
  await page.locator('.segment').getByRole('button', { name: '建账前领出', exact: true }).click();
  await page.locator('.asking input').fill('启用台账之前借出');
  await page.locator('.asking').getByRole('button', { name: '确定' }).click();
  await page.getByRole('button', { name: '全部' }).click();
  await sign(page, '救援队老马');
  await until(
    () => unsent(page),
    (n) => n === 4,
  );

  await begin(page, '巡检单');
  await page.getByRole('button', { name: '门窗、锁具' }).click();
  await page.getByRole('button', { name: '消防器材与通道' }).click();
  await scan(page, 'RC-S/ordinary');
  await page.locator('.fresh li').nth(2).waitFor();
  await looksRight(page, 'open-patrol');
  await open.click();
  await page.getByRole('button', { name: '全部' }).click();
  await page.getByRole('button', { name: /^提交/ }).click();
  await page.locator('.sign').getByRole('button', { name: /^提交/ }).click();
  await until(
    () => unsent(page),
    (n) => n === 6,
  );

  await begin(page, '盘点单');
  await scan(page, 'RC-S/ordinary');
  await page.getByText('已选 1 处').waitFor();
  await looksRight(page, 'open-count');
  await page.getByRole('button', { name: /^开始盘点/ }).click();
  await until(
    () => unsent(page),
    (n) => n === 8,
  );
  expect(all(world)).toEqual([]);

  await page.reload();
  await until(
    () => unsent(page),
    (n) => n === 8,
  );
  // The first one arrives and its answer is lost: it goes again.
  const lost = { times: 0 };
  await page.route('**/api/documents/open', async (route) => {
    lost.times++;
    if (lost.times > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  line.mend();
  await allSent(page);
  expect(lost.times).toBe(4);
  expect(await page.locator('.unsent .refused').count()).toBe(0);
  expect(of(world, 'emergencyPurchase')).toMatchObject([
    { state: 'papersOwed', steps: [{ phone: '王指挥 0951-1234567' }, { action: 'receive' }] },
  ]);
  expect(
    of(world, 'emergencyPurchase')[0]
      ?.owes.map(({ what }) => what)
      .sort(),
  ).toEqual(['approval', 'papers']);
  expect(of(world, 'return')).toMatchObject([{ state: 'closed', steps: [{}, { action: 'takeBack' }] }]);
  expect(of(world, 'patrol')).toMatchObject([
    { state: 'checking', lines: [{ done: { passed: 1 } }, {}, {}] },
  ]);
  expect(of(world, 'count')).toMatchObject([{ state: 'counting', lines: [{ item: 'RC-S/ordinary' }] }]);
  expect(brought(world)).toEqual([
    { lot: 'Q-SHOP', place: 'RC-S/receiving', quality: 'usable', quantity: 6 },
    { lot: 'Q-BACK', place: 'RC-S/receiving', quality: 'inInspection', quantity: 4 },
  ]);
  expect(world.ledger("select expires_on as expiresOn, supplier from lot where code = 'Q-SHOP'")).toEqual([
    { expiresOn: '2031-01-10', supplier: '固原商贸' },
  ]);

  const other = await aDevice(world);
  const [counted] = of(world, 'count');
  await other.page
    .locator('.papers button')
    .filter({ hasText: counted?.number ?? '' })
    .click();
  await other.page.getByText('盲盘').waitFor();
  await other.page.locator('.room select').first().waitFor();
  expect(complaints.filter((each) => !/ERR_|Failed to fetch|status of 50/.test(each))).toEqual([]);
}, 240_000);

it('opens an inspection of what is scanned as the book has it, and the inspector decides without a line', async () => {
  const world = await store();
  const keeper = await aDevice(world);
  const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' }) as const;
  const id = randomUUID();
  await keeper.post('/api/documents/open', {
    ...{ id, type: 'goodsIn', site: 'RC-S', lots: [{ lot: 'Q-WET', kind: 'quilt' }] },
    lines: [{ kind: 'quilt', lot: 'Q-WET', wanted: 5, from: slot('supplier'), to: slot('RC-S/ordinary') }],
  });
  await keeper.post('/api/documents/step', {
    ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: [{ line: 1, as: 'arrived', quantity: 5 }],
  });
  const line = await aCutLine(world.address);
  const { page } = await aDevice(world, { address: line.address, name: 'inspector' });
  await isReady(page);
  line.cut();
  await online(page, 'isGone');
  await begin(page, '质量清查单');
  await scan(page, '(01)06901234567892(30)2(10)Q-WET');
  await page.locator('.fresh li').getByText('Q-WET').waitFor();
  await looksRight(page, 'open-inspection');
  await page.getByRole('button', { name: /^开单/ }).click();
  await page.locator('.segment').getByRole('button', { name: '封存', exact: true }).click();
  await page.locator('.chips').getByRole('button', { name: '受潮', exact: true }).click();
  await page.getByRole('button', { name: '全部' }).click();
  await page.getByRole('button', { name: /^提交/ }).click();
  await page.locator('.sign').getByRole('button', { name: /^提交/ }).click();
  await until(
    () => unsent(page),
    (n) => n === 2,
  );
  line.mend();
  await allSent(page);
  expect(of(world, 'inspection')).toMatchObject([{ state: 'closed', lines: [{ done: { held: 2 } }] }]);
}, 180_000);
