import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { ownCode } from '@changping/contracts/scan-own';
import { expect, it, onTestFinished } from 'vitest';
import { received, slot } from '../contract/count-room.ts';
import { openServer } from '../contract/server.ts';
import { aSample } from '../contract/visitor.ts';
import { until, type World } from '../world.ts';
import { aCutLine } from './cut-line.ts';
import { aDevice, allSent, online, readyOffline, roams, scan, unsent } from './handheld.ts';
import { aPage, seriousOn, withBrowser } from './page.ts';

withBrowser();

const dist = join(import.meta.dirname, '../../dashboards/dist');
type Document = CommandAnswer<'/api/documents/open'>['document'];

/** Thirty loose quilts in the receiving zone, and two handhelds that are enrolled there. */
async function aStore() {
  const server = await openServer({ pages: dist });
  onTestFinished(() => server.close());
  await received(await aSample(server, 'keeper-guyuan'), 'Q-LOOSE', 30);
  const world = { address: `${server.address}/` } as World;
  const system = await aSample(server, 'system');
  const enrolled = async (name: string, address: string) => {
    const made = await system.post('/api/handhelds/code', { name, site: 'RC-S' });
    const { page, complaints } = await aDevice(world, { address });
    await page.getByText('登记本机').click();
    await page.locator('input[name=enrol]').fill(made.body.code);
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText(`本机：${name}`).waitFor();
    await readyOffline(page);
    return { page, complaints, id: made.body.id };
  };
  return { server, world, enrolled };
}
type Device = Awaited<ReturnType<Awaited<ReturnType<typeof aStore>>['enrolled']>>;

const mine = ({ page }: Device) =>
  page.getByRole('list', { name: '预借', exact: true }).getByRole('listitem');

async function takeAlong({ page }: Device, quantity: string): Promise<void> {
  await page.getByRole('button', { name: /^预借/ }).click();
  await page.getByText('本机没有预借的物资').waitFor();
  await scan(page, ownCode('lot', 'Q-LOOSE'));
  await scan(page, ownCode('zone', 'RC-S/receiving'));
  const chosen = page.getByRole('list', { name: '带走更多' });
  await chosen.getByText('收货区').waitFor();
  await chosen.getByLabel(/^数量/).fill(quantity);
  await page.getByLabel('审批人签字').fill('approver');
  await page.getByRole('button', { name: '预借 1 项' }).click();
}

/** Asked and handed out on the lease, with or without a line. */
async function handOut({ page }: Device, address: string, quantity: string): Promise<void> {
  await page.goto(`${address}scanner/#new/handOut`).catch(() => undefined);
  await page.getByLabel('代码').fill('rescue-1');
  await page.getByLabel('代码').press('Enter');
  await scan(page, ownCode('lot', 'Q-LOOSE'));
  await page.getByLabel(/^数量/).last().fill(quantity);
}

it('takes loose goods along on two handhelds, hands a part out without a line and through a restart, and gives back the rest', async () => {
  const { server, world, enrolled } = await aStore();
  const line = await aCutLine(server.address);
  const one = await enrolled('手持一', line.address);
  const other = await enrolled('手持二', world.address);
  await takeAlong(one, '20');
  await mine(one).getByText('20').waitFor();
  expect(await seriousOn(one.page)).toEqual([]);
  await takeAlong(other, '11');
  await other.page.getByText(/手持一 20/).waitFor();
  await other.page.getByRole('list', { name: '带走更多' }).getByLabel(/^数量/).fill('10');
  await other.page.getByRole('button', { name: '预借 1 项' }).click();
  await mine(other).getByText('10').waitFor();

  await readyOffline(one.page);
  line.cut();
  await online(one.page, 'isGone');
  await handOut(one, line.address, '21');
  await one.page.getByRole('checkbox', { name: '应急：先发后补批' }).waitFor();
  expect(await one.page.getByText('都是预借到本机的物资').count(), 'more than was leased').toBe(0);
  await one.page.getByLabel(/^数量/).last().fill('12');
  await one.page.getByText('都是预借到本机的物资').waitFor();
  await one.page.getByLabel('领用人签名').fill('救援队老马');
  await one.page.getByLabel('归还期限').fill('2027-01-10');
  await one.page.getByRole('button', { name: '凭预借发放' }).click();
  await until(
    () => unsent(one.page),
    (n) => n === 3,
  );
  await one.page.reload().catch(() => undefined);
  await one.page.goto(`${line.address}scanner/#leases`).catch(() => undefined);
  await mine(one).getByText('8').waitFor();
  expect(server.count("document where type = 'handOut'")).toBe(0);
  line.mend();
  await allSent(one.page);
  const [{ body } = { body: 'null' }] = server.rows<{ body: string }>(
    "select body from document where type = 'handOut'",
  );
  const { state, steps, returnBy } = JSON.parse(body) as Document;
  expect([state, steps.map(({ action }) => action)]).toEqual(['handedOut', ['open', 'useLease', 'handOut']]);
  expect(returnBy).toBe(Date.parse('2027-01-10T16:00:00Z'));
  expect(server.rows('select quantity, used from loose_lease order by key')).toEqual([
    { quantity: 20, used: 12 },
    { quantity: 10, used: 0 },
  ]);
  await mine(one).getByRole('button', { name: '归还' }).click();
  await one.page.getByText('本机没有预借的物资').waitFor();
  expect(server.count('loose_lease where ended_at is null')).toBe(1);
  expect(server.unsound()).toEqual([]);
}, 240_000);

it('leases goods to a handheld at the console, by quantity and by code, reads why not, and calls them back', async () => {
  const { server, world, enrolled } = await aStore();
  await enrolled('手持一', world.address);
  const other = await enrolled('手持二', world.address);
  const approver = await aSample(server, 'approver');
  const lots = [{ lot: 'Q-LOOSE', from: slot('RC-S/receiving'), quantity: 19 }];
  await approver.post('/api/leases/give', { handheld: other.id, lots, hours: 8 });
  const desk = await aPage(world, '', { viewport: { width: 1366, height: 768 } });
  await desk.context.request.post(`${world.address}api/session/sample`, { data: { name: 'approver' } });
  await desk.page.goto(`${world.address}store/?page=leases`);
  await desk.page.getByRole('link', { name: '预借给手持' }).click();
  await desk.page.getByRole('combobox', { name: '库点' }).waitFor();
  await desk.page.goto(`${world.address}store/?page=lease&site=RC-S&kind=quilt`);
  const quantity = desk.page.getByRole('spinbutton', { name: /Q-LOOSE/ });
  await desk.page.getByText('预借 19').waitFor();
  await quantity.fill('12');
  const lend = desk.page.getByRole('button', { name: /预借$/ });
  await lend.click();
  await desk.page
    .getByRole('alert')
    .getByText(/手持二 19/)
    .waitFor();
  expect(server.count('loose_lease')).toBe(1);
  await quantity.fill('11');
  await desk.page.getByLabel(/^件码/).fill('NO-SUCH');
  await lend.click();
  await desk.page
    .getByRole('alert')
    .getByText(/NO-SUCH|没有/)
    .waitFor();
  expect(server.count('loose_lease'), 'all of them or none').toBe(1);
  expect(await seriousOn(desk.page)).toEqual([]);
  await desk.page.getByLabel(/^件码/).fill('');
  await lend.click();
  const row = desk.page.getByRole('row').filter({ hasText: '手持一' });
  await row.getByText('Q-LOOSE').waitFor();
  expect(await seriousOn(desk.page)).toEqual([]);
  expect(
    server.rows(
      "select account, json_extract(after, '$.lots[0].quantity') as n from audit where action = 'lease.give' and result = 'ok' order by key desc limit 1",
    ),
  ).toEqual([{ account: 'approver', n: 11 }]);
  await row.getByRole('button', { name: '收回' }).click();
  await desk.page.getByLabel('事由').fill('另有急用');
  await desk.page.getByRole('dialog').getByRole('button', { name: /^收回/ }).click();
  await row.waitFor({ state: 'detached' });
  expect(server.rows('select quantity from loose_lease where ended_at is not null')).toEqual([
    { quantity: 11 },
  ]);

  await desk.context.request.post(`${world.address}api/session/sample`, { data: { name: 'keeper-guyuan' } });
  await desk.page.goto(`${world.address}store/?page=lease&site=RC-S`);
  await desk.page.getByText('您的角色没有这一项').waitFor();
}, 120_000);

it('shows on the handheld’s first page what was not brought back in time, by whom and since when, also without a line', async () => {
  const { server, world } = await aStore();
  const keeper = await aSample(server, 'keeper-guyuan');
  const approver = await aSample(server, 'approver');
  const id = randomUUID();
  const lines = [
    { kind: 'quilt', lot: 'Q-LOOSE', wanted: 5, from: slot('RC-S/receiving'), to: slot('unit/rescue-1') },
  ];
  await keeper.post('/api/documents/open', { id, type: 'handOut', site: 'RC-S', lines });
  await approver.post('/api/documents/step', { id, version: 1, action: 'approve' });
  const line = await aCutLine(server.address);
  const { page } = await aDevice(world, { address: line.address });
  await readyOffline(page);
  const given = await keeper.post('/api/documents/step', {
    ...{ id, version: 2, action: 'handOut', second: { name: '救援队老马' }, dueAt: Date.now() + 15_000 },
    portions: [{ line: 1, as: 'given', quantity: 5 }],
  });
  const { number } = given.body.document;
  await roams(page);
  await page
    .locator('.papers button')
    .filter({ hasText: number })
    .filter({ hasText: /收回.*领用单/ })
    .waitFor();
  line.cut();
  await online(page, 'isGone');
  const late = page.getByRole('region', { name: '逾期' });
  await late.getByText(number).waitFor();
  await late.getByText('救援队老马').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await page.reload().catch(() => undefined);
  await late.getByText(number).waitFor();
}, 180_000);
