import { cellsOf } from '@changping/contracts/catalogue-cells';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agreed } from './agreed.ts';
import { openServer, region, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
const people = {} as Record<
  'keeper' | 'near' | 'top' | 'commander' | 'supervisor' | 'policy' | 'county' | 'countyYes' | 'inspector',
  Visitor
>;
beforeAll(async () => {
  server = await openServer();
  const names = {
    ...{ keeper: 'keeper-guyuan', near: 'approver-guyuan', top: 'approver', commander: 'commander' },
    ...{ supervisor: 'supervisor', policy: 'policy', inspector: 'inspector' },
    ...{ county: 'keeper-pengyang', countyYes: 'approver-pengyang' },
  };
  for (const [who, name] of Object.entries(names))
    people[who as keyof typeof people] = await aSample(server, name);
});
afterAll(() => server.close());

let n = 0;
const newId = () => `01990000-0000-7000-8000-${String(++n).padStart(12, '0')}`;
const at = (site: string) =>
  ({ place: `${site}/receiving`, quality: 'usable', grade: 'reserve', owner: site }) as const;
type Step = Omit<CommandBody<'/api/documents/step'>, 'id'>;
const step = (who: Visitor, id: string, body: Step) => who.post('/api/documents/step', { id, ...body });
async function ok<Body>(answer: Promise<{ status: number; body: Body }>): Promise<Body> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}
const fenOf = (kind: string) => region.kinds.find(({ id }) => id === kind)?.unitCostFen ?? 0;
const sentence = (body: unknown) => (body as { fault: { detail?: string } }).fault.detail ?? '';
const auditOf = (action: string) =>
  server
    .rows<{ after: string }>(
      `select after from audit where action = '${action}' and result = 'ok' order by key`,
    )
    .map(({ after }) => JSON.parse(after));

/** So many loose quilts of a new lot. */
async function received(who: Visitor, site: string, lot: string, quantity: number) {
  const id = newId();
  await ok(
    who.post('/api/documents/open', {
      ...{ id, type: 'goodsIn', site, lots: [{ lot, kind: 'quilt' }] },
      lines: [
        { kind: 'quilt', lot, wanted: quantity, from: { ...at(site), place: 'supplier' }, to: at(site) },
      ],
    }),
  );
  const portions = [{ line: 1, as: 'arrived', quantity }] as const;
  await ok(
    step(who, id, { version: 1, action: 'receive', second: { name: '送货员老杨' }, portions: [...portions] }),
  );
}
/** A hand-out to a squad, as it was opened. */
async function askedOut(who: Visitor, site: string, lot: string, wanted: number, more: object = {}) {
  const id = newId();
  const to = { ...at(site), place: 'unit/squad-3' };
  const lines = [{ kind: 'quilt', lot, wanted, from: at(site), to }];
  await ok(who.post('/api/documents/open', { id, type: 'handOut', site, lines, ...more }));
  return id;
}
async function transferTo(who: Visitor, lot: string, wanted: number) {
  const id = newId();
  const lines = [{ kind: 'quilt', lot, wanted, from: at('RC-S'), to: at('CS-640425') }];
  return {
    id,
    ...(await ok(
      who.post('/api/documents/open', { id, type: 'transfer', site: 'RC-S', there: 'CS-640425', lines }),
    )),
  };
}
const giveOut = (version: number, quantity: number): Step => ({
  ...{ version, action: 'handOut', second: { name: '三中队老李' }, dueAt: Date.now() + 86_400_000 },
  portions: [{ line: 1, as: 'given', quantity }],
});
const paper = (who: Visitor, id: string) =>
  ok(who.get<Answer<'/api/documents/{id}'>>(`/api/documents/${id}`));

it('serves a county with a keeper and an approver: asked, approved, handed out and taken back, each step with its row', async () => {
  const { county, countyYes } = people;
  await received(county, 'CS-640425', 'A-COUNTY', 10);
  const id = await askedOut(county, 'CS-640425', 'A-COUNTY', 4);
  expect((await step(county, id, giveOut(1, 4))).code, 'not before it was approved').toBe('documentState');
  await ok(step(countyYes, id, { version: 1, action: 'approve' }));
  const { document } = await ok(step(county, id, giveOut(2, 4)));
  expect(
    document.steps.map(({ action, policy, signatures }) => [action, policy, signatures?.[0]?.rule]),
  ).toEqual([
    ['open', 1, 'ask'],
    ['approve', 1, 'approve'],
    ['handOut', 1, 'release-hand-out'],
  ]);
  const back = { version: 3, action: 'takeBack', second: { name: '三中队老李' } } as const;
  await ok(step(county, id, { ...back, portions: [{ line: 1, as: 'returned', quantity: 4 }] }));
  expect(auditOf('handOut.handOut').at(-1)).toMatchObject({ rule: 'release-hand-out', policy: 1 });
  expect(server.unsound()).toEqual([]);
});

it('has the release of what two people of a county did signed by the unit above, and says who that is', async () => {
  const { county, countyYes, top } = people;
  await received(county, 'CS-640425', 'A-ABOVE', 10);
  const id = newId();
  const lines = [{ kind: 'quilt', lot: 'A-ABOVE', wanted: 5, from: at('CS-640425'), to: at('RC-S') }];
  await ok(
    county.post('/api/documents/open', { id, type: 'transfer', site: 'CS-640425', there: 'RC-S', lines }),
  );
  await ok(step(countyYes, id, { version: 1, action: 'approve' }));
  await ok(
    step(county, id, { version: 2, action: 'pick', portions: [{ line: 1, as: 'picked', quantity: 5 }] }),
  );
  const release = {
    version: 3,
    action: 'release',
    second: { name: '驾驶员' },
    portions: [{ line: 1, as: 'sent', quantity: 5 }],
  } as const;
  const refused = await step(county, id, { ...release, portions: [...release.portions] });
  expect(refused.code).toBe('samePerson');
  expect(sentence(refused.body)).toMatch(/可由：.*审批人.*could instead: .*approver of .*Pengyang/s);
  expect(sentence(refused.body), 'a keeper reads no names').not.toContain('approver-pengyang');
  await ok(step(top, id, { ...release, portions: [...release.portions] }));
});

it('wants two approvals above a value, of two people, and shows whose is missing; the document stays asked between', async () => {
  const { keeper, near, top } = people;
  await received(keeper, 'RC-S', 'A-DEAR', 9000);
  const fen = fenOf('quilt');
  const wanted = Math.ceil(500_000_00 / fen);
  const { id, approval } = await transferTo(keeper, 'A-DEAR', wanted);
  expect(approval).toMatchObject({ rule: 'approve-dear', policy: 1, given: [], mine: false });
  expect(approval?.missing).toHaveLength(2);
  const first = await ok(step(near, id, { version: 1, action: 'approve' }));
  expect(first.document).toMatchObject({ state: 'asked', version: 2 });
  expect(first.approval?.given).toMatchObject([{ person: 'approver-guyuan' }]);
  expect(first.approval).toMatchObject({
    mine: false,
    missing: [{ left: 1, could: [{ role: 'approver', units: ['ningxia'] }] }],
  });
  expect((await paper(top, id)).approval).toMatchObject({
    mine: true,
    missing: [{ could: [{ people: ['示例 · 审批人 (approver)'] }] }],
  });
  const again = await step(near, id, { version: 2, action: 'approve' });
  expect(again.code).toBe('dutyMissing');
  const picking = {
    version: 2,
    action: 'pick',
    portions: [{ line: 1, as: 'picked', quantity: wanted }],
  } as const;
  expect((await step(keeper, id, { ...picking, portions: [...picking.portions] })).code).toBe(
    'documentState',
  );
  const second = await ok(step(top, id, { version: 2, action: 'approve' }));
  expect(second.document.state).toBe('approved');
  expect(second.approval).toBeUndefined();
  expect(second.document.steps.map(({ to }) => to)).toEqual(['asked', 'asked', 'approved']);
  await ok(step(keeper, id, { ...picking, version: 3, portions: [...picking.portions] }));
  // One fen below it one is enough.
  const cheap = await transferTo(keeper, 'A-DEAR', wanted - 1);
  expect((await ok(step(near, cheap.id, { version: 1, action: 'approve' }))).document.state).toBe('approved');
  expect(server.unsound()).toEqual([]);
});

it('judges a document by the prices of its opening: a price that is cut meanwhile, or that its owner alone wants to cut, spares nobody a signature', async () => {
  const { keeper, near, policy, supervisor } = people;
  await received(keeper, 'RC-S', 'A-CUT', 9000);
  const wanted = Math.ceil(500_000_00 / fenOf('quilt'));
  const { id, approval } = await transferTo(keeper, 'A-CUT', wanted);
  expect(approval).toMatchObject({ rule: 'approve-dear' });
  const { version } = await ok(policy.get<Answer<'/api/catalogue'>>('/api/catalogue'));
  const { items } = await ok(policy.get<Answer<'/api/kinds'>>('/api/kinds?limit=500'));
  const quilt = cellsOf(items.find((kind) => kind.id === 'quilt') as (typeof items)[number]);
  const draft = (after: number, unit_cost_fen: string) => ({
    ...{ after, reason: '调价', kinds: [{ ...quilt, unit_cost_fen }] },
  });
  const priced = (after: number, fen: string) =>
    ok(agreed(policy, supervisor, '/api/catalogue/propose', draft(after, fen)));
  await ok(policy.post('/api/catalogue/propose', draft(version, '1')));
  const alone = await transferTo(keeper, 'A-CUT', wanted);
  expect(alone.approval).toMatchObject({ rule: 'approve-dear' });
  expect((await ok(step(near, alone.id, { version: 1, action: 'approve' }))).document.state).toBe('asked');
  await priced(version, '1');
  expect((await ok(step(near, id, { version: 1, action: 'approve' }))).document.state).toBe('asked');
  const later = await transferTo(keeper, 'A-CUT', wanted);
  expect((await ok(step(near, later.id, { version: 1, action: 'approve' }))).document.state).toBe('approved');
  await priced(version + 1, quilt.unit_cost_fen);
  for (const one of [id, alone.id, later.id]) {
    const { document } = await paper(keeper, one);
    await ok(step(keeper, one, { version: document.version, action: 'cancel', reason: '不用了' }));
  }
});

it('takes the first of two approvals back by a correction, and wants it again', async () => {
  const { keeper, near, top } = people;
  const wanted = Math.ceil(500_000_00 / fenOf('quilt'));
  const { id } = await transferTo(keeper, 'A-DEAR', wanted);
  await ok(step(near, id, { version: 1, action: 'approve' }));
  const correction = { id, version: 2, reason: '数量有疑问', second: { name: 'approver' } };
  await ok(near.post('/api/documents/correct', correction));
  expect((await paper(top, id)).approval).toMatchObject({ given: [], missing: [{ left: 1 }, { left: 1 }] });
});

it('lets a delegate sign as the one he stands in for, never for who asked, and not past the term', async () => {
  const { keeper, near, top, county, inspector } = people;
  await received(keeper, 'RC-S', 'A-LENT', 20);
  const give = (who: Visitor, more: object = {}) =>
    who.post('/api/delegations/give', {
      ...{
        to: 'inspector',
        until: Date.now() + 30 * 86_400_000,
        actions: ['approve'],
        types: null,
        reason: '出差',
      },
      ...more,
    } as CommandBody<'/api/delegations/give'>);
  expect((await give(near, { to: 'supervisor' })).code).toBe('rolesConflict');
  expect((await give(near, { to: 'approver-guyuan' })).code).toBe('delegationTo');
  expect((await give(near, { to: 'system' })).code).toBe('delegationTo');
  expect((await give(near, { until: Date.now() + 91 * 86_400_000 })).code).toBe('delegationTerm');
  expect((await give(near, { until: Date.now() - 1 })).code).toBe('delegationTerm');
  expect((await give(keeper)).code, 'nobody lends what he has not').toBe('dutyMissing');

  const id = await askedOut(keeper, 'RC-S', 'A-LENT', 2);
  expect((await step(inspector, id, { version: 1, action: 'approve' })).code).toBe('dutyMissing');
  const lent = await ok(give(near));
  const { document } = await ok(step(inspector, id, { version: 1, action: 'approve' }));
  expect(document.steps[1]?.signatures).toMatchObject([{ person: 'inspector', as: 'approver-guyuan' }]);
  expect(auditOf('handOut.approve').at(-1)).toMatchObject({ as: 'approver-guyuan', policy: 1 });
  // To the one who asked it is of no use.
  await ok(give(near, { to: 'keeper-guyuan' }));
  const own = await askedOut(keeper, 'RC-S', 'A-LENT', 2);
  const refused = await step(keeper, own, { version: 1, action: 'approve' });
  expect(refused.code).toBe('samePerson');
  expect(await ok(keeper.get<Answer<'/api/delegations'>>('/api/delegations'))).toMatchObject({
    items: [{ from: 'approver-guyuan', to: 'keeper-guyuan', state: 'standing' }],
  });
  expect((await ok(county.get<Answer<'/api/delegations'>>('/api/delegations'))).items).toEqual([]);

  expect((await inspector.post('/api/delegations/revoke', { id: lent.id })).code, 'not by who got it').toBe(
    'notFound',
  );
  await ok(near.post('/api/delegations/revoke', { id: lent.id, reason: '已返岗' }));
  expect((await step(inspector, own, { version: 1, action: 'approve' })).code, 'taken back').toBe(
    'dutyMissing',
  );
  await ok(give(near));
  server.db.raw.prepare('update delegation set until = ? where revoked_at is null').run(Date.now() - 1);
  expect((await step(inspector, own, { version: 1, action: 'approve' })).code, 'over').toBe('dutyMissing');
  await ok(step(top, own, { version: 1, action: 'approve' }));
  expect(server.count("audit where action = 'delegation.give' and result = 'ok'")).toBe(3);
  expect(server.count("audit where action = 'delegation.revoke' and result = 'ok'")).toBe(1);
});

it('lets goods go first on an order by telephone where the policy allows it, and wants signature and review', async () => {
  const { keeper, near, top, supervisor, county, countyYes } = people;
  await received(county, 'CS-640425', 'A-FIRST', 10);
  const routine = await askedOut(county, 'CS-640425', 'A-FIRST', 1);
  expect((await paper(countyYes, routine)).steps.map(({ action }) => action)).not.toContain('actFirst');
  const first = { version: 1, action: 'actFirst', reason: '山洪', phone: '0951-1234567 王指挥' } as const;
  const early = await step(countyYes, routine, first);
  expect(early.code).toBe('approvalMissing');

  const id = await askedOut(county, 'CS-640425', 'A-FIRST', 3, { urgency: 'emergency' });
  expect((await step(countyYes, id, { ...first, phone: ' ' })).code).toBe('documentNeeds');
  const { document } = await ok(step(countyYes, id, first));
  expect(document).toMatchObject({ state: 'approved', owes: [{ what: 'approval' }], urgency: 'emergency' });
  const due = document.owes[0]?.dueAt ?? 0;
  expect(due - (document.steps[1]?.at ?? 0)).toBe(86_400_000);
  expect(document.steps[1]).toMatchObject({ phone: '0951-1234567 王指挥', policy: 1 });
  await ok(step(countyYes, id, giveOut(2, 3)));

  type Reviews = Answer<'/api/reviews'>;
  const waiting = await ok(supervisor.get<Reviews>('/api/reviews'));
  expect(waiting.items).toMatchObject([
    { document: id, state: 'waiting', actedBy: 'approver-pengyang', endedAt: null },
  ]);
  expect((await keeper.get('/api/reviews')).code).toBe('rightMissing');
  expect((await near.post('/api/reviews/settle', { document: id, finding: '无' })).code).toBe('rightMissing');
  expect((await step(countyYes, id, { version: 3, action: 'signAfterwards' })).code, 'who let them go').toBe(
    'samePerson',
  );
  await ok(step(top, id, { version: 3, action: 'signAfterwards' }));
  expect((await paper(county, id)).document).toMatchObject({
    state: 'handedOut',
    owes: [{ what: 'return' }],
  });
  await ok(supervisor.post('/api/reviews/settle', { document: id, finding: '来电属实' }));
  expect((await supervisor.post('/api/reviews/settle', { document: id, finding: '再看' })).code).toBe(
    'reviewedAlready',
  );
  expect((await ok(supervisor.get<Reviews>('/api/reviews'))).items).toMatchObject([
    { state: 'inTime', reviewedBy: 'supervisor', finding: '来电属实' },
  ]);
  expect(server.count("audit where action = 'actFirst.review' and result = 'ok'")).toBe(1);
  expect(server.unsound()).toEqual([]);
});

it('lets a keeper alone at night act first on an order, give out and move goods, and never sign for it afterwards, in no name; another signs within a day, and a supervisor looks at it', async () => {
  const { top, supervisor, county, countyYes } = people;
  await received(county, 'CS-640425', 'A-ALONE', 10);
  const first = { version: 1, action: 'actFirst', reason: '山洪', phone: '0951-1234567 王指挥' } as const;
  const routine = await askedOut(county, 'CS-640425', 'A-ALONE', 1);
  expect((await step(county, routine, first)).code, 'what can wait for a signature waits').toBe('samePerson');
  const id = await askedOut(county, 'CS-640425', 'A-ALONE', 3, { urgency: 'emergency' });
  await ok(step(county, id, first));
  const { document } = await ok(step(county, id, giveOut(2, 3)));
  expect(document.owes.map(({ what }) => what).sort()).toEqual(['approval', 'return']);
  const lines = [{ kind: 'quilt', lot: 'A-ALONE', wanted: 2, from: at('CS-640425'), to: at('ST-640425203') }];
  const moved = newId();
  const ends = { type: 'transfer', site: 'CS-640425', there: 'ST-640425203' } as const;
  await ok(county.post('/api/documents/open', { id: moved, ...ends, lines, urgency: 'emergency' }));
  await ok(step(county, moved, first));
  const goods = (as: 'picked' | 'sent') => [{ line: 1, as, quantity: 2 }];
  await ok(step(county, moved, { version: 2, action: 'pick', portions: goods('picked') }));
  const out = { version: 3, action: 'release', second: { name: '驾驶员' }, portions: goods('sent') } as const;
  await ok(step(county, moved, out));

  const sign = { version: 3, action: 'signAfterwards' } as const;
  expect((await step(county, id, sign)).code).toBe('dutyMissing');
  const lent = { to: 'keeper-pengyang', until: Date.now() + 86_400_000, actions: null, types: null };
  await ok(countyYes.post('/api/delegations/give', { ...lent, reason: '出差' }));
  expect((await step(county, id, sign)).code, 'not in the name of another either').toBe('samePerson');
  await ok(step(top, id, sign));
  const reviews = await ok(supervisor.get<Answer<'/api/reviews'>>('/api/reviews'));
  expect(reviews.items.filter(({ actedBy }) => actedBy === 'keeper-pengyang')).toMatchObject([
    { document: id, state: 'inTime' },
    { document: moved, state: 'waiting' },
  ]);
  expect((await step(county, moved, { ...sign, version: 4 })).code).toBe('samePerson');
  await ok(step(countyYes, moved, { ...sign, version: 4 }));
  expect(server.unsound()).toEqual([]);
});

it('is not over before it was signed afterwards', async () => {
  const { county, countyYes, top } = people;
  const id = await askedOut(county, 'CS-640425', 'A-FIRST', 1, { urgency: 'emergency' });
  await ok(
    step(countyYes, id, { version: 1, action: 'actFirst', reason: '山洪', refs: ['宁应急〔2026〕7号'] }),
  );
  await ok(step(countyYes, id, giveOut(2, 1)));
  const back = { version: 3, action: 'takeBack', second: { name: '三中队老李' } } as const;
  const { document } = await ok(
    step(county, id, { ...back, portions: [{ line: 1, as: 'returned', quantity: 1 }] }),
  );
  expect(document).toMatchObject({ state: 'unsigned', owes: [{ what: 'approval' }] });
  const { document: over } = await ok(
    step(top, id, { version: 4, action: 'objectAfterwards', reason: '可待次日' }),
  );
  expect(over).toMatchObject({ state: 'closed', owes: [] });
});

it('keeps every version of the policy: a wrong one is told whole and not taken, an open document ends by its own', async () => {
  const { keeper, near, top, policy, supervisor, county } = people;
  await received(keeper, 'RC-S', 'A-POLICY', 20);
  const before = await transferTo(keeper, 'A-POLICY', 2);
  type Listed = Answer<'/api/policies'>;
  const { items } = await ok(county.get<Listed>('/api/policies'));
  expect(items).toMatchObject([{ version: 1, by: 'server' }]);
  const rules = items[0]?.rules ?? [];
  const write = (who: Visitor, after: number, changed: typeof rules) =>
    agreed(who, supervisor, '/api/policies/propose', { after, rules: changed, reason: '年度修订' });
  expect((await write(top, 1, rules)).code).toBe('rightMissing');
  const wrong = rules
    .filter(({ id }) => id !== 'watch')
    .map((rule) => (rule.id === 'pick' ? { ...rule, signatures: [] } : rule));
  const refused = await write(policy, 1, wrong);
  expect(refused.code).toBe('policyWrong');
  expect(sentence(refused.body)).toBe('pick: noSignature; watch: noGeneralRow');
  const strict = rules.map((rule) =>
    rule.id === 'approve-dear' ? { ...rule, fen: { from: 100, to: null } } : rule,
  );
  expect(await ok(write(policy, 1, strict))).toEqual({ version: 2 });
  expect((await write(policy, 1, strict)).code).toBe('policyChanged');

  const after = await transferTo(keeper, 'A-POLICY', 2);
  expect((await ok(step(near, before.id, { version: 1, action: 'approve' }))).document.state).toBe(
    'approved',
  );
  const held = await ok(step(near, after.id, { version: 1, action: 'approve' }));
  expect(held.document).toMatchObject({ state: 'asked', steps: [{ policy: 2 }, { policy: 2 }] });
  expect((await ok(step(top, after.id, { version: 2, action: 'approve' }))).document.state).toBe('approved');
  const all = await ok(policy.get<Listed>('/api/policies?limit=1'));
  expect([all.items[0]?.version, all.next]).toEqual([2, '2']);
  expect((await ok(policy.get<Listed>('/api/policies?after=2'))).items.map(({ version }) => version)).toEqual(
    [1],
  );
  expect(auditOf('policy.agree')).toMatchObject([{ version: 2, rows: rules.length }]);
  expect(auditOf('transfer.approve').at(-1)).toMatchObject({ rule: 'approve-dear', policy: 2 });
});
