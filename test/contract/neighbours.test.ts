/** Partners and neighbours as people who use the product: what they are told, what waits for them, what they sign, and nothing else. */
import { createHash, randomBytes } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agreed } from './agreed.ts';
import { newId, received, slot, whole } from './count-room.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

type Opened = Answer<'/api/documents/{id}'>;
type Step = CommandBody<'/api/documents/step'>;
let server: TestServer;
const people = {} as Record<
  'policy' | 'supervisor' | 'guest' | 'partner' | 'keeper' | 'approver' | 'commander',
  Visitor
>;
beforeAll(async () => {
  server = await openServer();
  for (const name of ['policy', 'supervisor', 'guest', 'partner', 'approver', 'commander'] as const)
    people[name] = await aSample(server, name);
  people.keeper = await aSample(server, 'keeper-guyuan');
  await received(people.keeper, 'N-LOT', 60);
});
afterAll(() => server.close());

const day = 86_400_000;
const soon = () => Date.now() + 2 * day;
const shared = async (who = people.guest) => whole(await who.get<Answer<'/api/shared'>>('/api/shared'));
const share = (after: number, kinds: string[], more: object = {}) =>
  agreed(people.policy, people.supervisor, '/api/sharing/propose', {
    ...{ after, site: 'RC-S', kinds, reason: '联动协议', ...more },
  });
const ask = (more: Partial<CommandBody<'/api/aid/ask'>> = {}, who = people.guest) =>
  who.post('/api/aid/ask', {
    ...{ id: newId(), lines: [{ kind: 'quilt', wanted: 20 }], to: 'unit/兰州支援队' },
    ...{ neededBy: soon(), refs: ['甘应急〔2026〕7号'], reason: '地震安置' },
    ...more,
  });
const waits = async (who: Visitor) =>
  whole(await who.get<Answer<'/api/waiting'>>('/api/waiting')).items.map(
    ({ number, action }) => `${number} ${action}`,
  );
const one = async (who: Visitor, id: string) => whole(await who.get<Opened>(`/api/documents/${id}`));
const offered = async (who: Visitor, id: string) => (await one(who, id)).steps.map(({ action }) => action);
const step = async (who: Visitor, id: string, action: Step['action'], more: Partial<Step> = {}) => {
  const { version } = (await one(people.commander, id)).document;
  return who.post('/api/documents/step', { id, version, action, ...more });
};
const versionOf = async () =>
  whole(await people.policy.get<Answer<'/api/sharing'>>('/api/sharing')).items[0]?.version ?? 0;
/** Of the giving store, by the stock that its own keeper is shown. */
const usable = async (kind: string) => {
  const { live } = whole(await people.keeper.get<Answer<'/api/sites/{id}'>>('/api/sites/RC-S'));
  return live.stock.find((row) => row.kind === kind)?.usable ?? 0;
};

it('shows a neighbour nothing before the region says so, then of each kind it names what the giving store has to spare, and nothing else', async () => {
  expect(await shared()).toMatchObject({ version: 0, site: null, items: [] });
  expect((await ask()).code).toBe('notShared');
  whole(await share(0, ['quilt', 'tent-12']));
  const told = await shared();
  expect(told).toMatchObject({ version: 1, site: 'RC-S' });
  expect(Math.abs(told.at - Date.now())).toBeLessThan(60_000);
  expect(told.items.map(({ kind }) => kind)).toEqual(['quilt', 'tent-12']);
  const quilts = told.items[0]?.usable ?? 0;
  expect(quilts).toBeGreaterThanOrEqual(60);
  expect(quilts).toBeLessThanOrEqual(await usable('quilt'));
  expect(Object.keys(told).sort()).toEqual(['at', 'items', 'site', 'version']);
  for (const item of told.items) expect(Object.keys(item).sort()).toEqual(['kind', 'usable']);
});

it('is chosen by the region’s policy owner alone, in versions, each with its row in the audit', async () => {
  const body = { after: await versionOf(), site: 'RC-S', kinds: ['quilt'], reason: '试' };
  for (const who of ['guest', 'partner', 'keeper', 'approver', 'commander'] as const)
    expect((await people[who].post('/api/sharing/propose', body)).code, who).toBe('rightMissing');
  expect((await share(body.after + 7, ['quilt'])).code).toBe('sharingChanged');
  expect((await share(body.after, ['no-such-kind'])).code).toBe('notFound');
  for (const site of ['PX-FOOD', 'NAT-LZ', 'XX'])
    expect((await share(body.after, ['quilt'], { site })).code, site).toBe('notFound');
  expect((await share(body.after, ['quilt'], { since: Date.now() - day })).code).toBe('policyTerm');
  const before = server.count("audit where action = 'sharing.agree' and result = 'ok'");
  whole(await share(body.after, ['tent-12'], { since: Date.now() + day }));
  // Its day has not come.
  expect((await shared()).items.map(({ kind }) => kind)).toEqual(['quilt', 'tent-12']);
  whole(await share(body.after + 1, []));
  expect(await shared()).toMatchObject({ version: body.after + 2, site: null, items: [] });
  whole(await share(body.after + 2, ['quilt']));
  expect(server.count("audit where action = 'sharing.agree' and result = 'ok'")).toBe(before + 3);
  const { items } = whole(await people.policy.get<Answer<'/api/sharing'>>('/api/sharing'));
  expect(items.map(({ version, state, by }) => `${version} ${state} ${by}`)).toEqual([
    ...['4 standing policy', '3 over policy', '2 never policy', '1 over policy'],
  ]);
});

it('refuses what was not shared, what rests on nothing, what is needed yesterday, and a document that names our goods', async () => {
  expect((await ask({ lines: [{ kind: 'tent-12', wanted: 1 }] })).code).toBe('notShared');
  const twice = { kind: 'quilt', wanted: 1 };
  expect((await ask({ lines: [twice, twice] })).code).toBe('documentLine');
  expect((await ask({ refs: [] })).code).toBe('documentNeeds');
  expect((await ask({ neededBy: Date.now() - 1 })).code).toBe('documentNeeds');
  expect((await ask({ to: 'RC-N/ordinary' })).code).toBe('bodyShape');
  for (const who of ['partner', 'policy'] as const)
    expect((await ask({}, people[who])).code, who).toBe('rightMissing');
  const line = { kind: 'quilt', lot: 'N-LOT', wanted: 1, from: slot('RC-S/receiving'), to: slot('unit/x') };
  const body = { id: newId(), type: 'mutualAidGiven' as const, site: 'RC-S', there: 'NAT-LZ', lines: [line] };
  expect((await people.guest.post('/api/documents/open', body)).code).toBe('aidOwnWay');
  // To one of our own stores nobody gives as to a neighbour.
  expect((await people.keeper.post('/api/documents/open', { ...body, there: 'RC-N' })).code).toBe(
    'documentLine',
  );
  expect(server.count("document where type = 'mutualAidGiven'")).toBe(0);
});

it('goes from the asking to the return: asked outside, decided by us, given out, signed for there, brought back', async () => {
  const quilts = (await shared()).items[0]?.usable ?? 0;
  const id = newId();
  const { number } = whole(await ask({ id }));
  whole(
    await ask({
      id,
      lines: [{ kind: 'quilt', wanted: 20 }],
      neededBy: (await one(people.guest, id)).document.neededBy as number,
    }),
  );
  expect(server.count("document where type = 'mutualAidGiven'")).toBe(1);
  const { document } = await one(people.guest, id);
  expect(document).toMatchObject({ site: 'RC-S', there: 'NAT-LZ', state: 'asked', number });
  expect(document.steps[0]?.signatures).toMatchObject([{ duty: 'ask', person: 'guest', rule: 'ask' }]);
  expect(await waits(people.approver)).toContain(`${number} approve`);
  expect(await waits(people.guest)).toEqual([]);
  expect(await offered(people.guest, id)).toEqual(['withdraw']);
  expect((await step(people.guest, id, 'approve', { dueAt: soon() })).code).toBe('dutyMissing');
  whole(await step(people.approver, id, 'approve', { dueAt: soon() }));
  expect(await offered(people.guest, id)).toEqual([]);
  const given = {
    portions: [
      { line: 1, as: 'given' as const, quantity: 20, lot: 'N-LOT', from: 'RC-S/receiving', reason: '近门' },
    ],
  };
  // At the counter the neighbour’s own officer signs beside.
  whole(
    await step(people.keeper, id, 'handOver', {
      ...given,
      second: { name: 'guest' },
      dueAt: Date.now() + 30 * day,
    }),
  );
  expect((await shared()).items[0]?.usable).toBe(quilts - 20);
  expect(await waits(people.guest)).toEqual([`${number} confirmArrival`]);
  const line = (await one(people.guest, id)).document.lines.find(({ lot }) => lot === 'N-LOT')?.n as number;
  const came = [
    { line, as: 'arrived' as const, quantity: 18 },
    { line, as: 'short' as const, quantity: 2, reason: '途中散失' },
  ];
  expect((await step(people.keeper, id, 'confirmArrival', { portions: came })).code).toBe('dutyMissing');
  whole(await step(people.guest, id, 'confirmArrival', { portions: came }));
  expect(await waits(people.guest)).toEqual([]);
  const back = { portions: [{ line, as: 'returned' as const, quantity: 18, to: 'RC-S/receiving' }] };
  whole(await step(people.keeper, id, 'takeBack', { ...back, second: { name: 'guest' } }));
  whole(
    await step(people.approver, id, 'settle', {
      refs: ['结算单 9'],
      portions: [{ line, as: 'settled', quantity: 2 }],
    }),
  );
  const end = (await one(people.guest, id)).document;
  // Where it lay in our store is no part of what they have to do with us.
  expect(JSON.stringify(await one(people.guest, id))).not.toMatch(/RC-S\/|近门/);
  expect(JSON.stringify(await one(people.guest, id))).toMatch(/途中散失/);
  expect(JSON.stringify(await one(people.keeper, id))).toMatch(/近门.*RC-S\/receiving/);
  expect(end.state).toBe('closed');
  expect(end.steps.map(({ by, second, action }) => [action, by, second])).toEqual([
    ['open', 'guest', null],
    ['approve', 'approver@ningxia', null],
    ['handOver', 'storeKeeper@RC-S', 'guest'],
    ['confirmArrival', 'guest', null],
    ['takeBack', 'storeKeeper@RC-S', 'guest'],
    ['settle', 'approver@ningxia', null],
  ]);
  expect((await shared()).items[0]?.usable).toBe(quilts - 2);
  expect(server.unsound()).toEqual([]);
});

it('answers the same asking again as the first time, also where nothing is shared any more', async () => {
  const body = { id: newId(), neededBy: soon() };
  const first = whole(await ask(body));
  const after = await versionOf();
  whole(await share(after, []));
  const again = await ask(body);
  const [other, fresh] = [await ask({ ...body, reason: '另一事由' }), await ask()];
  whole(await share(after + 1, ['quilt']));
  expect(whole(again)).toEqual(first);
  expect([other.code, fresh.code]).toEqual(['idTaken', 'notShared']);
});

it('can be taken back until somebody has decided', async () => {
  const id = newId();
  whole(await ask({ id }));
  expect((await step(people.guest, id, 'withdraw')).code).toBe('documentNeeds');
  expect((await step(people.keeper, id, 'withdraw', { reason: '不要了' })).code).toBe('dutyMissing');
  whole(await step(people.guest, id, 'withdraw', { reason: '已在本省解决' }));
  expect((await one(people.guest, id)).document.state).toBe('cancelled');
  const other = newId();
  whole(await ask({ id: other }));
  whole(await step(people.approver, other, 'refuse', { reason: '本区汛期' }));
  expect((await step(people.guest, other, 'withdraw', { reason: '不要了' })).code).toBe('documentState');
});

it('lets a neighbour promise or decline what we ask of it', async () => {
  const from = { ...slot('supplier'), owner: 'NAT-LZ' };
  const to = { ...slot('RC-S/receiving'), owner: 'NAT-LZ' };
  const open = async () => {
    const id = newId();
    const lines = [{ kind: 'quilt', wanted: 5, from, to }];
    whole(
      await people.keeper.post('/api/documents/open', {
        id,
        type: 'mutualAidReceived',
        site: 'RC-S',
        there: 'NAT-LZ',
        lines,
      }),
    );
    return id;
  };
  const id = await open();
  expect(await offered(people.guest, id)).toEqual([]);
  whole(await step(people.approver, id, 'approve'));
  const { number } = (await one(people.guest, id)).document;
  expect(await waits(people.guest)).toEqual([`${number} promise`]);
  expect((await step(people.guest, id, 'promise', { dueAt: soon() })).code).toBe('documentNeeds');
  whole(await step(people.guest, id, 'promise', { refs: ['兰储〔2026〕3号'], dueAt: soon() }));
  expect((await one(people.guest, id)).document).toMatchObject({
    state: 'ordered',
    owes: [{ what: 'goods' }],
  });
  const no = await open();
  whole(await step(people.approver, no, 'approve'));
  whole(await step(people.guest, no, 'decline', { reason: '库存不足' }));
  expect((await one(people.guest, no)).document.state).toBe('refused');
});

it('has a partner accept its own call-offs with a day, say when they are on their way, keep a photograph and print; of another’s it is told nothing', async () => {
  const open = async (there: string) => {
    const id = newId();
    const lines = [{ kind: 'quilt', wanted: 5, from: slot('supplier'), to: slot('RC-S/receiving') }];
    whole(
      await people.commander.post('/api/documents/open', { id, type: 'callOff', site: 'RC-S', there, lines }),
    );
    whole(await step(people.approver, id, 'approve'));
    return id;
  };
  const [own, other] = [await open('PX-FOOD'), await open('PX-MED')];
  const { number } = (await one(people.partner, own)).document;
  expect(await waits(people.partner)).toEqual([`${number} accept`]);
  expect((await people.partner.get(`/api/documents/${other}`)).status).toBe(404);
  expect((await step(people.partner, other, 'accept', { dueAt: soon() })).status).toBe(404);
  expect(await offered(people.partner, own)).toEqual(['accept', 'decline']);
  expect((await step(people.partner, own, 'accept')).code).toBe('documentNeeds');
  whole(await step(people.partner, own, 'accept', { dueAt: soon() }));
  expect(await waits(people.partner)).toEqual([`${number} deliver`]);
  const bytes = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(300)]);
  const hash = createHash('sha256').update(bytes).digest('hex');
  whole(await people.partner.post('/api/photos/keep', { id: own, hash, bytes: bytes.toString('base64') }));
  whole(await step(people.partner, own, 'deliver', { refs: ['送货单 17'], photos: [hash] }));
  expect(await waits(people.partner)).toEqual([]);
  expect((await one(people.partner, own)).document.state).toBe('delivering');
  const photos = whole(
    await people.partner.get<Answer<'/api/documents/{id}/photos'>>(`/api/documents/${own}/photos`),
  );
  expect(photos.items.map((photo) => photo.hash)).toEqual([hash]);
  const print = { id: newId(), report: 'document' as const, format: 'pdf' as const, lang: 'zh' as const };
  whole(await people.partner.post('/api/jobs/start', { ...print, document: own }));
  expect(
    (await people.partner.post('/api/jobs/start', { ...print, id: newId(), document: other })).status,
  ).toBe(404);
});

it('tells a partner and a neighbour of their own unit and what they have to do with, and of nothing else of ours', async () => {
  for (const [name, unit, there] of [
    ['partner', 'PX-FOOD', ['RC-S']],
    ['guest', 'NAT-LZ', ['RC-S']],
  ] as const) {
    const who = people[name];
    const { stores } = whole(await who.get<Answer<'/api/region'>>('/api/region'));
    expect(stores.map(({ id }) => id as string).sort(), name).toEqual([unit, ...there].sort());
    const { items } = whole(await who.get<Answer<'/api/kinds'>>('/api/kinds?limit=500'));
    expect(items.length).toBeGreaterThan(10);
    expect(items.filter(({ unitCostFen, levels }) => unitCostFen || Object.keys(levels).length)).toEqual([]);
    const sites = whole(await who.get<Answer<'/api/sites'>>('/api/sites'));
    expect(sites.items.map(({ id }) => id)).toEqual([unit]);
    for (const path of [
      '/api/policies',
      '/api/catalogue',
      '/api/catalogue/versions',
      '/api/sharing',
      '/api/people',
      '/api/coverage',
      '/api/audit',
    ])
      expect((await who.get(path)).code, `${name} ${path}`).toBe('rightMissing');
    for (const path of ['/api/stock?site=RC-S', '/api/documents?site=RC-S', '/api/documents', '/api/stock'])
      expect((await who.get(path)).code, `${name} ${path}`).toBe('outOfScope');
    expect((await who.get(`/api/documents?site=${unit}&state=all`)).status).toBe(200);
    expect((await who.get(`/api/stock?site=${unit}`)).status).toBe(200);
  }
  expect((await people.partner.get('/api/shared')).code).toBe('rightMissing');
  // Of the service whoever sees that store.
  const other = await aSample(server, 'keeper-pengyang');
  expect((await other.get('/api/shared')).code).toBe('outOfScope');
  expect((await shared(people.keeper)).site).toBe('RC-S');
});
