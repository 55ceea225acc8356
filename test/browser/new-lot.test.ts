import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { expect, it } from 'vitest';
import { aWorld, until, type World } from '../world.ts';
import { aCutLine } from './cut-line.ts';
import {
  aDevice,
  allSent,
  online,
  openPaper,
  readyOffline,
  roams,
  scan,
  sign,
  small,
  unsent,
} from './handheld.ts';
import { seriousOn, withBrowser } from './page.ts';
import { picture } from './picture.ts';

withBrowser();

type Opened = CommandAnswer<'/api/documents/open'>;
const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' }) as const;
const coming = (kind: string, wanted: number, lot?: string) => ({
  ...{ kind, wanted, from: slot('supplier'), to: slot('RC-S/receiving') },
  ...(lot ? { lot } : {}),
});
const lots = (world: World) =>
  world.ledger(
    `select code, made_on as madeOn, expires_on as expiresOn, supplier from lot where code in ('Q-NEW', 'C-7') order by code`,
  );
const brought = (world: World) =>
  world.ledger(
    `select lot.code as lot, entry.quantity from entry join cell on cell.key = entry.to_cell join lot on lot.key = cell.lot
     where lot.code in ('Q-NEW', 'C-7') order by lot.code`,
  );

it('names lots that nobody had before while goods are received without a line: the label fills in the days, the rest is written; what the server knows otherwise comes back as a card, and nothing known is overwritten', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const line = await aCutLine(world.address);
  const { page, post, complaints } = await aDevice(world, { address: line.address });
  const id = randomUUID();
  const lines = [coming('quilt', 10), coming('coat', 3, 'C-7')];
  const { document } = await post<Opened>('/api/documents/open', {
    id,
    type: 'goodsIn',
    site: 'RC-S',
    lines,
  });
  await readyOffline(page);
  await page.reload();
  await openPaper(page, document.number);
  line.cut();
  await online(page, 'isGone');

  await scan(page, '(01)06901234567892(11)260110(17)310110(30)4(10)Q-NEW');
  await page.locator('#counted').getByText('4', { exact: true }).waitFor();
  const named = page.locator('.new-lots .fresh li');
  await named.getByText('Q-NEW').waitFor();
  const made = named.nth(0).getByLabel('生产日期');
  expect(await made.inputValue()).toBe('2026-01-10');
  expect(await named.nth(0).getByLabel('有效期至').inputValue()).toBe('2031-01-10');
  await named.nth(0).getByLabel('供应商').fill('宁夏救灾物资公司');
  await named.nth(0).getByLabel('供应商').blur();
  // A dead battery loses nothing of it; a silent label empties nothing.
  await page.reload();
  await page.locator('#counted').getByText('4', { exact: true }).waitFor();
  await scan(page, '(01)06901234567892(10)Q-NEW');
  await page.locator('#counted').getByText('5', { exact: true }).waitFor();
  expect(await made.inputValue()).toBe('2026-01-10');
  expect(await named.nth(0).getByLabel('供应商').inputValue()).toBe('宁夏救灾物资公司');
  await page.getByRole('button', { name: '全部' }).click();
  await page.locator('#counted').getByText('10', { exact: true }).waitFor();
  await scan(page, '(01)06901234567892(10)C-7(30)3');
  await page.getByText('已全部计完').waitFor();
  await named.nth(1).getByLabel('有效期至').fill('2031-06-30');
  await named.nth(1).getByLabel('有效期至').blur();
  expect(await seriousOn(page)).toEqual([]);
  expect(await small(page), 'under a gloved thumb').toEqual([]);
  await named.nth(1).scrollIntoViewIfNeeded();
  await picture(page, 'receive-new-lots');
  await sign(page);
  await until(
    () => unsent(page),
    (n) => n === 1,
  );

  // Meanwhile another has taken in goods of that lot, with the day as it is printed.
  const other = await aDevice(world);
  await other.post('/api/documents/open', {
    ...{ id: randomUUID(), type: 'goodsIn', site: 'RC-S', lines: [coming('coat', 1, 'C-7')] },
    lots: [{ lot: 'C-7', kind: 'coat', expiresOn: '2032-01-01' }],
  });
  line.mend();
  await roams(page);
  await page.locator('.bar .unsent').click();
  const card = page.locator('.unsent-list .is-refused');
  await card.getByText('台账中批次 C-7').waitFor();
  expect(await card.textContent()).toContain('有效期至 2032-01-01');
  expect(brought(world)).toEqual([]);
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'new-lot-otherwise');
  await card.getByRole('button', { name: '以台账为准，再发送' }).click();
  await allSent(page);
  expect(lots(world)).toEqual([
    { code: 'C-7', madeOn: null, expiresOn: '2032-01-01', supplier: null },
    { code: 'Q-NEW', madeOn: '2026-01-10', expiresOn: '2031-01-10', supplier: '宁夏救灾物资公司' },
  ]);
  expect(brought(world)).toEqual([
    { lot: 'C-7', quantity: 3 },
    { lot: 'Q-NEW', quantity: 10 },
  ]);
  expect(complaints.filter((each) => !/ERR_|409|Failed to fetch|status of 50/.test(each))).toEqual([]);
}, 180_000);
