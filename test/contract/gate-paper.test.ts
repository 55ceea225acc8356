import type { Portion } from '@changping/contracts/documents';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { SiteId } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { until } from '../world.ts';
import { caseOf, passage, stranger, tags } from './letter.ts';
import { aGateway } from './line.ts';
import { aServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

const county = 'CS-640425' as SiteId;
const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const driver = { second: { name: '驾驶员马师傅' } };
const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const slot = (site: string) =>
  ({ place: `${site}/receiving`, quality: 'usable', grade: 'reserve', owner: site }) as const;

/** Ten cases stand at Guyuan; who works there and at the far end. */
async function aDepot() {
  const server = await aServer();
  const gateway = await aGateway(server, 'GW-RC-S');
  await gateway.send(tags(1, range(10).map(caseOf)));
  const pieces = server.rows<{ piece: string; lot: string; wanted: number }>(
    `select piece.id as piece, lot.code as lot, piece.quantity as wanted from piece join lot on lot.key = piece.lot
     join tag on tag.piece = piece.key where epc in (${range(10).map((n) => `'${caseOf(n)}'`)}) order by epc`,
  );
  return {
    ...{ server, gateway, pieces },
    keeper: await aSample(server, 'keeper-guyuan'),
    approver: await aSample(server, 'approver'),
    receiver: await aSample(server, 'keeper-pengyang'),
  };
}
type Depot = Awaited<ReturnType<typeof aDepot>>;

const whole = ({ pieces }: Depot, as: Portion['as']): Portion[] =>
  pieces.map(({ wanted: quantity }, i) => ({ line: i + 1, as, quantity }));
async function ok<Body>(answer: Promise<{ status: number; body: Body }>): Promise<Body> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}
const step = (who: Visitor, body: Omit<CommandBody<'/api/documents/step'>, 'id'>) =>
  ok(who.post('/api/documents/step', { id: id(1), ...body }));
const open = ({ keeper, pieces }: Depot) =>
  ok(
    keeper.post('/api/documents/open', {
      ...{ id: id(1), type: 'transfer', site: 'RC-S', there: county },
      lines: pieces.map((piece) => ({ kind: 'quilt', ...piece, from: slot('RC-S'), to: slot(county) })),
    }),
  );
async function onTheRoad(depot: Depot) {
  await open(depot);
  await step(depot.approver, { version: 1, action: 'approve' });
  await step(depot.keeper, { version: 2, action: 'pick', portions: whole(depot, 'picked') });
  await step(depot.approver, { version: 3, action: 'release', ...driver, portions: whole(depot, 'sent') });
}
const paper = (who: Visitor) => ok(who.get<Answer<'/api/documents/{id}'>>(`/api/documents/${id(1)}`));
const missed = (server: TestServer) =>
  server.count("discrepancy where closed_at is null and what = 'leftWithoutOrder'");

it('receives a pallet at a county store with two cases missing: the gate says which, and what it saw is what is signed for', async () => {
  const depot = await aDepot();
  const { server, pieces, receiver } = depot;
  await onTheRoad(depot);
  const gate = await aGateway(server, `GW-${county}`);
  const stray = stranger(1);
  await gate.send(
    passage(
      1,
      'in',
      [...range(8).map(caseOf), stranger(2), stray],
      {
        stray: [...range(9).map(() => false), true],
      },
      `GW-${county}`,
    ),
  );
  expect(server.count('entry'), 'the gate posts nothing').toBe(20);
  const { gate: saw } = await paper(receiver);
  expect(saw).toHaveLength(1);
  expect(saw[0]).toMatchObject({ direction: 'in', action: 'receive', by: 'pieces', seen: 8, wanted: 10 });
  expect(saw[0]?.counts).toEqual({ missing: 2, extra: 0, unknown: 1, expired: 0 });
  expect(saw[0]?.missing.map(({ piece }) => piece)).toEqual(pieces.slice(8).map(({ piece }) => piece));
  expect(saw[0]?.unknown).toEqual([stranger(2)]);
  const live = await until(
    () => server.live.site(county)?.passages[0]?.match,
    (match) => match !== undefined && match !== null,
  );
  expect(live).toMatchObject({ document: id(1), seen: 8, wanted: 10, counts: { missing: 2, unknown: 1 } });
  const trip = server.live.site(county)?.passages[0]?.id;
  const told = await ok(receiver.get<Answer<'/api/passages/{id}'>>(`/api/passages/${trip}`));
  expect(told.matches[0]?.missing).toHaveLength(2);

  const short = saw[0]?.missing.map(
    ({ line, quantity }): Portion => ({ line: line as number, as: 'short', quantity, reason: '途中缺失' }),
  );
  const done = await step(receiver, {
    ...{ version: 4, action: 'receive', ...driver },
    portions: [...(saw[0]?.portions ?? []), ...(short ?? [])],
  });
  expect(done.document.state).toBe('closed');
  const stock = server.rows(
    `select place.code as place, sum(stock.quantity) as quantity from stock join cell on cell.key = stock.cell
     join place on place.key = cell.place where place.code in ('lost', '${county}/receiving') group by place.code`,
  );
  expect(stock).toEqual([
    { place: `${county}/receiving`, quantity: 80 },
    { place: 'lost', quantity: 20 },
  ]);
  expect(server.unsound()).toEqual([]);
});

it('shows the releaser what drove out, and misses no more what a document explains afterwards', async () => {
  const depot = await aDepot();
  const { server, gateway, approver, keeper } = depot;
  await gateway.send(passage(2, 'out', range(9).map(caseOf)));
  expect(missed(server)).toBe(9);
  await open(depot);
  const [asked] = (await paper(keeper)).gate;
  expect(asked).toMatchObject({ direction: 'out', action: null, seen: 9, wanted: 10 });
  expect(missed(server), 'asking explains nothing').toBe(9);
  await step(approver, { version: 1, action: 'approve' });
  expect(missed(server)).toBe(9);
  const [seen] = (await paper(keeper)).gate;
  const { portions = [] } = seen ?? {};
  expect(portions).toHaveLength(9);
  await step(keeper, {
    ...{ version: 2, action: 'pick' },
    portions: [...portions, { line: 10, as: 'notPicked', quantity: 10, reason: '留用' }],
  });
  expect(missed(server), 'picked, so it leads them').toBe(0);
  await until(
    () => server.live.site('RC-S' as SiteId)?.leftWithoutOrder,
    (left) => left === 0,
  );
  const [audit] = server.rows<{ after: string }>(
    "select after from audit where action = 'transfer.pick' and result = 'ok'",
  );
  expect(JSON.parse(audit?.after ?? '{}').explained).toHaveLength(9);
  const { items } = await ok(
    keeper.get<Answer<'/api/discrepancies'>>('/api/discrepancies?site=RC-S&state=all&what=leftWithoutOrder'),
  );
  expect(new Set(items.map(({ document }) => document))).toEqual(new Set([seen?.number]));

  const back = { id: id(1), version: 3, reason: '拣错', second: { name: 'approver' } };
  await ok(keeper.post('/api/documents/correct', back));
  expect(missed(server), 'what explained them was taken back').toBe(9);
  const again = await ok(
    keeper.get<Answer<'/api/discrepancies'>>('/api/discrepancies?site=RC-S&what=leftWithoutOrder'),
  );
  expect(new Set(again.items.map(({ reopenedBy }) => reopenedBy))).toEqual(new Set(['keeper-guyuan']));
  const [told] = server.rows<{ after: string }>("select after from audit where action = 'transfer.correct'");
  expect(JSON.parse(told?.after ?? '{}').reopened).toHaveLength(9);
  await until(
    () => server.live.site('RC-S' as SiteId)?.leftWithoutOrder,
    (left) => left === 9,
  );
  await gateway.send(passage(3, 'in', range(4).map(caseOf)));
  expect(missed(server), 'four came back').toBe(5);
  await step(keeper, {
    ...{ version: 4, action: 'pick' },
    portions: [...portions, { line: 10, as: 'notPicked', quantity: 10, reason: '留用' }],
  });
  await ok(keeper.post('/api/documents/correct', { ...back, version: 5 }));
  expect(missed(server), 'whose tags are here again is missed no more').toBe(5);
  expect(server.unsound()).toEqual([]);
});

it('tells nobody of another store what its gate saw', async () => {
  const depot = await aDepot();
  const { server, gateway } = depot;
  await open(depot);
  await gateway.send(passage(2, 'out', range(9).map(caseOf)));
  const trip = server.rows<{ key: number }>('select key from passage')[0]?.key;
  const stranger = await aSample(server, 'keeper-pengyang');
  expect((await stranger.get(`/api/passages/${trip}`)).status).toBe(404);
});
