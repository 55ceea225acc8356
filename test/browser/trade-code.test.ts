import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aCutLine } from './cut-line.ts';
import { aDevice, online, readyOffline, scan } from './handheld.ts';
import { seriousOn, withBrowser } from './page.ts';
import { picture } from './picture.ts';

withBrowser();

const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' }) as const;
/** Of the sample catalogue: that of a case of bottled water. */
const gtin = '80614141123458';
const nobodys = '06901234567892';
/** SGTIN-96 of that code with the serial 7. */
const tag = '3035A537C837754000000007';

it('knows the kind by the bar code of the trade, without a line as well, and never calls goods good that are booked as another kind or sold under a code of nobody', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const line = await aCutLine(world.address);
  const { page, post, complaints } = await aDevice(world, { address: line.address });
  const id = randomUUID();
  const lots = [
    { lot: 'W-9', kind: 'water-550', madeOn: '2026-11-01', expiresOn: '2027-11-01' },
    { lot: 'H-9', kind: 'helmet', madeOn: '2026-11-01', expiresOn: '2029-05-01' },
  ];
  const lines = lots.map(({ lot, kind }) => ({
    kind,
    lot,
    wanted: 8,
    from: slot('supplier'),
    to: slot('RC-S/receiving'),
  }));
  await post('/api/documents/open', { id, type: 'goodsIn', site: 'RC-S', lots, lines });
  const portions = [1, 2].map((n) => ({ line: n, as: 'arrived', quantity: 8 }));
  await post('/api/documents/step', {
    id,
    version: 1,
    action: 'receive',
    second: { name: '送货员老杨' },
    portions,
  });
  const from = slot('RC-S/receiving');
  await post('/api/pieces/close', {
    key: randomUUID(),
    piece: 'H-P-1',
    epc: tag,
    lot: 'H-9',
    quantity: 4,
    from,
  });
  await page.reload();
  const card = page.locator('.answer .card');
  await readyOffline(page);
  line.cut();
  await online(page, 'isGone');

  await scan(page, `(01)${gtin}(10)W-9`);
  await card.getByRole('heading', { name: '瓶装水 550 ml' }).waitFor();
  expect(await card.getAttribute('class')).toContain('is-good');
  expect(await card.textContent()).not.toContain('商品条码');

  await scan(page, `(01)${gtin}(10)H-9`);
  await card.getByText('商品条码是“瓶装水 550 ml”的，台账中这一批（件）是“安全帽”').waitFor();
  expect(await card.getAttribute('class')).toContain('is-watch');
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'sold-as-another');

  await scan(page, `(01)${nobodys}(10)H-9`);
  await card.getByText(`未登记的商品条码 ${nobodys}`).waitFor();
  expect(await card.getAttribute('class')).toContain('is-watch');
  expect(await card.textContent()).toContain('H-9');
  await picture(page, 'sold-as-nobodys');

  // The label of a tagged piece bears its tag's number, which the maker of the tag chose.
  await scan(page, `(01)${nobodys}(10)H-9(21)7`);
  await card.getByText('H-P-1').waitFor();
  expect(await card.getAttribute('class')).toContain('is-good');
  expect(await card.textContent()).not.toContain('商品条码');

  // Of a lot that nobody has yet the code tells at least the kind; printed digits alone do.
  for (const text of [`(01)${gtin}(10)NEVER-SEEN`, gtin]) {
    await scan(page, text);
    await card.getByText('本机没有查到').waitFor();
    await card.getByText('商品条码：瓶装水 550 ml').waitFor();
    await page.getByRole('button', { name: '关闭' }).click();
  }

  await page.getByRole('button', { name: '新建入库单' }).click();
  await page.getByRole('heading', { name: '新建入库单' }).waitFor();
  await scan(page, `(01)${gtin}(17)291231(10)W-NEW(30)24`);
  const rows = page.locator('.fresh > li');
  await rows.first().waitFor();
  expect(await rows.first().getByLabel('品种').inputValue()).toBe('water-550');
  expect(await rows.first().getByLabel('批次').inputValue()).toBe('W-NEW');
  // One that is booked as another kind is not counted as either.
  await scan(page, `(01)${gtin}(10)H-9`);
  await card.getByText('商品条码属于另一品种').first().waitFor();
  expect(await rows.count()).toBe(1);
  await page.getByRole('button', { name: '关闭' }).click();
  // Of a shop's bar code the lot is to be written yet.
  await scan(page, `]I1${gtin}`);
  await until(
    () => rows.count(),
    (n) => n === 2,
  );
  expect(await rows.nth(1).getByLabel('品种').inputValue()).toBe('water-550');
  expect(await rows.nth(1).getByLabel('批次').inputValue()).toBe('');
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'receive-by-trade-code');

  // A number that another kind has is told before anything is sent.
  await rows.nth(1).getByLabel('批次').fill('H-9');
  await page.getByText('批号 H-9 在台账中属于“安全帽”，一个批号只能用于一个品种').waitFor();
  await picture(page, 'lot-of-other-kind');
  await rows.nth(1).getByLabel('批次').fill('水-H-9');
  await page.getByText('批号 H-9 在台账中属于').waitFor({ state: 'detached' });
  expect(complaints.filter((each) => !/ERR_|Failed to fetch|status of 50/.test(each))).toEqual([]);
}, 120_000);
