import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { enrolled } from './handheld.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
let keeper: Visitor;
let approver: Visitor;
let commander: Visitor;
beforeAll(async () => {
  server = await openServer();
  keeper = await aSample(server, 'keeper-guyuan');
  approver = await aSample(server, 'approver');
  commander = await aSample(server, 'commander');
  await received('OLD', '2026-01-01', 10);
  await received('EARLY', dayFrom(40), 10);
  await received('LATE', dayFrom(400), 10);
});
afterAll(() => server.close());

let n = 0;
const newId = () => `01990000-0000-7000-9000-${String(++n).padStart(12, '0')}`;
const day = 86_400_000;
const dayFrom = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);
const slot = (place: string) => ({
  place,
  quality: 'usable' as const,
  grade: 'reserve' as const,
  owner: 'RC-S',
});
type Opening = CommandBody<'/api/documents/open'>;
type Step = CommandBody<'/api/documents/step'>;

async function received(lot: string, expiresOn: string, quantity: number) {
  const id = newId();
  const from = { ...slot('RC-S/receiving'), place: 'supplier' };
  const line = { kind: 'tent-12', lot, wanted: quantity, from, to: slot('RC-S/receiving') };
  const lots = [{ lot, kind: 'tent-12', expiresOn }];
  await done('open', { id, type: 'goodsIn', site: 'RC-S', lots, lines: [line] });
  await done('step', {
    ...{ id, version: 1, action: 'receive', second: { name: '送货员' } },
    portions: [{ line: 1, as: 'arrived', quantity }],
  });
}
const ask = (what: 'open' | 'step', body: Opening | Step, who = keeper) =>
  who.post(`/api/documents/${what}`, body);
async function done(what: 'open' | 'step', body: Opening | Step, who = keeper) {
  const reply = await ask(what, body, who);
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 200 });
  return reply.body.document;
}
const refusal = async (what: 'open' | 'step', body: Opening | Step, who = keeper) => {
  const reply = await ask(what, body, who);
  const { fault } = reply.body as unknown as { fault?: { detail: string } };
  return [reply.code, fault?.detail ?? ''];
};

const ends = {
  handOut: { to: slot('unit/rescue-1') },
  dispatch: { to: slot('unit/scene-1') },
  mutualAidGiven: { to: slot('unit/neighbour') },
  transfer: { to: { ...slot('CS-640425/receiving'), owner: 'CS-640425' } },
};
type Giving = keyof typeof ends;
const wish = (type: Giving, lot: string | null, more: Partial<Opening['lines'][number]> = {}): Opening => ({
  ...{ id: newId(), type, site: 'RC-S' },
  ...(type === 'transfer' ? { there: 'CS-640425' } : {}),
  lines: [
    {
      ...{ kind: 'tent-12', wanted: 4, from: slot('RC-S/receiving'), ...ends[type] },
      ...(lot === null ? {} : { lot }),
      ...more,
    },
  ],
});
const types = Object.keys(ends) as Giving[];

it.each(types)(
  'refuses to open a %s of an expired lot, whatever is said for it, and one of a later lot without a reason',
  async (type) => {
    const held = server.holds();
    const who = type === 'dispatch' ? commander : keeper;
    const [expired, detail] = await refusal('open', wish(type, 'OLD', { outOfTurn: '急用' }), who);
    expect([expired, detail]).toEqual(['goodsExpired', expect.stringContaining('2026-01-01')]);
    const [later, first] = await refusal('open', wish(type, 'LATE'), who);
    expect([later, first]).toEqual(['outOfTurn', expect.stringContaining('EARLY')]);
    expect((await refusal('open', wish(type, 'EARLY', { minimumDays: 41 }), who))[0]).toBe('lifeTooShort');
    const { entry, discrepancy } = server.holds();
    expect({ entry, discrepancy }).toEqual({ entry: held.entry, discrepancy: held.discrepancy });
  },
);

it('keeps the reason of the line and the life that was asked on the document, and in the audit', async () => {
  const body = wish('handOut', 'LATE', { outOfTurn: '帐篷在库门口', minimumDays: 30 });
  const document = await done('open', body);
  expect(document.lines).toMatchObject([{ lot: 'LATE', outOfTurn: '帐篷在库门口', minimumDays: 30 }]);
  const [row] = server.rows<{ after: string }>(
    `select after from audit where action = 'handOut.open' order by key desc limit 1`,
  );
  expect(JSON.parse(row?.after ?? '')).toMatchObject({
    outOfTurn: [{ line: 1, lot: 'LATE', reason: '帐篷在库门口' }],
  });
  await done('step', { id: body.id, version: 1, action: 'cancel', reason: '不用了' });
});

it.each(types)(
  'shows whoever approves a %s which lots its demand for a long life passes over, and writes it down',
  async (type) => {
    const who = type === 'dispatch' ? commander : keeper;
    const body = wish(type, 'LATE', { minimumDays: 60 });
    const document = await done('open', body, who);
    const passed = [{ lot: 'EARLY', on: dayFrom(40) }];
    expect(document.lines).toMatchObject([{ lot: 'LATE', minimumDays: 60, passedOver: passed }]);
    const shown = await approver.get<{ document: typeof document }>(`/api/documents/${body.id}`);
    expect(shown.body.document.lines[0]?.passedOver).toEqual(passed);
    const [row] = server.rows<{ after: string }>(
      `select after from audit where action = '${type}.open' order by key desc limit 1`,
    );
    expect(JSON.parse(row?.after ?? '').passedOver).toEqual([{ line: 1, ...passed[0] }]);
    await done('step', { id: body.id, version: 1, action: 'cancel', reason: '不用了' }, who);
    const short = await done('open', wish(type, 'EARLY', { minimumDays: 39 }), who);
    expect(short.lines[0]?.passedOver, 'what goes first keeps long enough').toBeUndefined();
    await done('step', { id: short.id, version: 1, action: 'cancel', reason: '不用了' }, who);
  },
);

it('refuses a demand that no fresh goods meet by the record of their kind, when it is proposed and when it is asked', async () => {
  const wanted = (minimumDays: number): Opening => {
    const { lines, ...body } = wish('handOut', null, { minimumDays });
    return { ...body, lines: lines.map((line) => ({ ...line, kind: 'water-550' })) };
  };
  const [code, detail] = await refusal('open', wanted(367));
  expect([code, detail]).toEqual(['lifeNobodyHas', expect.stringMatching(/water-550: 367 > 36[56]/)]);
  const proposal = await keeper.get('/api/first-out?site=RC-S&kind=water-550&quantity=1&minimumDays=367');
  expect(proposal.code).toBe('lifeNobodyHas');
  const { id } = await done('open', wanted(365));
  await done('step', { id, version: 1, action: 'cancel', reason: '不用了' });
});

it('lets nobody who counts there pass over what he counts by a demand alone, and tells him nothing of it', async () => {
  const counter = await aSample(server, 'keeper-guyuan');
  const count = newId();
  const reply = await counter.post('/api/counts/open', {
    id: count,
    site: 'RC-S',
    places: ['RC-S/receiving'],
  });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  await done('step', { id: count, version: 1, action: 'start' });
  expect((await refusal('open', wish('handOut', 'LATE', { minimumDays: 60 })))[0]).toBe('outOfTurn');
  const document = await done('open', wish('handOut', 'LATE', { minimumDays: 60, outOfTurn: '要用整年' }));
  expect(document.lines[0]?.passedOver).toBeUndefined();
  await done('step', { id: document.id, version: 1, action: 'cancel', reason: '不用了' });
  await done('step', { id: count, version: 2, action: 'cancel', reason: '不盘了' });
});

it('asks nothing for a life that is long enough by the later lot alone', async () => {
  const { id } = await done('open', wish('handOut', 'LATE', { minimumDays: 60 }));
  await done('step', { id, version: 1, action: 'cancel', reason: '不用了' });
});

it('takes no expired lot at the picking of a dispatch by kind, and a later one only with its reason', async () => {
  const { id } = await done('open', wish('dispatch', null, { minimumDays: 30 }), commander);
  await done('step', { id, version: 1, action: 'approve' }, approver);
  const pick = (lot: string, reason?: string): Step => ({
    ...{ id, version: 2, action: 'pick' },
    portions: [{ line: 1, as: 'picked', quantity: 4, lot, ...(reason ? { reason } : {}) }],
  });
  expect((await refusal('step', pick('OLD', '急用')))[0]).toBe('goodsExpired');
  expect(await refusal('step', pick('LATE'))).toEqual(['outOfTurn', expect.stringContaining('EARLY')]);
  const document = await done('step', pick('LATE', '现场要新的'));
  expect(document.lines[1]).toMatchObject({ of: 1, lot: 'LATE', outOfTurn: '现场要新的', minimumDays: 30 });
  await done('step', { id, version: 3, action: 'cancel', reason: '不用了' }, commander);
});

it('skips nothing that another document holds, and hands out nothing that has expired since it was approved', async () => {
  const first = await done('open', wish('handOut', 'EARLY', { wanted: 10 }));
  await done('step', { id: first.id, version: 1, action: 'approve' }, approver);
  const second = await done('open', wish('handOut', 'LATE'));
  await done('step', { id: second.id, version: 1, action: 'cancel', reason: '不用了' });
  server.db.raw.exec("update lot set expires_on = '2026-01-02', effective_on = null where code = 'EARLY'");
  const [code] = await refusal('step', {
    ...{ id: first.id, version: 2, action: 'handOut', second: { name: '老李' }, dueAt: Date.now() + day },
    portions: [{ line: 1, as: 'given', quantity: 10 }],
  });
  expect(code).toBe('goodsExpired');
  const withheld = await done('step', {
    ...{ id: first.id, version: 2, action: 'withhold' },
    portions: [{ line: 1, as: 'withheld', quantity: 10, reason: '已过期' }],
  });
  expect(withheld.state).toBe('closed');
});

it.each([
  ['before the later goes', 'SOONER', false],
  ['after the later went', 'SOONEST', true],
])(
  'leaves the earlier lot behind %s only for a reason, which stands on the line of the later',
  async (_, sooner, isAfter) => {
    await received(sooner, dayFrom(20), 4);
    const lines = [sooner, 'LATE'].map(
      (lot) => wish('handOut', lot, { wanted: 2 }).lines[0],
    ) as Opening['lines'];
    const { id } = await done('open', {
      ...wish('handOut', 'LATE'),
      lines: [{ ...lines[0]!, wanted: 4 }, lines[1]!],
    });
    await done('step', { id, version: 1, action: 'approve' }, approver);
    let version = 2;
    const give = async () =>
      void (await done('step', {
        ...{ id, version: version++, action: 'handOut', second: { name: '老李' }, dueAt: Date.now() + day },
        portions: [{ line: 2, as: 'given', quantity: 2 }],
      }));
    if (isAfter) await give();
    const leave = (outOfTurn?: string): Step => ({
      ...{ id, version, action: 'withhold' },
      portions: [
        { line: 1, as: 'withheld', quantity: 4, reason: '不用了', ...(outOfTurn ? { outOfTurn } : {}) },
      ],
    });
    expect(await refusal('step', leave())).toEqual(['outOfTurn', expect.stringContaining(sooner)]);
    const left = await done('step', leave('帐篷压在垛底'));
    version++;
    expect(left.lines).toMatchObject([{ lot: sooner }, { lot: 'LATE', outOfTurn: '帐篷压在垛底' }]);
    const [row] = server.rows<{ after: string }>(
      `select after from audit where action = 'handOut.withhold' order by key desc limit 1`,
    );
    expect(JSON.parse(row?.after ?? '')).toMatchObject({
      outOfTurn: [{ line: 2, lot: 'LATE', reason: '帐篷压在垛底' }],
    });
    if (!isAfter) await give();
    server.db.raw.exec(
      `update lot set expires_on = '2026-01-02', effective_on = null where code = '${sooner}'`,
    );
  },
);

it('takes in what a handheld gave out while it was good, flagged where its lot has ended since, and picks nothing that has ended by now', async () => {
  const handheld = await enrolled(server, await aSample(server, 'system'));
  const age = 20 * 3_600_000;
  // As the stores' own calendar has it.
  const yesterday = new Date(Date.now() - day + 8 * 3_600_000).toISOString().slice(0, 10);
  await received('ENDED', dayFrom(10), 10);
  const { id } = await done('open', wish('handOut', 'ENDED', { outOfTurn: '试', wanted: 2 }));
  await done('step', { id, version: 1, action: 'approve' }, approver);
  const late = await done('open', wish('dispatch', 'ENDED', { outOfTurn: '试', wanted: 2 }), commander);
  await done('step', { id: late.id, version: 1, action: 'approve' }, approver);
  server.db.raw.exec(`update lot set expires_on = '${yesterday}', effective_on = null where code = 'ENDED'`);
  const dayAgo = 24 * 3_600_000 - 60_000;
  const picked: Step = {
    ...{ id: late.id, version: 2, action: 'pick' },
    portions: [{ line: 1, as: 'picked', quantity: 2 }],
  };
  const pick = await handheld.send('/api/documents/step', picked, handheld.word({ seq: 1, age }));
  expect(pick.code).toBe('goodsExpired');
  const given: Step = {
    ...{ id, version: 2, action: 'handOut', second: { name: '老李' }, dueAt: Date.now() + day },
    portions: [{ line: 1, as: 'given', quantity: 2 }],
  };
  const now = await handheld.send('/api/documents/step', given, handheld.word({ seq: 2, age: 1000 }));
  expect(now.code).toBe('goodsExpired');
  const before = await handheld.send('/api/documents/step', given, handheld.word({ seq: 3, age: dayAgo }));
  expect(before.status, JSON.stringify(before.body)).toBe(200);
  const [row] = server.rows<{ after: string }>(
    `select after from audit where action = 'handOut.handOut' and after is not null order by key desc limit 1`,
  );
  expect(JSON.parse(row?.after ?? '')).toMatchObject({
    expiredSince: [{ line: 1, lot: 'ENDED', on: yesterday }],
  });
});

it('lets a count that is under way excuse nobody, and tells who counts nothing of what lies there', async () => {
  await received('SOON', dayFrom(30), 10);
  const id = newId();
  await keeper.post('/api/counts/open', { id, site: 'RC-S', places: ['RC-S/receiving'] });
  await done('step', { id, version: 1, action: 'start' });
  const reply = await ask('open', wish('handOut', 'LATE'));
  expect(reply.code).toBe('outOfTurn');
  expect(JSON.stringify(reply.body)).not.toContain('SOON');
  await done('step', { id, version: 2, action: 'cancel', reason: '改日再盘' });
});
