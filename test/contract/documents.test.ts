import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../world.ts';
import { caseOf, passage, tags } from './letter.ts';
import { aGateway } from './line.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, aVisitor, type Visitor } from './visitor.ts';

let server: TestServer;
let keeper: Visitor;
let county: Visitor;
let approver: Visitor;
beforeAll(async () => {
  server = await openServer();
  keeper = await aSample(server, 'keeper-guyuan');
  county = await aSample(server, 'keeper-pengyang');
  approver = await aSample(server, 'approver');
});
afterAll(() => server.close());

let n = 0;
const newId = () => `01990000-0000-7000-8000-${String(++n).padStart(12, '0')}`;
const at = (site: string) => ({
  place: `${site}/receiving`,
  quality: 'usable' as const,
  grade: 'reserve' as const,
  owner: site,
});
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
type Opening = CommandBody<'/api/documents/open'>;
const receipt = (id: string, site: string, lot: string, wanted: number): Opening => ({
  id,
  type: 'goodsIn',
  site,
  lots: [{ lot, kind: 'quilt', madeOn: '2026-01-10', supplier: '某被服厂' }],
  lines: [{ kind: 'quilt', lot, wanted, from: { ...at(site), place: 'supplier' }, to: at(site) }],
});
/** So many loose quilts of a new lot in the receiving zone of a store. */
async function received(who: Visitor, site: string, lot: string, quantity: number) {
  const id = newId();
  const opened = await who.post('/api/documents/open', receipt(id, site, lot, quantity));
  expect(opened, JSON.stringify(opened.body)).toMatchObject({ status: 200 });
  const done = await who.post('/api/documents/step', {
    ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: [{ line: 1, as: 'arrived', quantity }],
  });
  expect(done, JSON.stringify(done.body)).toMatchObject({ status: 200 });
  return done.body.document;
}

it('receives what a supplier brought, with what was short and what was broken, each with its reason', async () => {
  const id = newId();
  const opened = await keeper.post('/api/documents/open', receipt(id, 'RC-S', 'Q-2026-01', 40));
  expect(opened.body.document).toMatchObject({
    number: 'RK-RC-S-2026-000001',
    state: 'expected',
    version: 1,
  });
  expect(opened.body.steps.map(({ action }) => action)).toEqual(['receive', 'cancel']);
  const again = await keeper.post('/api/documents/open', receipt(id, 'RC-S', 'Q-2026-01', 40));
  expect(again.body, 'the same again is the same').toEqual(opened.body);

  const receive = (portions: CommandBody<'/api/documents/step'>['portions'], more: object = {}) =>
    keeper.post('/api/documents/step', { id, version: 1, action: 'receive', portions, ...more });
  const all = [
    { line: 1, as: 'arrived', quantity: 35 },
    { line: 1, as: 'damaged', quantity: 3, reason: '受潮' },
    { line: 1, as: 'short', quantity: 2, reason: '少两件' },
  ] as const;
  expect((await receive([...all])).code, 'nobody signed beside').toBe('documentNeeds');
  const carrier = { second: { name: '送货员老杨' } };
  expect((await receive([{ ...all[0], quantity: 41 }], carrier)).status).toBeGreaterThanOrEqual(400);
  expect((await receive([{ line: 1, as: 'short', quantity: 2 }], carrier)).status).toBeGreaterThanOrEqual(
    400,
  );
  expect(stockOf('RC-S/receiving', 'Q-2026-01')).toBe(0);

  const done = await receive([...all], carrier);
  expect(done.body.document).toMatchObject({ state: 'arrived', version: 2 });
  expect(stockOf('RC-S/receiving', 'Q-2026-01')).toBe(38);
  expect((await receive([...all], carrier)).code, 'twice').toBe('documentChanged');
  expect(
    server
      .rows("select action, object, result from audit where action = 'goodsIn.receive' order by key")
      .map((row) => Object.values(row as object).join(' ')),
  ).toEqual([
    'goodsIn.receive RK-RC-S-2026-000001 documentNeeds',
    expect.stringMatching(/^goodsIn.receive RK-RC-S-2026-000001 quantityOver/),
    expect.stringMatching(/^goodsIn.receive RK-RC-S-2026-000001 document/),
    'goodsIn.receive RK-RC-S-2026-000001 ok',
    'goodsIn.receive RK-RC-S-2026-000001 documentChanged',
  ]);
  expect(server.unsound()).toEqual([]);
});

it('moves goods from one store to another over the road between: what left is what arrived, broken, or missing with a reason', async () => {
  await received(keeper, 'RC-S', 'Q-ROAD', 20);
  const id = newId();
  const opened = await county.post('/api/documents/open', {
    ...{ id, type: 'transfer', site: 'RC-S', there: 'CS-640425' },
    lines: [{ kind: 'quilt', lot: 'Q-ROAD', wanted: 12, from: at('RC-S'), to: { ...at('CS-640425') } }],
  });
  expect(opened.code, 'a county does not write the orders of its depot').toBe('dutyMissing');
  const asked = await keeper.post('/api/documents/open', {
    ...{ id, type: 'transfer', site: 'RC-S', there: 'CS-640425' },
    lines: [{ kind: 'quilt', lot: 'Q-ROAD', wanted: 12, from: at('RC-S'), to: { ...at('CS-640425') } }],
  });
  expect(asked.body.document).toMatchObject({ state: 'asked' });
  const step = (who: Visitor, body: Omit<CommandBody<'/api/documents/step'>, 'id'>) =>
    who.post('/api/documents/step', { id, ...body });
  expect((await step(keeper, { version: 1, action: 'approve' })).code).toBe('dutyMissing');
  expect((await step(approver, { version: 1, action: 'approve' })).body.document).toMatchObject({
    state: 'approved',
  });
  const picked = await step(keeper, {
    version: 2,
    action: 'pick',
    portions: [{ line: 1, as: 'picked', quantity: 12 }],
  });
  expect(picked.body, JSON.stringify(picked.body)).toMatchObject({ document: { state: 'picked' } });
  expect(stockOf('RC-S/receiving', 'Q-ROAD')).toBe(20);
  const sent = await step(approver, {
    ...{ version: 3, action: 'release', second: { name: '驾驶员马师傅' } },
    portions: [{ line: 1, as: 'sent', quantity: 12 }],
  });
  expect(sent.body, JSON.stringify(sent.body)).toMatchObject({ document: { state: 'inTransit' } });
  const { number } = sent.body.document;
  expect([stockOf('RC-S/receiving', 'Q-ROAD'), stockOf(`transit/${number}`, 'Q-ROAD')]).toEqual([8, 12]);
  const arrived = await step(county, {
    ...{ version: 4, action: 'receive', second: { name: '驾驶员马师傅' } },
    portions: [
      { line: 1, as: 'arrived', quantity: 10 },
      { line: 1, as: 'damaged', quantity: 1, reason: '箱子压坏' },
      { line: 1, as: 'short', quantity: 1, reason: '途中缺失' },
    ],
  });
  expect(arrived.body, JSON.stringify(arrived.body)).toMatchObject({ document: { state: 'closed' } });
  expect([
    stockOf(`transit/${number}`, 'Q-ROAD'),
    stockOf('CS-640425/receiving', 'Q-ROAD'),
    stockOf('lost', 'Q-ROAD'),
  ]).toEqual([0, 11, 1]);
  expect(server.unsound()).toEqual([]);
});

it('P14 gives the last ten of a lot to one of fifty, and the others read that it is gone', async () => {
  await received(keeper, 'RC-S', 'Q-LAST', 10);
  const ids = await Promise.all(
    Array.from({ length: 50 }, async (_, i) => {
      const id = newId();
      const opened = await keeper.post('/api/documents/open', {
        ...{ id, type: 'putAway', site: 'RC-S' },
        lines: [
          {
            kind: 'quilt',
            lot: 'Q-LAST',
            wanted: 10,
            from: at('RC-S'),
            to: { ...at('RC-S'), place: 'RC-S/ordinary' },
          },
        ],
      });
      expect(opened, `${i} ${JSON.stringify(opened.body)}`).toMatchObject({ status: 200 });
      return id;
    }),
  );
  const replies = await Promise.all(
    ids.map((id) =>
      keeper.post('/api/documents/step', {
        ...{ id, version: 1, action: 'putAway' },
        portions: [{ line: 1, as: 'placed', quantity: 10 }],
      }),
    ),
  );
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(replies.filter(({ status }) => status !== 200).map(({ code }) => code))).toEqual(
    new Set(['stockShort']),
  );
  expect([stockOf('RC-S/receiving', 'Q-LAST'), stockOf('RC-S/ordinary', 'Q-LAST')]).toEqual([0, 10]);
  expect(server.unsound()).toEqual([]);
});

it('lets a pallet through the gate that has an order, without an alarm at either end; without one it is missed', async () => {
  const gateway = await aGateway(server, 'GW-RC-S');
  await gateway.send(tags(1, [1, 2, 3].map(caseOf)));
  const place = { place: 'RC-S/receiving', quality: 'usable', grade: 'reserve', owner: 'RC-S' } as const;
  const rows = server.rows<{ id: string; lot: string; quantity: number; epc: string }>(
    `select piece.id, lot.code as lot, piece.quantity, epc from piece join lot on lot.key = piece.lot
     join tag on tag.piece = piece.key where epc in (${[1, 2, 3].map((n) => `'${caseOf(n)}'`).join()}) order by epc`,
  );
  const id = newId();
  const [one, two] = rows as [(typeof rows)[number], (typeof rows)[number]];
  const lines = [one, two].map(({ id: piece, lot, quantity: wanted }) => ({
    ...{ kind: 'quilt', lot, piece, wanted, from: place },
    to: { ...place, place: 'CS-640425/receiving', owner: 'CS-640425' },
  }));
  await keeper.post('/api/documents/open', { id, type: 'transfer', site: 'RC-S', there: 'CS-640425', lines });
  await approver.post('/api/documents/step', { id, version: 1, action: 'approve' });
  const [picked, sent] = ['picked', 'sent'].map((as) =>
    [one, two].map(({ quantity }, i) => ({ line: i + 1, as: as as 'picked' | 'sent', quantity })),
  );
  await keeper.post('/api/documents/step', { id, version: 2, action: 'pick', portions: picked });
  await gateway.send(
    passage(
      2,
      'out',
      rows.map(({ epc }) => epc),
    ),
  );
  expect(
    server.rows(
      "select what, epc from discrepancy join tag on tag.key = tag where closed_at is null and what = 'leftWithoutOrder'",
    ),
  ).toEqual([{ what: 'leftWithoutOrder', epc: rows[2]?.epc }]);
  const second = { name: '驾驶员马师傅' };
  const gone = await approver.post('/api/documents/step', {
    id,
    version: 3,
    action: 'release',
    second,
    portions: sent,
  });
  expect(gone.body, JSON.stringify(gone.body)).toMatchObject({ document: { state: 'inTransit' } });
  // Another reader of the yard still sees them.
  await gateway.send(tags(3, [one.epc, two.epc]));
  expect(server.count("discrepancy where closed_at is null and what = 'seenElsewhere'")).toBe(0);
  expect(server.unsound()).toEqual([]);
});

it('R8 does a step that comes again under its key once, and refuses the key for anything else', async () => {
  const id = newId();
  await keeper.post('/api/documents/open', receipt(id, 'RC-S', 'Q-KEY', 5));
  const body = {
    ...{ id, key: newId(), version: 1, action: 'receive' as const, second: { name: '送货员' } },
    portions: [{ line: 1, as: 'arrived' as const, quantity: 3 }],
  };
  const first = await keeper.post('/api/documents/step', body);
  expect(first.body.document).toMatchObject({ state: 'arriving', version: 2 });
  expect(await keeper.post('/api/documents/step', body)).toEqual(first);
  expect(stockOf('RC-S/receiving', 'Q-KEY')).toBe(3);
  const other = { ...body, portions: [{ line: 1, as: 'arrived' as const, quantity: 2 }] };
  expect((await keeper.post('/api/documents/step', other)).code).toBe('idTaken');
  expect((await approver.post('/api/documents/step', body)).code).toBe('idTaken');
});

it('takes no name for a second signature that is one of ours, and no goods out of thin air', async () => {
  const id = newId();
  await keeper.post('/api/documents/open', receipt(id, 'RC-S', 'Q-THIN', 5));
  const receive = (name: string) =>
    keeper.post('/api/documents/step', {
      ...{ id, version: 1, action: 'receive', second: { name } },
      portions: [{ line: 1, as: 'arrived', quantity: 5 }],
    });
  const visitor = await aSample(server, 'keeper-guyuan');
  expect((await visitor.get()).body.name).toBe('keeper-guyuan');
  expect((await receive('keeper-guyuan')).code).toBe('samePerson');
  const lots = [{ lot: 'FUTURE', kind: 'quilt', expiresOn: '2099-01-01' }];
  const seeds = { id: newId(), type: 'putAway' as const, site: 'RC-S', lots };
  const line = { kind: 'quilt', lot: 'Q-THIN', wanted: 1, from: at('RC-S') };
  const to = { ...at('RC-S'), place: 'RC-S/ordinary' };
  expect((await keeper.post('/api/documents/open', { ...seeds, lines: [{ ...line, to }] })).code).toBe(
    'documentLine',
  );
  const upgrade = { ...line, from: { ...at('RC-S'), quality: 'damaged' as const }, to };
  expect(
    (
      await keeper.post('/api/documents/open', {
        id: newId(),
        type: 'putAway',
        site: 'RC-S',
        lines: [upgrade],
      })
    ).code,
  ).toBe('documentLine');
  const commander = await aSample(server, 'commander');
  const call = { id: newId(), type: 'callOff' as const, site: 'RC-S', there: 'RC-N', reason: 'x' };
  const away = { ...line, from: at('RC-N'), to: { ...at('RC-N'), place: 'person/me' } };
  expect((await commander.post('/api/documents/open', { ...call, lines: [away] })).code).toBe('documentLine');
});

it('tells the live map of what people moved, at once', async () => {
  type Seen = { live: { stock: { kind: string; usable: number }[] } };
  const usable = async (): Promise<number> => {
    const { body } = await keeper.get<Seen>('/api/sites/RC-S');
    return body.live.stock.find(({ kind }) => kind === 'quilt')?.usable ?? 0;
  };
  const before = await usable();
  await received(keeper, 'RC-S', 'Q-LIVE', 7);
  await until(usable, (now) => now === before + 7, 5000);
});

it('R18 lets nobody approve what they asked for themselves', async () => {
  await received(keeper, 'RC-S', 'Q-R18', 5);
  const commander = await aSample(server, 'commander');
  const id = newId();
  const line = { kind: 'quilt', lot: 'Q-R18', wanted: 2, from: at('RC-S') };
  const opened = await commander.post('/api/documents/open', {
    ...{ id, type: 'dispatch', site: 'RC-S', reason: '抢险' },
    lines: [{ ...line, to: { ...at('RC-S'), place: 'unit/rescue-1' } }],
  });
  expect(opened, JSON.stringify(opened.body)).toMatchObject({ status: 200 });
  const approve = (who: Visitor) => who.post('/api/documents/step', { id, version: 1, action: 'approve' });
  expect((await approve(commander)).code).toBe('samePerson');
  expect((await approve(approver)).status).toBe(200);
});

it('counts a wrong password of the second one who signs as one at the door', async () => {
  const id = newId();
  await keeper.post('/api/documents/open', receipt(id, 'RC-S', 'Q-SECOND', 5));
  const step = () =>
    keeper.post('/api/documents/step', {
      ...{ id, version: 1, action: 'receive', second: { name: 'inspector', password: 'guess' } },
      portions: [{ line: 1, as: 'arrived', quantity: 5 }],
    });
  const codes: (string | undefined)[] = [];
  for (let n = 0; n < 6; n++) codes.push((await step()).code);
  expect(codes).toEqual([...Array(5).fill('loginWrong'), 'accountLocked']);
  expect(server.count("audit where action = 'second.sign' and result = 'loginWrong'")).toBe(5);
});

it('shows a document to the stores at its two ends and to nobody else', async () => {
  const { id } = await received(keeper, 'RC-S', 'Q-OWN', 1);
  const path = `/api/documents/${id}`;
  expect((await keeper.get(path)).status).toBe(200);
  expect((await county.get(path)).code).toBe('notFound');
  expect((await aVisitor(server).get(path)).status).toBe(401);
  expect((await county.get('/api/documents?site=RC-S')).code).toBe('outOfScope');
  expect((await county.post('/api/documents/open', receipt(newId(), 'RC-S', 'Q-X', 1))).code).toBe(
    'dutyMissing',
  );
});
