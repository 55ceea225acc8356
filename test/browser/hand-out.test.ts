import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { aWorld, until, type World } from '../world.ts';
import { aCutLine } from './cut-line.ts';
import {
  aDevice,
  allSent,
  count,
  label,
  online,
  openPaper,
  readyOffline,
  roams,
  scan,
  unsent,
} from './handheld.ts';
import { seriousOn, withBrowser } from './page.ts';

withBrowser();

type Document = CommandAnswer<'/api/documents/open'>['document'];
const store = () => aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' });
const lots = [
  ['Q-GONE', 5, '2025-01-01'],
  ['Q-OLD', 6, '2027-06-01'],
  ['Q-NEW', 20, '2030-06-01'],
] as const;

/** Quilts of three lots lie in the store; a keeper, an approver, and another handheld of the keeper that knows them. */
async function aStore(address?: string, world?: World) {
  const own = world ?? (await store());
  const keeper = await aDevice(own);
  const id = randomUUID();
  await keeper.post('/api/documents/open', {
    ...{ id, type: 'goodsIn', site: 'RC-S' },
    lots: lots.map(([lot, , expiresOn]) => ({ lot, kind: 'quilt', expiresOn })),
    lines: lots.map(([lot, wanted]) => ({
      ...{ kind: 'quilt', lot, wanted, from: slot('supplier'), to: slot('RC-S/ordinary') },
    })),
  });
  await keeper.post('/api/documents/step', {
    ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: lots.map(([, quantity], n) => ({ line: n + 1, as: 'arrived', quantity })),
  });
  const approver = await aDevice(own, { name: 'approver' });
  const device = await aDevice(own, address ? { address } : {});
  await readyOffline(device.page);
  return { ...device, world: own, approver };
}
const newest = (world: World, type: string): Document | undefined =>
  world
    .ledger<{ body: string }>(`select body from document where type = '${type}' order by key desc limit 1`)
    .map(({ body }) => JSON.parse(body) as Document)[0];
const small = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select, summary')]
      .filter((each) => each.offsetHeight < 48 || each.offsetWidth < 48)
      .map((each) => each.outerHTML),
  );

it('opens a transfer at the shelf: what ends first is proposed with a reason for what is passed over, another choice wants its own, and once approved it is picked by scanning', async () => {
  const { page, world, approver, complaints } = await aStore();
  await page.getByRole('button', { name: '新建调拨单' }).click();
  await page.getByLabel('调往').selectOption('CS-640425');
  await page.getByLabel('品种').selectOption('quilt');
  await page.getByLabel('要多少').fill('10');
  await page.getByRole('button', { name: '先到期先出' }).click();
  await page.getByText('已按先到期先出选好 10').waitFor();
  const goods = page.locator('.leave .fresh li');
  expect(await goods.locator('.code').allTextContents()).toEqual(['Q-OLD', 'Q-NEW']);
  await page.locator('.first-out summary').click();
  expect(await page.locator('.first-out li').allTextContents()).toEqual([
    expect.stringMatching(/^已过期 · Q-GONE/),
  ]);
  expect(await seriousOn(page)).toEqual([]);
  expect(await small(page), 'under a gloved thumb').toEqual([]);

  const send = page.getByRole('button', { name: /^申请/ });
  expect(await send.isEnabled()).toBe(true);
  await scan(page, label('Q-NEW'));
  await until(
    () => goods.nth(1).getByRole('textbox').inputValue(),
    (text) => text === '5',
  );
  expect(await send.isEnabled(), 'more of what comes next').toBe(true);
  await goods.first().getByRole('textbox').fill('2');
  await page.getByLabel('为何先取这一批').waitFor();
  expect(await send.isDisabled()).toBe(true);
  // A dead battery loses nothing of it.
  await page.reload();
  await page.getByLabel('为何先取这一批').fill('整垛近门');
  await send.click();
  const asked = await until(
    () => newest(world, 'transfer'),
    (document) => document?.state === 'asked',
  );
  expect(asked?.there).toBe('CS-640425');
  expect(asked?.lines.map(({ lot, wanted, outOfTurn }) => [lot, wanted, outOfTurn])).toEqual([
    ['Q-OLD', 2, undefined],
    ['Q-NEW', 5, '整垛近门'],
  ]);

  await approver.post('/api/documents/step', { id: asked?.id, version: 1, action: 'approve' });
  await page.goto(`${world.address}scanner/`);
  await page.reload();
  await openPaper(page, asked?.number ?? '');
  await count(page, 'Q-OLD', 0, 2);
  expect(complaints).toEqual([]);
}, 120_000);

it('asks for what was chosen out of turn without a line: it comes back as a card, the reason is written there, and nothing is lost', async () => {
  const world = await store();
  const line = await aCutLine(world.address);
  const { page } = await aStore(line.address, world);
  line.cut();
  await online(page, 'isGone');
  await page.getByRole('button', { name: '新建调拨单' }).click();
  await page.getByLabel('调往').selectOption('CS-640425');
  await scan(page, label('Q-GONE'));
  await page.getByText('已过有效期，不能发出').waitFor();
  await scan(page, label('Q-NEW'));
  await page.getByRole('button', { name: /^申请/ }).click();
  await until(
    () => unsent(page),
    (n) => n === 1,
  );
  line.mend();
  await roams(page);
  await page.locator('.bar .unsent').click();
  const card = page.locator('.unsent-list li');
  await card.getByText('另有批次应先发').waitFor();
  expect(await card.locator('small').first().textContent()).toContain('应先发批次 Q-OLD');
  expect(newest(world, 'transfer')).toBeUndefined();
  expect(await seriousOn(page)).toEqual([]);
  expect(await small(page), 'under a gloved thumb').toEqual([]);
  // What was scanned is not scanned again: it goes back onto its page and is asked for from there.
  await card.getByRole('button', { name: '改一改，再开单' }).click();
  await page.locator('.leave .fresh .code').getByText('Q-NEW').waitFor();
  expect(await page.locator('.leave .fresh li').count()).toBe(1);
  await until(
    () => unsent(page),
    (n) => n === 0,
  );
  await page.getByRole('button', { name: /^申请/ }).click();
  await page.locator('.work .note').getByText('服务器退回').click();
  await card.getByLabel('写明事由').fill('整垛近门');
  await card.getByRole('button', { name: '写明事由，再发送' }).click();
  await allSent(page);
  expect(newest(world, 'transfer')?.lines).toMatchObject([{ lot: 'Q-NEW', outOfTurn: '整垛近门' }]);
}, 180_000);

it('hands out first without a line what is not leased: flagged with the order it rests on, and booked once the line is back; another person signs afterwards, never who gave them out', async () => {
  const world = await store();
  const line = await aCutLine(world.address);
  const { page, approver } = await aStore(line.address, world);
  line.cut();
  await online(page, 'isGone');
  await page.getByRole('button', { name: '新建领用单' }).click();
  await page.getByText('没有网络，不能给出建议').waitFor();
  await page.getByLabel('姓名或代码').fill('rescue-1');
  // As at the end of a label: it leaves the field, and opens nothing.
  await page.getByLabel('姓名或代码').press('Enter');
  await scan(page, label('Q-OLD'));
  await scan(page, label('Q-OLD'));
  await until(
    () => page.locator('.leave .fresh input').inputValue(),
    (text) => text === '2',
  );
  await page.getByLabel('应急：先发后补批').check();
  const send = page.getByRole('button', { name: '先发放，后补批' });
  expect(await send.isDisabled(), 'without a reason').toBe(true);
  await page.getByLabel('事由').fill('山洪');
  await page.getByLabel('依据').fill('0951-1234567 王指挥');
  await page.getByLabel('领用人签名').fill('救援队老马');
  await page.getByLabel('归还期限').fill('2027-01-10');
  expect(await seriousOn(page)).toEqual([]);
  expect(await small(page), 'under a gloved thumb').toEqual([]);
  await send.click();
  await until(
    () => unsent(page),
    (n) => n === 3,
  );
  expect(newest(world, 'handOut')).toBeUndefined();

  line.mend();
  await allSent(page);
  const gone = newest(world, 'handOut');
  expect(gone).toMatchObject({
    ...{ state: 'handedOut', urgency: 'emergency' },
    steps: [{ reason: '山洪' }, { action: 'actFirst', refs: ['0951-1234567 王指挥'] }, { action: 'handOut' }],
  });
  expect(gone?.owes.map(({ what }) => what).sort()).toEqual(['approval', 'return']);
  await approver.post('/api/documents/step', { id: gone?.id, version: 3, action: 'signAfterwards' });
  expect(newest(world, 'handOut')).toMatchObject({ state: 'handedOut', owes: [{ what: 'return' }] });
}, 180_000);
