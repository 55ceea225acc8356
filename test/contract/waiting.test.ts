/** What waits for whom: the list says so before the step is taken, and the step then goes through, or is refused to whoever was not told. */
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openServer, region, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
const people = {} as Record<
  'keeper' | 'county' | 'near' | 'top' | 'yes' | 'commander' | 'inspector',
  Visitor
>;
beforeAll(async () => {
  server = await openServer();
  const names = {
    ...{ keeper: 'keeper-guyuan', county: 'keeper-pengyang', near: 'approver-guyuan', top: 'approver' },
    ...{ yes: 'approver-pengyang', commander: 'commander', inspector: 'inspector' },
  };
  for (const [who, name] of Object.entries(names))
    people[who as keyof typeof people] = await aSample(server, name);
});
afterAll(() => server.close());

let n = 0;
const newId = () => `01990000-0000-7000-8000-${String(++n).padStart(12, '0')}`;
const at = (site: string) =>
  ({ place: `${site}/receiving`, quality: 'usable', grade: 'reserve', owner: site }) as const;
const from = (site: string) => ({ ...at(site), place: 'supplier' }) as const;
async function ok<Body>(answer: Promise<{ status: number; body: Body }>): Promise<Body> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}
const open = async (who: Visitor, body: Omit<CommandBody<'/api/documents/open'>, 'id'>) => {
  const id = newId();
  await ok(who.post('/api/documents/open', { id, ...body }));
  return id;
};
const step = (who: Visitor, id: string, body: Omit<CommandBody<'/api/documents/step'>, 'id'>) =>
  who.post('/api/documents/step', { id, ...body });
type Waiting = Answer<'/api/waiting'>;
/** The step that it waits for, as this one is told; undefined where not. */
const waits = async (who: Visitor, id: string) =>
  (await ok(who.get<Waiting>('/api/waiting?limit=500'))).items.find((row) => row.id === id)?.action;

it('tells the approvers of a store and those above it of what is asked, never who asked, and nobody else', async () => {
  const { keeper, county, near, top, yes } = people;
  const to = { ...at('RC-S'), place: 'unit/squad-3' };
  const lines = [{ kind: 'quilt', wanted: 1, from: at('RC-S'), to }];
  const id = await open(keeper, { type: 'handOut', site: 'RC-S', lines });
  expect(await waits(near, id)).toBe('approve');
  expect(await waits(top, id)).toBe('approve');
  for (const who of [keeper, county, yes]) expect(await waits(who, id)).toBeUndefined();
  await ok(step(near, id, { version: 1, action: 'approve' }));
  expect(await waits(top, id), 'decided').toBeUndefined();
});

it('tells of the signature that is owed within the day, whatever has become of the goods by then', async () => {
  const { county, yes, top } = people;
  const lot = 'W-FIRST';
  const purchase = await open(county, {
    ...{
      type: 'emergencyPurchase',
      site: 'CS-640425',
      lots: [{ lot, kind: 'quilt' }],
      phone: '局值班室 老李',
    },
    lines: [{ kind: 'quilt', lot, wanted: 5, from: from('CS-640425'), to: at('CS-640425') }],
  });
  expect(await waits(yes, purchase), 'nothing has come').toBeUndefined();
  await ok(
    step(county, purchase, {
      ...{ version: 1, action: 'receive', second: { name: '送货员老杨' }, dueAt: Date.now() + 86_400_000 },
      portions: [{ line: 1, as: 'arrived', quantity: 5 }],
    }),
  );
  expect(await waits(yes, purchase)).toBe('signAfterwards');
  await ok(step(yes, purchase, { version: 2, action: 'signAfterwards' }));
  expect(await waits(yes, purchase)).toBeUndefined();

  const transfer = await open(county, {
    ...{ type: 'transfer', site: 'CS-640425', there: 'RC-S', urgency: 'emergency' },
    lines: [{ kind: 'quilt', lot, wanted: 5, from: at('CS-640425'), to: at('RC-S') }],
  });
  await ok(step(yes, transfer, { version: 1, action: 'actFirst', reason: '山洪', phone: '0951-1 王指挥' }));
  const portions = [{ line: 1, as: 'picked' as const, quantity: 5 }];
  const { document } = await ok(step(county, transfer, { version: 2, action: 'pick', portions }));
  expect(document.state).toBe('picked');
  expect(await waits(top, transfer)).toBe('signAfterwards');
  expect(await waits(yes, transfer), 'who let them go').toBeUndefined();
  expect((await step(yes, transfer, { version: 3, action: 'signAfterwards' })).code).toBe('samePerson');
  const row = (await ok(top.get<Waiting>('/api/waiting'))).items.find(({ id }) => id === transfer);
  expect(row?.dueAt, 'until when').toBeGreaterThan(Date.now());
  await ok(step(top, transfer, { version: 3, action: 'signAfterwards' }));
  expect(await waits(top, transfer)).toBeUndefined();
});

it('tells of a call-off that was delivered and is to be settled', async () => {
  const { commander, keeper, near, top } = people;
  const lot = 'W-CALL';
  await open(keeper, {
    ...{ type: 'goodsIn', site: 'RC-S', lots: [{ lot, kind: 'quilt' }] },
    lines: [{ kind: 'quilt', lot, wanted: 5, from: from('RC-S'), to: at('RC-S') }],
  });
  const id = await open(commander, {
    ...{ type: 'callOff', site: 'RC-S', there: 'PX-MED' },
    lines: [{ kind: 'quilt', lot, wanted: 5, from: from('RC-S'), to: at('RC-S') }],
  });
  await ok(step(top, id, { version: 1, action: 'approve' }));
  const dueAt = Date.now() + 86_400_000;
  await ok(step(commander, id, { version: 2, action: 'recordCall', reason: '张经理', dueAt }));
  const portions = [{ line: 1, as: 'arrived' as const, quantity: 5 }];
  await ok(step(keeper, id, { version: 3, action: 'receive', second: { name: '老张' }, portions }));
  expect(await waits(top, id)).toBe('settle');
  expect(await waits(commander, id), 'who asked').toBeUndefined();
  await ok(step(top, id, { version: 4, action: 'settle', refs: ['结算单 7'] }));
  for (const who of [near, top]) expect(await waits(who, id)).toBeUndefined();
});

it('tells whoever stands in for an approver, while it is so', async () => {
  const { keeper, near, inspector } = people;
  const to = { ...at('RC-S'), place: 'unit/squad-3' };
  const id = await open(keeper, {
    ...{ type: 'handOut', site: 'RC-S' },
    lines: [{ kind: 'quilt', wanted: 1, from: at('RC-S'), to }],
  });
  expect(await waits(inspector, id)).toBeUndefined();
  const lent = await ok(
    near.post('/api/delegations/give', {
      ...{ to: 'inspector', until: Date.now() + 86_400_000, actions: ['approve'], types: null },
      reason: '出差',
    }),
  );
  expect(await waits(inspector, id)).toBe('approve');
  await ok(near.post('/api/delegations/revoke', { id: lent.id }));
  expect(await waits(inspector, id)).toBeUndefined();
});

it('pages through them, and finds them by an index', async () => {
  const { top } = people;
  const all = (await ok(top.get<Waiting>('/api/waiting'))).items.map(({ id }) => id);
  const found: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: Waiting = await ok(top.get<Waiting>(`/api/waiting?limit=1${next && `&after=${next}`}`));
    found.push(...page.items.map(({ id }) => id));
    next = page.next;
  }
  expect(found).toEqual(all);
  const plan = server.rows<{ detail: string }>(
    'explain query plan select body from document where waits = 1 and key < 99 order by key desc limit 50',
  );
  expect(plan.map(({ detail }) => detail).join()).toMatch(/document_waits/);
});

it('offers nobody a step that would be refused him as the same person, not through a delegation either, and says what the yes is judged by', async () => {
  const { keeper, near, top } = people;
  const until = Date.now() + 86_400_000;
  const lent = { to: 'keeper-guyuan', until, actions: ['approve'], types: null, reason: '出差' } as const;
  const { id: delegation } = await ok(
    near.post('/api/delegations/give', { ...lent, actions: [...lent.actions] }),
  );
  const to = { ...at('RC-S'), place: 'unit/squad-3' };
  const lines = [{ kind: 'quilt', wanted: 7, from: at('RC-S'), to }];
  const id = await open(keeper, { type: 'handOut', site: 'RC-S', urgency: 'urgent', lines });
  const seen = (who: Visitor) => ok(who.get<Answer<'/api/documents/{id}'>>(`/api/documents/${id}`));
  const offered = async (who: Visitor) => (await seen(who)).steps.map(({ action }) => action);
  expect((await step(keeper, id, { version: 1, action: 'approve' })).code).toBe('samePerson');
  expect(await offered(keeper)).toEqual(['cancel']);
  expect(await waits(keeper, id)).toBeUndefined();
  expect(await offered(top)).toEqual(['approve', 'refuse']);
  const fen = region.kinds.find((kind) => kind.id === 'quilt')?.unitCostFen ?? 0;
  const { approval, worth } = await seen(top);
  expect(worth).toEqual({ fen: 7 * fen, unpriced: 0 });
  expect(approval?.row).toMatchObject({ id: approval?.rule, action: 'approve', source: approval?.source });
  expect((await ok(top.get<Waiting>('/api/waiting?limit=500'))).items).toContainEqual(
    expect.objectContaining({ id, worth, urgency: 'urgent' }),
  );
  await ok(near.post('/api/delegations/revoke', { id: delegation }));
});
