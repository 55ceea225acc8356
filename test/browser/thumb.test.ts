/** What a gloved thumb does to a handheld: it taps twice, leaves a field open and scans on, and sees no more than the screen. */
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { aWorld, until, type World } from '../world.ts';
import { aDevice, label, online, scan, unsent } from './handheld.ts';
import { withBrowser } from './page.ts';

withBrowser();
const states = (world: World, type: string) =>
  world
    .ledger<{ state: string }>(`select state from document where number like '${type}-RC-S-%'`)
    .map(({ state }) => state);

const aPicture = async (page: Page) => {
  const text = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    canvas.getContext('2d')?.fillRect(100, 100, 200, 200);
    return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
  });
  return { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(text, 'base64') };
};

it('opens one document and signs one step for two taps, with a photograph too, and shows what is still wanted above the button', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'], gateway: false });
  const { page, complaints } = await aDevice(world);
  await online(page, 'isThere');
  await page.getByRole('button', { name: /新建入库单/ }).click();
  await page.getByRole('heading', { name: '新建入库单' }).waitFor();
  await scan(page, label('TWICE-1'));
  await page.locator('.fresh select').selectOption('quilt');
  await page.getByLabel('数量').fill('12345');
  await page.getByRole('button', { name: /^开单/ }).dblclick();
  await page.locator('#counted').waitFor();
  await until(
    () => states(world, 'RK'),
    (all) => all.length > 0,
  );
  await until(
    () => unsent(page),
    (n) => n === 0,
  );
  expect(states(world, 'RK').length).toBe(1);

  await page.getByRole('button', { name: '全部', exact: true }).click();
  await page.locator('#counted').getByText('12345').waitFor();
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth),
    'no wider than the screen, however long the count',
  ).toBe(360);
  await page.getByRole('button', { name: /^提交/ }).click();
  await page.locator('.photos input[type=file]').setInputFiles(await aPicture(page));
  await page.locator('.photos img').waitFor();
  const submit = page.locator('.sign').getByRole('button', { name: /^提交/ });
  await submit.click();
  const name = page.locator('input[name=second]');
  await until(
    async () => {
      const [field, button] = [await name.boundingBox(), await submit.boundingBox()];
      return field && button ? field.y + field.height - button.y : 1;
    },
    (under) => under <= 0,
  );
  await name.fill('送货员老杨');
  await submit.dblclick();
  await until(
    () => states(world, 'RK'),
    ([state]) => state === 'arrived',
    30_000,
  );
  await until(
    () => unsent(page),
    (n) => n === 0,
    30_000,
  );
  expect(states(world, 'RK')).toEqual(['arrived']);

  // The second of two taps never signs what the first has only opened.
  await page.getByRole('button', { name: /新建上架单/ }).click();
  await page.getByRole('heading', { name: '新建上架单' }).waitFor();
  await scan(page, label('TWICE-1'));
  await page.getByLabel('数量').fill('5');
  await page.getByRole('button', { name: /^开单/ }).click();
  await page.getByRole('button', { name: '全部', exact: true }).click();
  await page.getByRole('button', { name: /^提交/ }).dblclick();
  await page.locator('.sign .portions').waitFor();
  await until(
    () => states(world, 'SJ'),
    (all) => all.length > 0,
  );
  await until(
    () => unsent(page),
    (n) => n === 0,
  );
  expect(await page.locator('.sign').isVisible()).toBe(true);
  expect(states(world, 'SJ')).toEqual(['open']);
  expect(complaints).toEqual([]);
}, 120_000);

it('counts every tap, also those that come faster than the page follows, under the reason that was chosen just before', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const { page, complaints, post } = await aDevice(world);
  const patrol = randomUUID();
  await post('/api/documents/open', {
    ...{ id: patrol, type: 'patrol', site: 'RC-S', lines: [{ item: '灭火器压力', wanted: 1 }] },
  });
  const goods = randomUUID();
  const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'bureau' });
  const line = { kind: 'quilt', lot: 'TAPS-1', wanted: 9 };
  const lines = [{ ...line, from: slot('supplier'), to: slot('RC-S/ordinary') }];
  const lots = [{ lot: 'TAPS-1', kind: 'quilt', madeOn: '2026-01-10' }];
  await post('/api/documents/open', { id: goods, type: 'goodsIn', site: 'RC-S', lines, lots });
  const taps = (...buttons: Locator[]) =>
    Promise.all(buttons.map((each) => each.elementHandle())).then((all) =>
      page.evaluate((elements) => {
        for (const each of elements) (each as HTMLElement).click();
      }, all),
    );
  const chip = (name: string) => page.locator('.chips').getByRole('button', { name, exact: true });
  const [counted, more] = [page.locator('#counted'), page.getByRole('button', { name: '+1' })];
  const [found, reason] = [chip('缺失'), chip('破损')];

  // Where the only outcome wants a reason it is asked at once, and nothing is counted without.
  await page.goto(`${world.address}scanner/?lang=zh-CN#d/${patrol}/find`);
  await found.waitFor();
  expect(await more.isDisabled()).toBe(true);
  await found.click();
  await more.click();
  await counted.getByText('1', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^提交/ }).click();
  await page.locator('.sign .portions').getByText('缺失').waitFor();

  await page.goto(`${world.address}scanner/?lang=zh-CN#d/${goods}`);
  await page.locator('.segment').getByRole('button', { name: '损坏', exact: true }).click();
  await reason.waitFor();
  await taps(reason, more, more);
  await counted.getByText('2', { exact: true }).waitFor();
  await page.locator('.by').getByText('损坏 2').waitFor();
  expect(complaints).toEqual([]);
}, 120_000);

it('hears a scan as a scan while a number, a day or a choice is open, and leaves in it what stood there', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'], gateway: false });
  const { page, complaints } = await aDevice(world);
  await page.getByRole('button', { name: /新建入库单/ }).click();
  // Its part of the handheld comes behind the first.
  await page.getByRole('heading', { name: '新建入库单' }).waitFor();
  await scan(page, label('LOT-1'));
  const lines = page.locator('.fresh li');
  await lines.first().waitFor();
  const kind = lines.first().locator('select');
  await kind.selectOption('tent-12');
  const [quantity, made] = [lines.first().getByLabel('数量'), lines.first().getByLabel('生产日期')];
  await made.fill('2026-01-10');

  await quantity.click();
  await quantity.fill('22');
  await scan(page, label('LOT-2'));
  await until(
    () => lines.count(),
    (n) => n === 2,
  );
  await made.focus();
  await scan(page, label('LOT-3'));
  await until(
    () => lines.count(),
    (n) => n === 3,
  );
  // The first letters of a label would choose what begins with them.
  await kind.focus();
  await scan(page, '12-LOT');
  await page.getByText('本机没有查到').waitFor();
  expect([await kind.inputValue(), await quantity.inputValue(), await made.inputValue()]).toEqual([
    ...['tent-12', '22', '2026-01-10'],
  ]);
  // A person's own keys stay.
  await quantity.click();
  await page.keyboard.press('End');
  await page.keyboard.type('05', { delay: 150 });
  await page.keyboard.press('Enter');
  expect(await quantity.inputValue()).toBe('2205');
  expect(complaints).toEqual([]);
}, 120_000);
