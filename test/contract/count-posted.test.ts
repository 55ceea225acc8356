import type { Answer } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { accounts } from '@changping/server/store/accounts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../world.ts';
import { aCount, been, loose, newId, received, whole } from './count-room.ts';
import { caseOf, tags } from './letter.ts';
import { aGateway } from './line.ts';
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

it('tells nobody who counts how much the book has, and everybody else as ever', async () => {
  const inspector = await aSample(server, 'inspector');
  const county = await aSample(server, 'keeper-pengyang');
  await received(keeper, 'Q-BLIND', 33, 'RC-S/dangerous');
  const gateway = await aGateway(server);
  await gateway.send(tags(1, [caseOf(1)]));
  await until(
    () =>
      server.count(
        "piece join cell on cell.key = piece.cell where place = (select key from place where code = 'RC-S/receiving')",
      ),
    (n) => n === 1,
    5000,
  );
  gateway.close();
  const told = async (who: Visitor) => {
    const stock = whole(await who.get<Answer<'/api/stock'>>('/api/stock?site=RC-S&kind=quilt&limit=500'));
    const past = whole(
      await who.get<Answer<'/api/stock/as-of'>>('/api/stock/as-of?site=RC-S&at=99999999999999&limit=500'),
    );
    const lots = whole(await who.get<Answer<'/api/lots'>>('/api/lots?site=RC-S&kind=quilt&limit=500'));
    const report = { id: newId(), report: 'stock', format: 'csv', site: 'RC-S', lang: 'zh' } as const;
    const quantity = (items: { lot: string; quantity: number | null }[]) =>
      items.filter(({ lot }) => lot === 'Q-BLIND').map((each) => each.quantity);
    return [
      ...[quantity(stock.items), stock.withheld > 0, quantity(past.items), past.withheld > 0],
      ...[quantity(lots.items), (await who.post('/api/jobs/start', report)).code ?? 'made'],
    ];
  };
  const open = [[33], false, [33], false, [33], 'made'];
  const blind = [[], true, [], true, [null], 'countBlind'];
  expect(await told(keeper), 'nothing is counted').toEqual(open);
  const count = await aCount(keeper, ['RC-S/dangerous', 'RC-S/receiving']);
  expect(await told(newcomer), 'planned is not begun').toEqual(open);
  whole(await count.step(keeper, 'start'));
  expect([await told(keeper), await told(newcomer)], 'keepers of the store').toEqual([blind, blind]);
  expect(await told(inspector), 'who has not counted').toEqual(open);
  const { head } = await count.sheet(inspector);
  whole(await count.add(inspector, device, [], [been('RC-S/dangerous', head)]));
  expect(await told(inspector), 'who has').toEqual(blind);
  expect(await told(approver)).toEqual(open);
  expect((await county.get('/api/stock?site=RC-S')).code).toBe('outOfScope');
  const pieces = async (who: Visitor, more = '') => {
    const page = whole(await who.get<Answer<'/api/pieces'>>(`/api/pieces?site=RC-S&limit=500${more}`));
    return [page.items.find(({ epc }) => epc === caseOf(1))?.place, page.withheld > 0];
  };
  for (const sort of ['entered', 'place', '-quantity', 'epc'])
    expect(await pieces(keeper, `&sort=${sort}`), `by ${sort}`).toEqual([undefined, true]);
  expect(await pieces(keeper, '&as=tags'), 'no browser is a handheld').toEqual([undefined, true]);
  expect(await pieces(approver)).toEqual(['RC-S/receiving', false]);
  whole(await count.step(keeper, 'cancel', { reason: '改期' }));
  expect(await pieces(keeper), 'afterwards').toEqual(['RC-S/receiving', false]);
  expect([(await told(keeper)).slice(0, 5), (await told(inspector)).slice(0, 5)]).toEqual([
    open.slice(0, 5),
    open.slice(0, 5),
  ]);
});

it('lets nobody choose what counts and post it, nor count what they have read the difference of', async () => {
  await received(keeper, 'Q-CHOSEN', 9, 'RC-S/dangerous');
  const count = await aCount(keeper, ['RC-S/dangerous']);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  const place = { place: 'RC-S/dangerous' };
  whole(
    await count.add(
      keeper,
      device,
      [loose('Q-CHOSEN', 9, head, place), loose('Q-CHOSEN', 8, head, place)],
      [been('RC-S/dangerous', head)],
    ),
  );
  whole(await count.step(keeper, 'submit'));
  const [, right] = whole(await count.scans(approver)).items;
  const aside = { id: count.id, scans: [right?.id as string], reason: '不要' };
  whole(await approver.post('/api/counts/set-aside', aside));
  expect((await count.post(approver, [])).code).toBe('countAside');
  expect((await count.post(keeper, [])).code).toBe('dutyMissing');
});
