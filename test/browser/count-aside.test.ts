import { randomUUID } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { seriousOn, withBrowser } from './page.ts';
import { aPerson, arrives } from './person.ts';

withBrowser();

type Sheet = Answer<'/api/counts/{id}'>;
const desk = { viewport: { width: 1366, height: 768 } };
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

it('counts the places that were ticked; a slip is set aside by one with the reason and posted by another, and nobody’s page asks for what it may not see', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const counts = 'store/?lang=zh-CN&page=counts&site=RC-S';
  const keeper = await aPerson(world, 'keeper-guyuan', counts, desk);
  const first = await aPerson(world, 'approver', counts, desk);
  const second = await aPerson(world, 'approver-guyuan', counts, desk);
  const bin = 'RC-S/ordinary/A-01';
  await arrives(keeper, 'Q-TICKED', 6, bin);
  await arrives(keeper, 'Q-BESIDE', 4, 'RC-S/ordinary/A-02');

  await keeper.page.getByText('自选货位盘点').click();
  const zone = (name: string) => keeper.page.getByRole('group', { name });
  await zone('常温区').getByLabel('A-01').check();
  await zone('恒温区').getByLabel('全库区').check();
  expect(await zone('恒温区').getByLabel('A-01').isDisabled(), 'it comes along').toBe(true);
  await keeper.page.getByText('已选 2 处').waitFor();
  expect(await seriousOn(keeper.page)).toEqual([]);
  await button(keeper.page, '开盘点单（所选货位）').click();
  await keeper.page.waitForURL(/page=count&/);
  const id = new URL(keeper.page.url()).searchParams.get('id') as string;
  const sheetOf = () => keeper.get<Sheet>(`api/counts/${id}`);

  await keeper.post('api/documents/step', { id, version: 1, action: 'start' });
  const { head, rows } = await sheetOf();
  expect(rows.flatMap(({ lots }) => lots.map(({ lot }) => lot))).toEqual(['Q-TICKED']);
  const look = { by: 'manual', place: bin, lot: 'Q-TICKED', n: head, at: Date.now() };
  const [right, slip] = [randomUUID(), randomUUID()];
  await keeper.post('api/counts/add', {
    ...{ id, device: randomUUID(), round: 1 },
    scans: [
      { ...look, id: right, quantity: 6 },
      { ...look, id: slip, quantity: 60 },
    ],
    covered: [bin, 'RC-S/cold'].map((place) => ({
      ...{ id: randomUUID(), place, from: head, to: head, at: Date.now() },
    })),
  });
  await keeper.page.getByText(/^盘点进度 [1-9]/).waitFor();
  await keeper.page.getByText('盲盘').waitFor();
  await keeper.post('api/documents/step', { id, version: 2, action: 'submit' });

  const open = ({ page }: typeof first) => page.goto(`${world.address}store/?lang=zh-CN&page=count&id=${id}`);
  await open(first);
  const differences = first.page.getByRole('region', { name: '差异' });
  await differences
    .getByRole('row', { name: /Q-TICKED/ })
    .getByRole('button', { name: '观测' })
    .click();
  const seen = first.page.getByRole('dialog', { name: '盘点观测 · Q-TICKED' });
  await seen.getByRole('row', { name: / 60 / }).getByRole('button', { name: '不计此条' }).click();
  const why = first.page.getByRole('dialog', { name: /^不计此条/ });
  await why.getByLabel('为何不计').fill('多按了一个零');
  await button(first.page, '不计此条').last().click();
  await seen.getByText('示例 · 审批人：多按了一个零').waitFor();
  expect(await seriousOn(first.page)).toEqual([]);
  await button(first.page, '关闭').click();
  await first.page.getByText('账实相符，没有差异。').waitFor();
  await button(first.page, '损溢入账').click();
  await first.page.getByRole('alert').waitFor();

  await open(second);
  await second.page.getByText('账实相符，没有差异。').waitFor();
  await button(second.page, '损溢入账').click();
  await until(sheetOf, ({ state }) => state === 'closed');
  await open(keeper);
  await keeper.page.getByText('账实相符，没有差异。').waitFor();

  const refused = world.ledger<{ account: string; action: string; result: string }>(
    "select account, action, result from audit where result <> 'ok'",
  );
  expect(refused, 'who set something aside does not post').toEqual([
    { account: 'approver', action: expect.any(String), result: 'countAside' },
  ]);
  const left = world.ledger<{ lot: string; quantity: number }>(
    `select lot.code as lot, sum(quantity) as quantity from stock join cell on cell.key = stock.cell
     join lot on lot.key = cell.lot join place on place.key = cell.place where place.code like 'RC-S/%' group by lot.code order by lot.code`,
  );
  expect(left).toEqual([
    { lot: 'Q-BESIDE', quantity: 4 },
    { lot: 'Q-TICKED', quantity: 6 },
  ]);
  // The browser tells of the one posting that was refused.
  expect(first.complaints.filter((each) => !/403/.test(each))).toEqual([]);
  expect([...keeper.complaints, ...second.complaints]).toEqual([]);
}, 180_000);
