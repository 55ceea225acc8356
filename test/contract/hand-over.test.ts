import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
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
  await received(keeper, 'Q-HALL', 20, 'RC-S/ordinary');
  await received(keeper, 'Q-COLD', 5, 'RC-S/cold');
});
afterAll(() => server.close());

/** A count of places, posted with what it found of the one lot that it looked for. */
async function counted(place: string, lot: string, quantity: number) {
  const count = await aCount(keeper, [place]);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  whole(await count.add(keeper, newId(), [loose(lot, quantity, head, { place })], [been(place, head)]));
  whole(await count.step(keeper, 'submit'));
  const { variances } = whole(await count.variance(approver));
  const { document } = whole(
    await count.post(
      approver,
      variances.map(({ key }) => ({ key, reason: 'theft' })),
    ),
  );
  return { ...count, number: document.number };
}

async function aHandOver(...items: string[]) {
  const id = newId();
  const lines = items.map((item) => ({ item, wanted: 1 }));
  whole(await keeper.post('/api/documents/open', { id, type: 'handOver', site: 'RC-S', lines }));
  const step = (body: Omit<CommandBody<'/api/documents/step'>, 'id'>) =>
    keeper.post('/api/documents/step', { id, ...body });
  return {
    id,
    attach: (...refs: string[]) => step({ version: 1, action: 'attachCount', refs }),
    step,
  };
}
const detailOf = ({ body }: { body: unknown }) =>
  (body as { fault?: { detail?: string } }).fault?.detail ?? '';

it('closes a hand-over by counts that were begun after it was opened, of all that lies there, and of no other hand-over', async () => {
  const old = [await counted('RC-S/ordinary', 'Q-HALL', 20), await counted('RC-S/cold', 'Q-COLD', 5)];
  const [one, other] = [await aHandOver('库房钥匙三把'), await aHandOver('库房钥匙三把')];
  const before = await one.attach(...old.map(({ number }) => number));
  expect([before.code, detailOf(before)]).toEqual(['documentNeeds', expect.stringContaining('早于本交接单')]);

  expect(await offered(one.id)).toEqual([[], ['RC-S/cold', 'RC-S/ordinary']]);
  const hall = await counted('RC-S/ordinary', 'Q-HALL', 18);
  expect(await offered(one.id)).toEqual([[hall.number], ['RC-S/cold']]);
  const part = await one.attach(hall.number);
  expect(part.code).toBe('documentNeeds');
  expect(detailOf(part)).toContain('"RC-S/cold"');
  const cold = await counted('RC-S/cold', 'Q-COLD', 5);
  expect(await offered(one.id)).toEqual([[cold.number, hall.number], []]);
  expect(await offered(one.id, `?numbers=${cold.number},PD-1`)).toEqual([
    [cold.number, hall.number],
    ['RC-S/ordinary'],
  ]);
  const { document } = whole(await one.attach(hall.number, cold.number));
  const goods = { kind: 'quilt', lot: 'Q-HALL', piece: null, quantity: 2 };
  expect(document.lines.map(({ item, found }) => [item, found])).toEqual([
    ['库房钥匙三把', undefined],
    [hall.number, { places: ['RC-S/ordinary'], kinds: null, isAlike: false }],
    [hall.number, { as: 'missing', ...goods, from: 'RC-S/ordinary', to: 'lost' }],
    [cold.number, { places: ['RC-S/cold'], kinds: null, isAlike: true }],
  ]);
  const twice = await other.attach(hall.number, cold.number);
  expect([twice.code, detailOf(twice)]).toEqual([
    'documentNeeds',
    expect.stringContaining('已附在另一张交接单上'),
  ]);
  expect((await other.attach('PD-RC-S-2026-999999')).code).toBe('documentNeeds');

  expect(await offered(other.id)).toEqual([[], ['RC-S/cold', 'RC-S/ordinary']]);
  expect((await keeper.get(`/api/documents/${hall.id}/counts`)).code, 'no hand-over').toBe('notFound');

  const portions = document.lines.map(({ n }) => ({ line: n, as: 'passed' as const, quantity: 1 }));
  const sign = { id: one.id, version: 2, action: 'handOver' as const, portions };
  expect((await keeper.post('/api/documents/step', sign)).code, 'one alone').toBe('documentNeeds');
  const signedBy = (name: string) => keeper.post('/api/documents/step', { ...sign, second: { name } });
  expect((await signedBy('keeper-guyuan')).code, 'oneself twice').toBe('samePerson');
  expect((await signedBy('approver')).code, 'who keeps nothing').toBe('dutyMissing');
  const delivered = whole(await signedBy('keeper-new')).document;
  expect(delivered.state).toBe('delivered');
  expect(delivered.steps.at(-1)).toMatchObject({ by: 'keeper-guyuan', second: 'keeper-new' });
  const { version } = await hall.paper(approver);
  const back = { id: hall.id, version, reason: '原因填错', second: { name: 'approver-two' } };
  whole(await approver.post('/api/documents/correct', back));
  const approve = { id: one.id, version: 3, action: 'approve' as const };
  expect((await newcomer.post('/api/documents/step', approve)).code).toBe('dutyMissing');
  const unposted = await approver.post('/api/documents/step', approve);
  expect(unposted.code, 'its count was taken back').toBe('documentNeeds');
  whole(await hall.post(approver, [{ key: await keyOf(hall), reason: 'unrecordedIssue' }]));
  expect(whole(await approver.post('/api/documents/step', approve)).document.state).toBe('closed');
  expect(server.unsound()).toEqual([]);
});

it('asks for no more than the places that a hand-over names', async () => {
  const paper = await aHandOver('库房钥匙一把', 'RC-S/cold');
  const cold = await counted('RC-S/cold', 'Q-COLD', 5);
  expect(whole(await paper.attach(cold.number)).document.state).toBe('counted');
});

it('says of a place that is being counted that it is not counted yet, whether or not something lies there', async () => {
  const paper = await aHandOver('库房钥匙一把');
  const hall = await counted('RC-S/ordinary', 'Q-HALL', 18);
  expect(await offered(paper.id)).toEqual([[hall.number], ['RC-S/cold']]);
  const [full, empty] = ['RC-S/cold', 'RC-S/inspection'];
  const running = await aCount(keeper, [full, empty]);
  whole(await running.step(keeper, 'start'));
  expect(await offered(paper.id)).toEqual([[hall.number], [full, empty]]);
  expect(detailOf(await paper.attach(hall.number))).toContain(`"${full} ${empty}"`);
  whole(await running.step(keeper, 'cancel', { reason: '改期' }));
  expect(await offered(paper.id)).toEqual([[hall.number], [full]]);
});

it('is not signed before what arrived after its counts were attached is counted too', async () => {
  const paper = await aHandOver('库房钥匙一把', 'RC-S/cold', 'RC-S/inspection');
  const cold = await counted('RC-S/cold', 'Q-COLD', 5);
  const attached = whole(await paper.attach(cold.number)).document;
  await received(keeper, 'Q-LATE', 7, 'RC-S/inspection');
  const sign = (version: number, lines: number[]) =>
    paper.step({
      ...{ version, action: 'handOver', second: { name: 'keeper-new' } },
      portions: lines.map((line) => ({ line, as: 'passed', quantity: 1 })),
    });
  const numbers = attached.lines.map(({ n }) => n);
  const early = await sign(2, numbers);
  expect([early.code, detailOf(early)]).toEqual([
    'documentNeeds',
    expect.stringContaining('"RC-S/inspection"'),
  ]);

  expect(await offered(paper.id)).toEqual([[], ['RC-S/inspection']]);
  const late = await counted('RC-S/inspection', 'Q-LATE', 7);
  expect(await offered(paper.id)).toEqual([[late.number], []]);
  const both = whole(await paper.step({ version: 2, action: 'attachCount', refs: [late.number] })).document;
  expect(both.state).toBe('counted');
  expect(both.lines.map(({ item }) => item)).toEqual([
    ...['库房钥匙一把', 'RC-S/cold', 'RC-S/inspection'],
    ...[cold.number, late.number],
  ]);
  const back = { id: paper.id, version: 3, reason: '附错了', second: { name: 'approver-two' } };
  const less = whole(await keeper.post('/api/documents/correct', back)).document;
  expect(less.lines, 'what is taken back is not there to be signed').toHaveLength(numbers.length);
  const again = whole(await paper.step({ version: 4, action: 'attachCount', refs: [late.number] })).document;
  expect(again.lines).toEqual(both.lines);
  whole(await sign(5, [...numbers, both.lines.length]));
  await received(keeper, 'Q-AFTER', 3, 'RC-S/dangerous');
  const end = await approver.post('/api/documents/step', { id: paper.id, version: 6, action: 'approve' });
  expect(whole(end).document.state, 'what comes to the newcomer is no part of it').toBe('closed');
});

it('is not attached to where nothing lies that is handed over, though the store is full', async () => {
  const paper = await aHandOver('RC-S/receiving');
  const empty = await counted('RC-S/receiving', 'Q-HALL', 0);
  const refused = await paper.attach(empty.number);
  expect([refused.code, detailOf(refused)]).toEqual([
    'documentNeeds',
    expect.stringContaining('RC-S/receiving'),
  ]);
});

/** The counts that may be chosen, and what they leave out. */
async function offered(id: string, query = '') {
  const path = `/api/documents/${id}/counts${query}`;
  const { items, missing } = whole(await keeper.get<Answer<'/api/documents/{id}/counts'>>(path));
  expect(items.every(({ by, closedAt }) => by.includes('keeper-guyuan') && closedAt !== null)).toBe(true);
  return [items.map(({ number }) => number), missing];
}

async function keyOf(count: Awaited<ReturnType<typeof aCount>>): Promise<string> {
  return whole(await count.variance(approver)).variances[0]?.key ?? '';
}
