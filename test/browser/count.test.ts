import { randomUUID } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aCutLine } from './cut-line.ts';
import { allSent, online, unsent } from './handheld.ts';
import { seriousOn, withBrowser } from './page.ts';
import { aPerson, arrives, type Opened, type Person, slot } from './person.ts';
import { picture } from './picture.ts';

withBrowser();

const handheld = { viewport: { width: 360, height: 740 }, hasTouch: true };

async function leaves(keeper: Person, approver: Person, lot: string, quantity: number, place: string) {
  const id = randomUUID();
  const to = slot('CS-640425/receiving', 'CS-640425');
  const lines = [{ kind: 'quilt', lot, wanted: quantity, from: slot(place), to }];
  await keeper.post('api/documents/open', { id, type: 'transfer', site: 'RC-S', there: 'CS-640425', lines });
  const step = ({ post }: Person, body: object) => post('api/documents/step', { id, ...body });
  await step(approver, { version: 1, action: 'approve' });
  await step(keeper, { version: 2, action: 'pick', portions: [{ line: 1, as: 'picked', quantity }] });
  await step(approver, {
    ...{ version: 3, action: 'release', second: { name: '驾驶员马师傅' } },
    portions: [{ line: 1, as: 'sent', quantity }],
  });
}
const type = async (page: Page, lot: string, quantity: number) => {
  await page.getByLabel(`数量 ${lot}`).fill(`${quantity}`);
  await page.getByLabel(`数量 ${lot}`).press('Enter');
  await until(
    () => page.locator('.room .lines li').filter({ hasText: lot }).locator('strong').textContent(),
    (text) => Number(text) >= quantity,
  );
};

it('counts a room blind while a lorry leaves, offline in the middle third with a new start of the page and a second device; what differs is approved at the console with its reason', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const line = await aCutLine(world.address);
  const approver = await aPerson(world, 'approver', 'store/?lang=zh-CN', {
    viewport: { width: 1440, height: 900 },
  });
  const keeper = await aPerson(world, 'keeper-guyuan', 'scanner/?lang=zh-CN', handheld, line.address);
  const other = await aPerson(world, 'inspector', 'scanner/?lang=zh-CN', handheld);
  const [room, next] = ['RC-S/ordinary', 'RC-S/cold'];
  await arrives(keeper, 'Q-LORRY', 30, room);
  await arrives(keeper, 'Q-SHORT', 8, room);
  await arrives(keeper, 'Q-COLD', 5, next);
  const id = randomUUID();
  await keeper.post('api/counts/open', { id, site: 'RC-S', places: [room, next] });
  await keeper.post('api/documents/step', { id, version: 1, action: 'start' });

  for (const { page } of [keeper, other]) {
    await page.getByRole('button', { name: '立即同步' }).or(page.locator('#unsent')).first().waitFor();
    await page.goto(`${new URL(page.url()).origin}/scanner/?lang=zh-CN#d/${id}`);
    await page.locator('.room').waitFor();
    expect(await page.locator('.room').textContent()).toContain('盲盘');
    expect(await page.locator('.room').textContent()).not.toMatch(/30|(?<!\d)8(?!\d)/);
  }
  expect(await seriousOn(keeper.page)).toEqual([]);
  await picture(keeper.page, 'count-blind');

  await keeper.page.getByLabel(/^货位/).selectOption(room);
  line.cut();
  await online(keeper.page, 'isGone');
  await type(keeper.page, 'Q-LORRY', 30);
  await leaves(keeper, approver, 'Q-LORRY', 12, room);
  await keeper.page.reload();
  await keeper.page.locator('.room').waitFor();
  await until(
    () => unsent(keeper.page),
    (n) => n === 1,
  );
  await type(keeper.page, 'Q-SHORT', 7);
  await picture(keeper.page, 'count-offline');
  await keeper.page.getByRole('button', { name: /此处盘完/ }).click();

  await other.page.getByLabel(/^货位/).selectOption(next);
  await type(other.page, 'Q-COLD', 5);
  await other.page.getByRole('button', { name: /此处盘完/ }).click();

  line.mend();
  await allSent(keeper.page);
  await allSent(other.page);
  const scans = world.ledger<{ lot: string; quantity: number; counter: string }>(
    'select lot.code as lot, quantity, counter from count_scan join lot on lot.key = count_scan.lot order by lot.code',
  );
  expect(scans).toEqual([
    { lot: 'Q-COLD', quantity: 5, counter: 'inspector' },
    { lot: 'Q-LORRY', quantity: 30, counter: 'keeper-guyuan' },
    { lot: 'Q-SHORT', quantity: 7, counter: 'keeper-guyuan' },
  ]);
  await keeper.page.getByRole('button', { name: /^提交/ }).click();
  await picture(keeper.page, 'count-counted');
  await keeper.page.locator('.sign').getByRole('button', { name: /^提交/ }).click();
  await until(
    () => keeper.get<Opened>(`api/documents/${id}`),
    ({ document }) => document.state === 'counted',
  );

  await approver.page.goto(`${world.address}store/?lang=zh-CN&page=count&id=${id}`);
  const table = approver.page.getByRole('region', { name: '差异' });
  await table.waitFor();
  expect(await table.locator('tbody tr').count()).toBe(1);
  expect(await table.textContent()).toContain('Q-SHORT');
  await table.getByRole('button', { name: /观测/ }).click();
  await approver.page.getByText('示例 · 固原库保管员').first().waitFor();
  await approver.page.getByRole('button', { name: '关闭' }).click();
  await table.getByLabel(/^原因/).selectOption('unrecordedIssue');
  expect(await seriousOn(approver.page)).toEqual([]);
  await picture(approver.page, 'count-variance');
  await approver.page.getByRole('button', { name: '损溢入账' }).click();
  await until(
    () => approver.get<Answer<'/api/documents/{id}'>>(`api/documents/${id}`),
    ({ document }) => document.state === 'closed',
  );
  const left = world.ledger<{ lot: string; quantity: number }>(
    `select lot.code as lot, sum(quantity) as quantity from stock join cell on cell.key = stock.cell join lot on lot.key = cell.lot
     join place on place.key = cell.place where place.code like 'RC-S/%' and lot.code like 'Q-%' group by lot.code order by lot.code`,
  );
  expect(left.map(({ lot, quantity }) => `${lot} ${quantity}`)).toEqual([
    'Q-COLD 5',
    'Q-LORRY 18',
    'Q-SHORT 7',
  ]);
  // The browser tells of each question that the cut line took.
  expect(keeper.complaints.filter((each) => !/ERR_|Failed to fetch/.test(each))).toEqual([]);
  expect([...other.complaints, ...approver.complaints]).toEqual([]);
}, 240_000);
