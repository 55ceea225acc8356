/** What an order, a rotation or a hand-out notes as come by another paper is what that paper brought: once, of the right goods, to the right store. And the papers of an emergency purchase come when the policy wants them. */
import type { Portion } from '@changping/contracts/documents';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId, slot, whole } from './count-room.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

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

type StepBody = Omit<CommandBody<'/api/documents/step'>, 'id'>;
const second = { name: '送货员老杨' };
const day = 86_400_000;
const dueAt = Date.now() + 7 * day;
const part = (as: Portion['as'], quantity: number, more: Partial<Portion> = {}) => ({
  ...{ line: 1, as, quantity },
  ...more,
});
const step = (who: Visitor, id: string, body: StepBody) => who.post('/api/documents/step', { id, ...body });

async function brought(who: Visitor, site: string, lot: string, quantity: number, kind = 'quilt') {
  const id = newId();
  const at = { ...slot(`${site}/receiving`), owner: site };
  const lines = [{ kind, lot, wanted: quantity, from: { ...at, place: 'supplier' }, to: at }];
  whole(await who.post('/api/documents/open', { id, type: 'goodsIn', site, lots: [{ lot, kind }], lines }));
  const portions = [part('arrived', quantity)];
  return whole(await step(who, id, { version: 1, action: 'receive', second, portions })).document;
}

async function ordered(wanted: number) {
  const id = newId();
  const lines = [{ kind: 'quilt', wanted, from: slot('supplier'), to: slot('RC-S/receiving') }];
  whole(await keeper.post('/api/documents/open', { id, type: 'procurement', site: 'RC-S', lines }));
  whole(await step(approver, id, { version: 1, action: 'approve' }));
  whole(await step(keeper, id, { version: 2, action: 'order', refs: ['HT-1'], dueAt }));
  return (version: number, quantity: number, ...refs: string[]) =>
    step(keeper, id, { version, action: 'noteArrival', refs, portions: [part('arrived', quantity)] });
}

it('closes no order on a receipt that is not there, of another store, of other goods, or noted already', async () => {
  const note = await ordered(30);
  const masks = await brought(keeper, 'RC-S', 'M-1', 30, 'mask');
  const away = await brought(county, 'CS-640425', 'Q-AWAY', 30);
  const first = await brought(keeper, 'RC-S', 'Q-ONE', 20);
  for (const ref of ['RK-1', masks.number, away.number])
    expect((await note(3, 20, ref)).code).toBe('paperUnfit');
  expect((await note(3, 21, first.number)).code, 'more than came').toBe('paperUnfit');
  expect(whole(await note(3, 20, first.number)).document.state).toBe('arriving');
  expect((await note(4, 10, first.number)).code, 'a second time').toBe('paperUnfit');
  const other = await ordered(5);
  expect((await other(3, 5, first.number)).code, 'for another order').toBe('paperUnfit');
  const back = { id: first.id, version: 2, second: { name: 'approver' }, reason: '数错' };
  expect((await keeper.post('/api/documents/correct', back)).code).toBe('paperNoted');
  const rest = await brought(keeper, 'RC-S', 'Q-TWO', 15);
  expect(whole(await note(4, 10, rest.number)).document.state).toBe('closed');
  expect(whole(await other(3, 5, rest.number)).document.state).toBe('closed');
});

it('makes up a rotation with what was bought, and takes less only for a reason', async () => {
  const rotation = await aSample(server, 'rotation');
  await brought(keeper, 'RC-S', 'Q-OLD', 20);
  const id = newId();
  const here = slot('RC-S/receiving');
  const lines = [{ kind: 'quilt', lot: 'Q-OLD', wanted: 20, from: here, to: here }];
  whole(await rotation.post('/api/documents/open', { id, type: 'rotation', site: 'RC-S', lines }));
  whole(await step(approver, id, { version: 1, action: 'approve' }));
  const portions = [part('toDuty', 20)];
  whole(
    await step(rotation, id, {
      version: 2,
      action: 'rotate',
      second: { name: 'keeper-guyuan' },
      dueAt,
      portions,
    }),
  );
  const few = await brought(keeper, 'RC-S', 'Q-FEW', 12);
  const made = (more: Partial<StepBody>) =>
    step(rotation, id, { version: 3, action: 'replenish', refs: [few.number], ...more });
  expect((await made({ refs: ['RK-1'], reason: '厂家停产' })).code).toBe('paperUnfit');
  expect((await made({})).code).toBe('paperUnfit');
  expect(whole(await made({ reason: '厂家停产，余量另购' })).document.state).toBe('closed');
});

it('ends a hand-out with what came back to another store, where its return says so and no further', async () => {
  await brought(keeper, 'RC-S', 'Q-LENT', 10);
  const id = newId();
  const unit = slot('unit/squad-7');
  const lines = [{ kind: 'quilt', lot: 'Q-LENT', wanted: 10, from: slot('RC-S/receiving'), to: unit }];
  whole(await keeper.post('/api/documents/open', { id, type: 'handOut', site: 'RC-S', lines }));
  whole(await step(approver, id, { version: 1, action: 'approve' }));
  whole(
    await step(keeper, id, { version: 2, action: 'handOut', second, dueAt, portions: [part('given', 10)] }),
  );
  const paper = newId();
  const back = [{ ...lines[0], kind: 'quilt', wanted: 6, from: unit, to: slot('CS-640425/receiving') }];
  whole(
    await county.post('/api/documents/open', { id: paper, type: 'return', site: 'CS-640425', lines: back }),
  );
  const { number } = whole(
    await step(county, paper, { version: 1, action: 'takeBack', second, portions: [part('returned', 6)] }),
  ).document;
  const note = (quantity: number, refs = [number]) =>
    step(keeper, id, { version: 3, action: 'noteReturn', refs, portions: [part('elsewhere', quantity)] });
  expect((await note(6, ['GH-1'])).code).toBe('paperUnfit');
  expect((await note(7)).code).toBe('paperUnfit');
  expect(whole(await note(6)).document).toMatchObject({ state: 'returning' });
  const rest: StepBody = { version: 4, action: 'takeBack', second, portions: [part('returned', 4)] };
  expect(whole(await step(keeper, id, rest)).document).toMatchObject({ state: 'closed', owes: [] });
  const left = `stock join cell on cell.key = stock.cell join place on place.key = cell.place
    where place.code = 'unit/squad-7' and stock.quantity <> 0`;
  expect(server.count(left)).toBe(0);
  expect(server.unsound()).toEqual([]);
});

it('wants the papers of an emergency purchase when the policy does: sooner is fine, later is not', async () => {
  const opened = async () => {
    const id = newId();
    const lines = [
      { kind: 'quilt', lot: 'Q-NOW', wanted: 4, from: slot('supplier'), to: slot('RC-S/receiving') },
    ];
    const lots = [{ lot: 'Q-NOW', kind: 'quilt' }];
    const body = { id, type: 'emergencyPurchase', site: 'RC-S', urgency: 'emergency', lines, lots } as const;
    expect((await keeper.post('/api/documents/open', { ...body, id: newId() })).code).toBe('documentNeeds');
    const { document, steps } = whole(
      await keeper.post('/api/documents/open', { ...body, phone: '局值班室 老李' }),
    );
    expect(document.steps[0]?.phone).toBe('局值班室 老李');
    const until = steps.find(({ action }) => action === 'receive')?.until as number;
    const receive = (more: Partial<StepBody>) =>
      step(keeper, id, { version: 1, action: 'receive', second, portions: [part('arrived', 4)], ...more });
    return { until, receive };
  };
  const one = await opened();
  expect(Math.round((one.until - Date.now()) / day)).toBe(15);
  expect((await one.receive({ dueAt: one.until + 2 * day })).code).toBe('documentNeeds');
  const owed = (reply: Awaited<ReturnType<typeof one.receive>>) =>
    whole(reply).document.owes.find(({ what }) => what === 'papers')?.dueAt as number;
  const sooner = Date.now() + 3 * day;
  expect(owed(await one.receive({ dueAt: sooner }))).toBe(sooner);
  const other = await opened();
  expect(Math.abs(owed(await other.receive({})) - other.until)).toBeLessThan(60_000);
});
