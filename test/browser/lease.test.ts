import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { ownCode } from '@changping/contracts/scan-own';
import { expect, it, onTestFinished } from 'vitest';
import { openServer } from '../contract/server.ts';
import { aSample } from '../contract/visitor.ts';
import { until, type World } from '../world.ts';
import { aCutLine } from './cut-line.ts';
import { aDevice, allSent, online, readyOffline, scan, unsent } from './handheld.ts';
import { aPage, seriousOn, withBrowser } from './page.ts';

withBrowser();

const dist = join(import.meta.dirname, '../../dashboards/dist');
const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' }) as const;
const cases = ['CASE-0', 'CASE-1'];
type Document = CommandAnswer<'/api/documents/open'>['document'];

/** Two tagged cases of ten quilts in the receiving zone. */
async function aStore() {
  const server = await openServer({ pages: dist });
  onTestFinished(() => server.close());
  const keeper = await aSample(server, 'keeper-guyuan');
  const id = randomUUID();
  const lines = cases.map((piece) => ({
    ...{ kind: 'quilt', lot: 'Q-LEASE', piece, wanted: 10 },
    ...{ from: slot('supplier'), to: slot('RC-S/receiving') },
  }));
  const lots = [{ lot: 'Q-LEASE', kind: 'quilt' }];
  await keeper.post('/api/documents/open', { id, type: 'goodsIn', site: 'RC-S', lots, lines });
  await keeper.post('/api/documents/step', {
    ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: lines.map((_, n) => ({ line: n + 1, as: 'arrived', quantity: 10 })),
  });
  for (const [n, piece] of cases.entries())
    await keeper.post('/api/pieces/bind', { key: randomUUID(), piece, epc: `${n}`.padStart(24, 'E') });
  return { server, world: { address: `${server.address}/` } as World };
}

it('takes pieces along with an approver’s signature and gives one back; without a line it hands the other out at once, and the console calls back what is left', async () => {
  const { server, world } = await aStore();
  const line = await aCutLine(server.address);
  const made = await (await aSample(server, 'system')).post('/api/handhelds/code', {
    ...{ name: '手持一', site: 'RC-S' },
  });
  const { page, complaints } = await aDevice(world, { address: line.address });
  await page.getByText('登记本机').click();
  await page.locator('input[name=enrol]').fill(made.body.code);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('本机：手持一').waitFor();
  await readyOffline(page);

  await page.getByRole('button', { name: /^预借/ }).click();
  await page.getByText('本机没有预借的物资').waitFor();
  const chosen = page.getByRole('list', { name: '带走更多' }).getByRole('listitem');
  for (const [n, piece] of cases.entries()) {
    await scan(page, ownCode('piece', piece));
    await chosen.nth(n).waitFor();
  }
  const take = page.getByRole('button', { name: '预借 2 项' });
  await page.getByLabel('审批人签字').fill('keeper-guyuan');
  await take.click();
  await page.getByText('不得由同一人签字').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await page.getByLabel('审批人签字').fill('approver');
  await take.click();
  const leased = page.getByRole('list', { name: '预借', exact: true }).getByRole('listitem');
  await leased.nth(1).waitFor();
  await leased.filter({ hasText: 'CASE-1' }).getByRole('button', { name: '归还' }).click();
  await leased.nth(1).waitFor({ state: 'detached' });

  line.cut();
  await online(page, 'isGone');
  await page.goto(`${line.address}scanner/#new/handOut`).catch(() => undefined);
  await page.getByLabel('姓名或代码').fill('rescue-1');
  await page.getByLabel('姓名或代码').press('Enter');
  await scan(page, ownCode('piece', 'CASE-0'));
  await page.getByText('都是预借到本机的物资').waitFor();
  await page.getByLabel('领用人签名').fill('救援队老马');
  await page.getByLabel('归还期限').fill('2027-01-10');
  await page.getByRole('button', { name: '凭预借发放' }).click();
  await until(
    () => unsent(page),
    (n) => n === 3,
  );
  expect(server.count("document where type = 'handOut'")).toBe(0);
  line.mend();
  await allSent(page);
  const [{ body } = { body: 'null' }] = server.rows<{ body: string }>(
    "select body from document where type = 'handOut'",
  );
  const { state, steps } = JSON.parse(body) as Document;
  expect(state).toBe('handedOut');
  expect(steps.map(({ action, second }) => `${action} ${second ?? ''}`)).toEqual([
    'open ',
    'useLease ',
    'handOut 救援队老马 (无账号)',
  ]);
  expect(complaints.filter((each) => !/ERR_|403|Failed to fetch/.test(each))).toEqual([]);

  const approver = await aSample(server, 'approver');
  await approver.post('/api/leases/give', { handheld: made.body.id, pieces: ['CASE-1'], hours: 8 });
  const desk = await aPage(world, '', { viewport: { width: 1366, height: 768 } });
  await desk.context.request.post(`${world.address}api/session/sample`, { data: { name: 'approver' } });
  await desk.page.goto(`${world.address}store/?page=leases`);
  const row = desk.page.getByRole('row').filter({ hasText: 'CASE-1' });
  await row.waitFor();
  expect(await seriousOn(desk.page)).toEqual([]);
  await row.getByRole('button', { name: '收回' }).click();
  await desk.page.getByLabel('事由').fill('另有急用');
  await desk.page.getByRole('dialog').getByRole('button', { name: /^收回/ }).click();
  await desk.page.getByText('没有预借给手持的物资').waitFor();
  expect(server.rows("select reason from audit where action = 'lease.end'")).toEqual([
    { reason: '另有急用' },
  ]);
  expect(server.unsound()).toEqual([]);
}, 120_000);
