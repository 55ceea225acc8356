/** What is bought or borrowed before anybody has approved it: who may, what is owed, and that a supervisor looks at each. */
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actFirst } from '../../server/src/store/act-first.ts';
import { objections } from '../../server/src/store/migrations/objections.ts';
import { newId, slot, whole } from './count-room.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
const people = {} as Record<'keeper' | 'near' | 'top' | 'commander' | 'supervisor', Visitor>;
beforeAll(async () => {
  server = await openServer();
  const names = { keeper: 'keeper-guyuan', near: 'approver-guyuan', top: 'approver' };
  const all = { ...names, commander: 'commander', supervisor: 'supervisor' };
  for (const [who, name] of Object.entries(all))
    people[who as keyof typeof people] = await aSample(server, name);
});
afterAll(() => server.close());

type Open = CommandBody<'/api/documents/open'>;
type Step = Omit<CommandBody<'/api/documents/step'>, 'id'>;
const step = (who: Visitor, id: string, body: Step) => who.post('/api/documents/step', { id, ...body });
const reviews = async (document: string) =>
  whole(await people.supervisor.get<Answer<'/api/reviews'>>('/api/reviews')).items.filter(
    (each) => each.document === document,
  );
const owes = ({ document }: { document: { owes: readonly { what: string }[] } }) =>
  document.owes.map(({ what }) => what).sort();
const day = 86_400_000;

it('has an emergency purchase that was received signed for within a day by somebody else, and looked at by a supervisor, signed or objected to', async () => {
  const { keeper, near, top, supervisor } = people;
  const bought = async (lot: string) => {
    const id = newId();
    const line = { kind: 'quilt', lot, wanted: 10, from: slot('supplier'), to: slot('RC-S/receiving') };
    const body: Open = {
      id,
      type: 'emergencyPurchase',
      refs: ['宁应急〔2026〕9号'],
      site: 'RC-S',
      lots: [{ lot, kind: 'quilt' }],
      lines: [line],
    };
    whole(await keeper.post('/api/documents/open', body));
    expect(await reviews(id), 'nothing came yet').toEqual([]);
    const portions = [{ line: 1, as: 'arrived' as const, quantity: 10 }];
    const second = { name: '送货员老杨' };
    const received = await step(keeper, id, {
      version: 1,
      action: 'receive',
      second,
      dueAt: Date.now() + 7 * day,
      portions,
    });
    expect(owes(whole(received))).toEqual(['approval', 'papers']);
    return id;
  };
  const id = await bought('E-SIGNED');
  const [waiting] = await reviews(id);
  expect(waiting).toMatchObject({
    state: 'waiting',
    actedBy: 'keeper-guyuan',
    type: 'emergencyPurchase',
    endedAt: null,
  });
  expect((waiting?.dueAt ?? 0) - (waiting?.actedAt ?? 0)).toBe(day);
  const sign = { version: 2, action: 'signAfterwards' } as const;
  expect((await step(keeper, id, sign)).code).toBe('dutyMissing');
  expect(owes(whole(await step(near, id, sign)))).toEqual(['papers']);
  expect(await reviews(id)).toMatchObject([{ state: 'inTime', reviewedBy: null }]);
  whole(await supervisor.post('/api/reviews/settle', { document: id, finding: '价格合理' }));
  expect(await reviews(id)).toMatchObject([{ reviewedBy: 'supervisor', finding: '价格合理' }]);

  const odd = await bought('E-LATE');
  server.db.raw
    .prepare('update act_first set due_at = ? where document = (select key from document where id = ?)')
    .run(Date.now() - 1, odd);
  expect(await reviews(odd)).toMatchObject([{ state: 'overdue' }]);
  whole(await step(top, odd, { version: 2, action: 'objectAfterwards', reason: '价格偏高' }));
  expect(await reviews(odd), 'an objection is no way around the review').toMatchObject([
    { state: 'objectedLate' },
  ]);

  const signed = await bought('E-SIGNED-2');
  const dear = await bought('E-DEAR');
  whole(await step(top, signed, sign));
  whole(await step(top, dear, { version: 2, action: 'objectAfterwards', reason: '无人下令' }));
  expect(await reviews(dear)).toMatchObject([{ state: 'objected', reviewedBy: null }]);
  const all = whole(await supervisor.get<Answer<'/api/reviews'>>('/api/reviews')).items;
  expect(
    all.map(({ state, reviewedBy }) => `${state}${reviewedBy === null ? '' : ' reviewed'}`),
    'what was objected to is read first',
  ).toEqual(['objectedLate', 'objected', 'inTime', 'inTime reviewed']);
  const { list } = actFirst(server.db);
  expect(
    list(2).map(({ document }) => document),
    'also where not all of them are read',
  ).toEqual([odd, dear]);
  const known = list(9);
  server.db.raw.exec('alter table act_first drop column is_objected');
  await objections(server.db.query as never);
  expect(list(9), 'and of those from before it was kept').toEqual(known);
  expect(server.count("audit where action = 'actFirst.review' and result = 'ok'")).toBe(1);
  expect(server.unsound()).toEqual([]);
});

it('has what neighbours lend us asked for by the watch and approved by level: routine, high, and first where it can not wait', async () => {
  const { commander, keeper, near, top, supervisor } = people;
  const theirs = { ...slot('supplier'), owner: 'NAT-LZ' };
  const asked = async (more: Partial<Open> = {}, who = commander) => {
    const id = newId();
    const lots = [{ lot: `AID-${id.slice(-3)}`, kind: 'quilt' }];
    const lines = [
      {
        kind: 'quilt',
        lot: lots[0]?.lot,
        wanted: 20,
        from: theirs,
        to: { ...slot('RC-S/receiving'), owner: 'NAT-LZ' },
      },
    ];
    const body = {
      id,
      type: 'mutualAidReceived',
      site: 'RC-S',
      there: 'NAT-LZ',
      lots,
      lines,
      ...more,
    } as Open;
    return { id, ...(await who.post('/api/documents/open', body)) };
  };
  const yes = { version: 1, action: 'approve' } as const;
  const first = { version: 1, action: 'actFirst', reason: '暴雨', phone: '0931-7654321 李处长' } as const;

  const routine = await asked();
  expect(whole(routine).approval).toMatchObject({ rule: 'approve' });
  expect((await step(commander, routine.id, yes)).code, 'not who asked').toMatch(/dutyMissing|samePerson/);
  expect((await step(keeper, routine.id, yes)).code).toBe('dutyMissing');
  expect((await step(commander, routine.id, first)).code, 'it can wait').toBe('approvalMissing');
  whole(await step(near, routine.id, yes));

  const high = await asked({ level: 'II' });
  expect(whole(high).approval).toMatchObject({ rule: 'approve-response-high' });
  expect((await step(near, high.id, yes)).code, 'the region’s alone').toBe('dutyMissing');
  expect((await step(commander, high.id, yes)).code, 'whose it is, but who asked').toBe('samePerson');
  whole(await step(top, high.id, yes));

  const urgent = await asked({ urgency: 'emergency' });
  expect((await step(commander, urgent.id, { ...first, phone: ' ' })).code).toBe('documentNeeds');
  expect(owes(whole(await step(commander, urgent.id, first)))).toEqual(['approval']);
  expect(await reviews(urgent.id)).toMatchObject([
    { state: 'waiting', actedBy: 'commander', type: 'mutualAidReceived' },
  ]);
  whole(
    await step(commander, urgent.id, {
      version: 2,
      action: 'accept',
      refs: ['GS-2026-17'],
      dueAt: Date.now() + day,
    }),
  );
  const portions = [{ line: 1, as: 'arrived' as const, quantity: 20 }];
  const came = {
    version: 3,
    action: 'receive',
    second: { name: '甘肃库驾驶员' },
    dueAt: Date.now() + 60 * day,
    portions,
  } as const;
  const { document } = whole(await step(keeper, urgent.id, { ...came, portions: [...portions] }));
  expect(document.state).toBe('handedOut');
  const sign = { version: 4, action: 'signAfterwards' } as const;
  expect((await step(commander, urgent.id, sign)).code).toBe('samePerson');
  expect(owes(whole(await step(top, urgent.id, sign)))).toEqual(['return']);
  whole(await supervisor.post('/api/reviews/settle', { document: urgent.id, finding: '来电属实' }));
  expect(await reviews(urgent.id)).toMatchObject([{ state: 'inTime', finding: '来电属实' }]);
  expect(server.unsound()).toEqual([]);
});
