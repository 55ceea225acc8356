import type { Instant } from '@changping/contracts/units';
import { accounts } from '@changping/server/store/accounts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aCount, been, loose, newId, received, whole } from './count-room.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
let keeper: Visitor;
let newcomer: Visitor;
let approver: Visitor;
beforeAll(async () => {
  server = await openServer();
  const people = [
    { name: 'keeper-new', display: '接任保管员', unit: 'RC-S', roles: ['storeKeeper' as const] },
    { name: 'approver-two', display: '另一审批人', unit: 'RC-S', roles: ['approver' as const] },
  ];
  for (const one of people)
    accounts(server.db).add(
      { ...one, password: null, isGiven: false, isSample: true },
      Date.now() as Instant,
    );
  keeper = await aSample(server, 'keeper-guyuan');
  newcomer = await aSample(server, 'keeper-new');
  approver = await aSample(server, 'approver');
});
afterAll(() => server.close());

const device = newId();
const stockOf = (place: string, lot: string) =>
  server.rows<{ quantity: number }>(
    `select coalesce(sum(quantity), 0) as quantity from stock join cell on cell.key = stock.cell
     join place on place.key = cell.place join lot on lot.key = cell.lot where place.code = '${place}' and lot.code = '${lot}'`,
  )[0]?.quantity;

it('posts a count anew after two people took its posting back, by the reasons of the second time', async () => {
  await received(keeper, 'Q-TWICE', 20, 'RC-S/cold');
  const count = await aCount(keeper, ['RC-S/cold']);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  const place = { place: 'RC-S/cold' };
  whole(await count.add(keeper, device, [loose('Q-TWICE', 18, head, place)], [been('RC-S/cold', head)]));
  whole(await count.step(keeper, 'submit'));
  const before = whole(await count.variance(approver));
  const key = before.variances[0]?.key as string;
  whole(await count.post(approver, [{ key, reason: 'theft' }]));
  expect([stockOf('RC-S/cold', 'Q-TWICE'), stockOf('lost', 'Q-TWICE')]).toEqual([18, 2]);

  const { version } = await count.paper(approver);
  const wish = { id: count.id, version, reason: '原因填错' };
  expect((await approver.post('/api/documents/correct', wish)).code, 'one alone').toBe('documentNeeds');
  const second = { name: 'approver-two' };
  const back = whole(await approver.post('/api/documents/correct', { ...wish, second }));
  expect(back.document.state).toBe('counted');
  expect([stockOf('RC-S/cold', 'Q-TWICE'), stockOf('lost', 'Q-TWICE')]).toEqual([20, 0]);
  expect((await count.variance(keeper)).code, 'it is blind again').toBe('countBlind');

  const again = whole(await count.variance(approver));
  expect(again).toMatchObject({ isPosted: false, variances: [{ key, what: 'missing', quantity: 2 }] });
  const posted = whole(await count.post(approver, [{ key, reason: 'unrecordedIssue' }]));
  expect(posted.document.lines.map(({ item, lot }) => item ?? lot)).toEqual(['RC-S/cold', 'Q-TWICE']);
  expect([stockOf('RC-S/cold', 'Q-TWICE'), stockOf('lost', 'Q-TWICE')]).toEqual([18, 2]);
  expect(whole(await count.variance(keeper)).variances).toMatchObject([
    { quantity: 2, reason: 'unrecordedIssue' },
  ]);
  expect(server.unsound()).toEqual([]);
});

it('hands a store over by the signatures of both keepers, and closes it by an approver', async () => {
  const id = newId();
  const lines = [{ item: '库房钥匙三把', wanted: 1 }];
  whole(await keeper.post('/api/documents/open', { id, type: 'handOver', site: 'RC-S', lines }));
  const [count] = server.rows<{ number: string }>("select number from document where type = 'count'");
  const refs = [count?.number as string];
  const { document } = whole(
    await keeper.post('/api/documents/step', { id, version: 1, action: 'attachCount', refs }),
  );
  expect(document.lines[1]?.item).toMatch(/^盘亏 missing · Q-TWICE × 2/);
  const portions = document.lines.map(({ n }) => ({ line: n, as: 'passed' as const, quantity: 1 }));
  const sign = { id, version: 2, action: 'handOver' as const, portions };
  const signedBy = (name: string) => keeper.post('/api/documents/step', { ...sign, second: { name } });
  expect((await signedBy('keeper-guyuan')).code, 'oneself twice').toBe('samePerson');
  expect((await signedBy('approver')).code, 'who keeps nothing').toBe('dutyMissing');
  const delivered = whole(await signedBy('keeper-new')).document;
  expect(delivered).toMatchObject({ state: 'delivered' });
  expect(delivered.steps.at(-1)).toMatchObject({ by: 'keeper-guyuan', second: 'keeper-new' });
  const approve = { id, version: 3, action: 'approve' as const };
  expect((await newcomer.post('/api/documents/step', approve)).code).toBe('dutyMissing');
  expect(whole(await approver.post('/api/documents/step', approve)).document.state).toBe('closed');
  expect(server.unsound()).toEqual([]);
});
