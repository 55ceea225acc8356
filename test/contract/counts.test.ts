import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../world.ts';
import { aCount, been, heard, leaves, loose, newId, received, whole } from './count-room.ts';
import { caseOf, sweep, tags } from './letter.ts';
import { aGateway } from './line.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
let keeper: Visitor;
let inspector: Visitor;
let county: Visitor;
let approver: Visitor;
beforeAll(async () => {
  server = await openServer();
  keeper = await aSample(server, 'keeper-guyuan');
  inspector = await aSample(server, 'inspector');
  county = await aSample(server, 'keeper-pengyang');
  approver = await aSample(server, 'approver');
});
afterAll(() => server.close());

const [one, other] = [newId(), newId()];
const stockOf = (place: string, lot: string) =>
  Number(
    server.db.raw
      .prepare(
        `select coalesce(sum(quantity), 0) from stock join cell on cell.key = stock.cell
         join place on place.key = cell.place join lot on lot.key = cell.lot where place.code = ? and lot.code = ?`,
      )
      .pluck()
      .get(place, lot),
  );
const zones = ['RC-S/inspection', 'RC-S/ordinary', 'RC-S/cold', 'RC-S/dangerous'];

it('plans a room, counts it blind, and posts what differs with a reason by one who counted nothing', async () => {
  await received(keeper, 'Q-A', 40);
  await received(keeper, 'Q-B', 7);
  const plan = whole(await keeper.get<{ proposals: object[] }>('/api/counts/plan?site=RC-S'));
  expect(plan.proposals).toContainEqual(
    expect.objectContaining({
      ...{ place: 'RC-S/receiving', why: 'neverCounted', kinds: ['quilt'] },
      counted: { n: 0, of: 1 },
    }),
  );
  expect((await county.get('/api/counts/plan?site=RC-S')).code).toBe('outOfScope');

  const count = await aCount(keeper, ['RC-S/receiving']);
  expect((await count.add(keeper, one, [loose('Q-A', 1, 1)])).code, 'before it began').toBe(
    'countNotRunning',
  );
  whole(await count.step(keeper, 'start'));
  const sheet = await count.sheet(keeper);
  expect(sheet).toMatchObject({ blind: true, state: 'counting', round: 1 });
  expect(sheet.rows).toEqual([
    {
      ...{ place: 'RC-S/receiving', covered: [], counters: [] },
      lots: [
        { kind: 'quilt', lot: 'Q-A' },
        { kind: 'quilt', lot: 'Q-B' },
      ],
    },
  ]);
  expect((await count.sheet(approver)).blind, 'who counts nothing').toBe(false);
  const blind = JSON.stringify([sheet, await count.paper(keeper)]);
  for (const quantity of ['40', '"quantity"']) expect(blind).not.toContain(`:${quantity}`);

  const { head } = sheet;
  const looks = [loose('Q-A', 39, head), loose('Q-B', 9, head)];
  const covered = [been('RC-S/receiving', head)];
  const added = whole(await count.add(keeper, one, looks, covered));
  expect(added).toMatchObject({ taken: 3, repeated: 0, refused: [] });
  expect((await count.sheet(inspector)).rows[0]).toMatchObject({
    covered: [{ by: 'hand', counter: 'keeper-guyuan', round: 1 }],
    counters: ['keeper-guyuan'],
  });
  for (const who of [keeper, inspector]) {
    expect((await count.variance(who)).code).toBe('countBlind');
    expect((await count.scans(who)).code).toBe('countBlind');
  }
  expect((await count.variance(county)).code).toBe('notFound');
  expect((await count.sheet(keeper)).rows[0]?.counters).toEqual(['keeper-guyuan']);

  expect((await count.post(approver, [])).code, 'not handed in').toBe('documentState');
  whole(await count.step(keeper, 'submit'));
  const judged = whole(await count.variance(approver));
  expect(judged).toMatchObject({ isPosted: false, matched: 46, counters: ['keeper-guyuan'] });
  const [missing, gained] = judged.variances;
  expect(
    judged.variances.map(({ what, lot, quantity, booked, fen }) => [what, lot, quantity, booked, fen]),
  ).toEqual([
    ['missing', 'Q-A', 1, 40, expect.any(Number)],
    ['gained', 'Q-B', 2, 7, expect.any(Number)],
  ]);
  expect(missing?.fen).toBeGreaterThan(0);
  const behind = whole(await count.scans(approver, `?lot=Q-A`));
  expect(behind.items.map(({ id, quantity, counter }) => [id, quantity, counter])).toEqual([
    [missing?.scans[0], 39, 'keeper-guyuan'],
  ]);

  const none = await count.post(approver, [{ key: 'something else', reason: 'theft' }]);
  expect(none.code).toBe('countNotReady');
  const told = JSON.stringify(none.body);
  for (const said of ['共 3 项', 'Q-A', 'Q-B', 'something else', 'has no reason', 'is for nothing'])
    expect(told).toContain(said);
  expect((await count.post(keeper, [])).code).toBe('dutyMissing');

  const reasons = [
    { key: missing?.key as string, reason: 'unrecordedIssue' as const },
    { key: gained?.key as string, reason: 'earlierMiscount' as const, note: '上季度漏盘两件' },
  ];
  const key = newId();
  const { version } = await count.paper(approver);
  const posted = whole(await count.post(approver, reasons, { key }));
  expect(posted.document).toMatchObject({
    state: 'closed',
    lines: [{ item: 'RC-S/receiving' }, { lot: 'Q-A' }, { lot: 'Q-B' }],
  });
  expect(whole(await count.post(approver, reasons, { key, version })).document, 'the same again').toEqual(
    posted.document,
  );
  expect([
    stockOf('RC-S/receiving', 'Q-A'),
    stockOf('RC-S/receiving', 'Q-B'),
    stockOf('lost', 'Q-A'),
  ]).toEqual([39, 9, 1]);
  expect((await count.sheet(keeper)).blind, 'once it is posted').toBe(false);
  expect(whole(await count.variance(keeper))).toMatchObject({
    isPosted: true,
    variances: [
      { what: 'missing', lot: 'Q-A', quantity: 1, reason: 'unrecordedIssue' },
      { what: 'gained', lot: 'Q-B', quantity: 2, reason: 'earlierMiscount' },
    ],
  });
  expect((await count.add(keeper, one, [...looks, loose('Q-A', 1, head)])).code).toBe('countNotRunning');
  const audit = server.rows<{ action: string; n: number }>(
    "select action, count(*) as n from audit where action like 'count.%' and result = 'ok' group by action order by action",
  );
  expect(audit.map(({ action, n }) => `${action} ${n}`)).toEqual([
    ...['count.add 1', 'count.open 1', 'count.post 1', 'count.read 1', 'count.start 1', 'count.submit 1'],
  ]);
  expect(
    whole(await count.add(keeper, one, looks, covered)),
    'the answer was lost, and the handheld asks again',
  ).toMatchObject({ taken: 0, repeated: 3, refused: [] });
  expect(server.unsound()).toEqual([]);
  expect(server.failed).toEqual([]);
});

it('finds nothing to post when a lorry leaves between the scans, and posts nothing', async () => {
  await received(keeper, 'Q-MOVE', 30, 'RC-S/inspection');
  await received(keeper, 'Q-STAY', 5, 'RC-S/inspection');
  const place = { place: 'RC-S/inspection' };
  const count = await aCount(keeper, ['RC-S/inspection']);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  await leaves(keeper, approver, { lot: 'Q-MOVE', quantity: 12, ...place });
  // This handheld was without signal: it saw 30 before the lorry came, and says up to where it knew.
  whole(await count.add(keeper, one, [loose('Q-MOVE', 30, head, place)]));
  const later = (await count.sheet(keeper)).head;
  expect(later).toBeGreaterThan(head);
  whole(
    await count.add(keeper, one, [loose('Q-STAY', 5, later, place)], [been('RC-S/inspection', head, later)]),
  );
  whole(await count.step(keeper, 'submit'));
  expect(whole(await count.variance(approver))).toMatchObject({ matched: 35, variances: [], troubles: [] });
  expect(whole(await count.post(approver, [])).document.state).toBe('closed');
  expect(stockOf('RC-S/inspection', 'Q-MOVE')).toBe(18);
  expect(server.unsound()).toEqual([]);
});

it('takes the same observation once, refuses another under its id, and holds up no other for it', async () => {
  const count = await aCount(keeper, zones);
  whole(await count.step(keeper, 'start'));
  const { head, freeze } = await count.sheet(keeper);
  const scan = loose('Q-A', 3, head, { place: 'RC-S/ordinary' });
  expect(whole(await count.add(keeper, one, [scan]))).toMatchObject({ taken: 1, repeated: 0 });
  const again = [
    scan,
    { ...scan, quantity: 4 },
    loose('Q-NOBODY', 1, head, { place: 'RC-S/ordinary' }),
    loose('Q-A', 1, head + 500, { place: 'RC-S/ordinary' }),
    loose('Q-A', 1, (freeze as number) - 1, { place: 'RC-S/ordinary' }),
    loose('Q-A', 1, head, { place: 'RC-S/receiving' }),
    heard('00'.repeat(12), head, { place: 'RC-S/ordinary' }),
    loose('Q-B', 1, head, { place: 'RC-S/ordinary' }),
  ];
  const told = whole(await count.add(keeper, one, again, [been('RC-N/ordinary', head)]));
  expect(told).toMatchObject({ taken: 1, repeated: 1 });
  expect(told.refused.map(({ why }) => why)).toEqual([
    ...['sameScan', 'unknownGoods', 'beyondHead', 'beforeFreeze', 'outOfScope', 'unknownGoods', 'outOfScope'],
  ]);
  expect((await count.add(county, other, [scan])).code).toBe('notFound');
  expect((await count.add(approver, other, [scan])).code).toBe('dutyMissing');
  expect(server.count('count_scan where quantity = 3')).toBe(1);
  expect((await count.add(keeper, one, [scan], [], 2)).code, 'nobody asked for a second').toBe(
    'countNotRunning',
  );
  const many = Array.from({ length: 501 }, () => loose('Q-A', 1, head));
  expect((await count.add(keeper, one, many)).status).toBeGreaterThanOrEqual(400);
});

it('has a large difference counted again by another person, and two numbers of two devices too', async () => {
  await received(keeper, 'Q-BIG', 60, 'RC-S/cold');
  const place = { place: 'RC-S/cold' };
  const count = await aCount(keeper, ['RC-S/cold']);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  whole(await count.add(keeper, one, [loose('Q-BIG', 20, head, place)], [been('RC-S/cold', head)]));
  whole(await count.add(inspector, other, [loose('Q-BIG', 20, head, place)]));
  whole(await count.step(keeper, 'submit'));
  expect(whole(await count.variance(approver)).troubles).toMatchObject([
    { code: 'twoDevices', blocks: true },
  ]);
  expect((await count.post(approver, [])).code).toBe('countNotReady');
  const [strange] = whole(await count.scans(approver)).items;
  const aside = { id: count.id, scans: [strange?.id as string], reason: '与保管员同数，重复登记' };
  expect((await keeper.post('/api/counts/set-aside', aside)).code, 'another’s').toBe('countAside');
  expect(whole(await inspector.post('/api/counts/set-aside', aside))).toEqual({ setAside: 1 });
  expect(whole(await inspector.post('/api/counts/set-aside', aside))).toEqual({ setAside: 0 });
  expect(whole(await count.variance(approver)).variances).toMatchObject([
    { what: 'missing', quantity: 40, needsRecount: true },
  ]);
  whole(await count.step(approver, 'askAgain', { reason: '少 40' }));
  const sheet = await count.sheet(inspector);
  expect(sheet).toMatchObject({ round: 2, state: 'recounting' });
  expect(sheet.rows).toMatchObject([{ place: 'RC-S/cold', lots: [{ lot: 'Q-BIG' }] }]);
  whole(await count.add(keeper, one, [loose('Q-BIG', 55, sheet.head, place)], [], 2));
  expect((await count.step(keeper, 'submitAgain')).code).toBe('samePerson');
  const own = whole(await count.scans(approver)).items[0]?.id as string;
  whole(await count.add(inspector, other, [loose('Q-BIG', 55, sheet.head, place)], [], 2));
  const again = { id: count.id, scans: [own], reason: '复盘须另一人' };
  expect((await inspector.post('/api/counts/set-aside', again)).code, 'another’s').toBe('countAside');
  whole(await keeper.post('/api/counts/set-aside', again));
  whole(await count.step(inspector, 'submitAgain'));
  const judged = whole(await count.variance(approver));
  expect(judged).toMatchObject({ troubles: [], variances: [{ quantity: 5, needsRecount: false }] });
  whole(await count.post(approver, [{ key: judged.variances[0]?.key as string, reason: 'unrecordedIssue' }]));
  expect(stockOf('RC-S/cold', 'Q-BIG')).toBe(55);
  expect(server.unsound()).toEqual([]);
});

it('takes in what the reader of the room heard, and wants nothing seen twice', async () => {
  const gateway = await aGateway(server);
  await gateway.send(tags(1, [caseOf(1), caseOf(2), caseOf(3)]));
  await until(
    () => server.count('entry join cell on cell.key = to_cell where piece is not null'),
    (n) => n >= 3,
    5000,
  );
  const count = await aCount(keeper, ['RC-S/receiving']);
  whole(await count.step(keeper, 'start'));
  const at = Date.now();
  await gateway.send(sweep(2, 'receiving', [caseOf(1), caseOf(2)], { at }));
  await until(
    () => server.count('sweep where expected is not null'),
    (n) => n === 1,
    5000,
  );
  gateway.close();
  const { head } = await count.sheet(keeper);
  whole(
    await count.add(
      keeper,
      one,
      [loose('Q-A', 39, head), loose('Q-B', 9, head)],
      [been('RC-S/receiving', head)],
    ),
  );
  expect((await count.sheet(keeper)).rows[0]?.covered.map(({ by }) => by)).toEqual(['hand', 'sweep']);
  whole(await count.step(keeper, 'submit'));
  const judged = whole(await count.variance(approver));
  expect(judged.counters).toEqual(['GW-RC-S/room-1', 'keeper-guyuan']);
  expect(judged.variances).toMatchObject([{ what: 'missing', lot: 'SAMPLE-Q-2026-09', needsRecount: false }]);
  expect(judged.variances).toHaveLength(1);
});
