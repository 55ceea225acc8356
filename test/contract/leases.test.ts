import { randomUUID } from 'node:crypto';
import type { Document } from '@changping/contracts/documents';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { expect, it, onTestFinished } from 'vitest';
import { received, slot, whole } from './count-room.ts';
import { enrolled } from './handheld.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

const hour = 3_600_000;
type Handheld = Awaited<ReturnType<typeof enrolled>>;
type Seen = { id: string; lot: string; kind: string; quantity: number; place: string };

async function aStore() {
  const server = await openServer();
  onTestFinished(() => server.close());
  const system = await aSample(server, 'system');
  const [one, other] = [await enrolled(server, system, '手持一'), await enrolled(server, system, '手持二')];
  const pieces = await cases(await aSample(server, 'keeper-guyuan'), 3);
  const approver = await aSample(server, 'approver');
  const give = (handheld: Handheld, all: readonly Seen[], hours = 1, who = approver) =>
    who.post('/api/leases/give', { handheld: handheld.id, pieces: all.map(({ id }) => id), hours });
  return { server, one, other, pieces, approver, give };
}

/** So many cases of ten quilts in the receiving zone. */
async function cases(keeper: Visitor, n: number): Promise<Seen[]> {
  const seen = Array.from({ length: n }, (_, i) => ({
    ...{ id: `CASE-${i}`, lot: 'Q-LEASE', kind: 'quilt', quantity: 10, place: 'RC-S/receiving' },
  }));
  const id = randomUUID();
  const lines = seen.map(({ id: piece, lot, kind, quantity, place }) => ({
    ...{ kind, lot, piece, wanted: quantity, from: slot('supplier'), to: slot(place) },
  }));
  const lots = [{ lot: 'Q-LEASE', kind: 'quilt' }];
  whole(await keeper.post('/api/documents/open', { id, type: 'goodsIn', site: 'RC-S', lots, lines }));
  const portions = seen.map(({ quantity }, i) => ({ line: i + 1, as: 'arrived' as const, quantity }));
  const receive = { id, version: 1, action: 'receive', second: { name: '送货员老杨' }, portions } as const;
  whole(await keeper.post('/api/documents/step', receive));
  return seen;
}

const openingOf = (
  id: string,
  { id: piece, lot, kind, quantity, place }: Seen,
): CommandBody<'/api/documents/open'> => ({
  id,
  type: 'handOut',
  site: 'RC-S',
  lines: [
    {
      kind,
      lot,
      piece,
      wanted: quantity,
      from: slot(place),
      to: { ...slot(place), place: 'unit/rescue-1' },
    },
  ],
});

/** As the handheld sends what was signed without a line: opened, said that it rests on a lease, handed out. */
function handOuts() {
  let seq = 0;
  return async ({ send, word }: Handheld, piece: Seen, age = 0) => {
    const id = randomUUID();
    const portions = [{ line: 1, as: 'given', quantity: piece.quantity }];
    const hand = { second: { name: '救援队老马' }, dueAt: Date.now() + 100 * hour, portions };
    const codes: (string | undefined)[] = [];
    for (const [path, body] of [
      ['/api/documents/open', openingOf(id, piece)],
      ['/api/documents/step', { id, key: randomUUID(), version: 1, action: 'useLease' }],
      ['/api/documents/step', { id, key: randomUUID(), version: 2, action: 'handOut', ...hand }],
    ] as const)
      codes.push((await send(path, body, word({ seq: ++seq, age }))).code);
    return { id, codes };
  };
}
const lies = (server: TestServer, { id }: Seen) =>
  server.rows<{ place: string }>(
    `select place.code as place from piece join cell on cell.key = piece.cell join place on place.key = cell.place where piece.id = '${id}'`,
  )[0]?.place;
const leased = async (server: TestServer, name = 'keeper-guyuan') =>
  (await (await aSample(server, name)).get<Answer<'/api/leases'>>('/api/leases')).body.items;
const fine = [undefined, undefined, undefined];

it('puts pieces into the hands of one handheld, which hands them out by itself without a line; nobody else takes, promises or leases them meanwhile', async () => {
  const { server, one, other, pieces, give } = await aStore();
  const [first, second, third] = pieces as [Seen, Seen, Seen];
  const handOut = handOuts();
  expect((await give(one, [first, second], 8)).status).toBe(200);
  expect(await leased(server)).toMatchObject([
    { piece: second.id, handheld: '手持一', site: 'RC-S', by: 'approver' },
    { piece: first.id, handheld: '手持一' },
  ]);
  expect(await leased(server, 'keeper-pengyang')).toEqual([]);
  // All of them or none.
  expect((await give(other, [third, first])).code).toBe('pieceLeased');
  expect(await leased(server)).toHaveLength(2);
  expect((await handOut(other, first)).codes[1]).toBe('leaseMissing');
  expect((await handOut(one, third)).codes[1]).toBe('leaseMissing');
  expect(lies(server, first)).toBe(first.place);

  const given = await handOut(one, first);
  expect(given.codes).toEqual(fine);
  expect(lies(server, first)).toBe('unit/rescue-1');
  const { steps } = JSON.parse(
    server.rows<{ body: string }>(`select body from document where id = '${given.id}'`)[0]?.body ?? '',
  ) as Document;
  // The keeper's hand, and the approval of whoever gave the lease.
  expect(steps.map(({ action, by }) => `${action} ${by}`)).toContain('useLease keeper-guyuan');
  expect(
    steps.flatMap(({ signatures = [] }) => signatures.map(({ duty, person }) => `${duty} ${person}`)),
  ).toEqual(['ask keeper-guyuan', 'approve approver', 'release keeper-guyuan']);
  expect((await leased(server)).map(({ piece }) => piece)).toEqual([second.id]);
  expect((await give(one, [first])).code, 'it is gone').toBe('notFound');

  expect((await one.send('/api/leases/give-back', { pieces: [second.id] })).status).toBe(200);
  expect((await give(other, [second])).status).toBe(200);
  expect(
    server.rows("select account, action, device from audit where action like 'lease.%' and result = 'ok'"),
  ).toEqual([
    { account: 'approver', action: 'lease.give', device: null },
    { account: 'keeper-guyuan', action: 'lease.giveBack', device: '手持一' },
    { account: 'approver', action: 'lease.give', device: null },
  ]);
  expect(server.unsound()).toEqual([]);
});

it('judges a hand-out by when it was signed: what was leased then is given, what was not can only be acted on first', async () => {
  const { server, one, pieces, give, approver } = await aStore();
  const [first, second] = pieces as [Seen, Seen];
  const handOut = handOuts();
  await give(one, [first], 2);
  server.db.raw.exec(`update lease set made_at = made_at - ${3 * hour}, until = until - ${3 * hour}`);
  expect((await handOut(one, first)).codes[1], 'over when it was signed').toBe('leaseMissing');
  // Signed two hours ago, when it still held.
  expect((await handOut(one, first, 2 * hour)).codes).toEqual(fine);

  await give(one, [second]);
  const keeper = await aSample(server, 'keeper-guyuan');
  const id = randomUUID();
  const urgent = { ...openingOf(id, second), urgency: 'emergency' as const };
  whole(await keeper.post('/api/documents/open', urgent));
  const act = { id, version: 1, action: 'actFirst' as const, reason: '山洪', refs: ['0951-1'] };
  expect((await approver.post('/api/documents/step', act)).code, 'promised to the handheld').toBe(
    'pieceLeased',
  );
  await one.send('/api/leases/give-back', { pieces: [second.id] });
  const done = whole(await approver.post('/api/documents/step', act));
  expect(done.document.owes.map(({ what }) => what)).toEqual(['approval']);
  expect(server.unsound()).toEqual([]);
});

it('is given by whoever may approve, never for what a document holds or another store has, and ends with the handheld', async () => {
  const { server, one, other, pieces, give, approver } = await aStore();
  const [first, second] = pieces as [Seen, Seen];
  for (const name of ['keeper-guyuan', 'system', 'inspector'])
    expect((await give(one, [first], 1, await aSample(server, name))).status, name).toBeGreaterThanOrEqual(
      400,
    );
  const keeper = await aSample(server, 'keeper-guyuan');
  expect((await keeper.post('/api/leases/give-back', { pieces: [first.id] })).code).toBe('handheldUnknown');
  const id = randomUUID();
  whole(await keeper.post('/api/documents/open', openingOf(id, second)));
  whole(await approver.post('/api/documents/step', { id, version: 1, action: 'approve' }));
  expect((await give(one, [second])).code).toBe('stockReserved');
  expect((await give(one, [first])).status).toBe(200);
  await (await aSample(server, 'security')).post('/api/handhelds/revoke', { id: one.id });
  expect(await leased(server)).toEqual([]);
  expect((await give(one, [first])).code, 'to a revoked one').toBe('notFound');
  expect((await give(other, [first])).status).toBe(200);
});

it('is taken along on the handheld itself, where whoever may approve signs beside, with the own password or in a demo by name', async () => {
  const { server, one, other, pieces } = await aStore();
  const [first, second] = pieces as [Seen, Seen];
  const take = (handheld: Handheld, name: string, password?: string) =>
    handheld.send('/api/leases/take', {
      ...{ pieces: [first.id, second.id], hours: 8 },
      second: { name, ...(password === undefined ? {} : { password }) },
    });
  const keeper = await aSample(server, 'keeper-guyuan');
  const body = { pieces: [first.id], hours: 8, second: { name: 'approver' } };
  expect((await keeper.post('/api/leases/take', body)).code).toBe('handheldUnknown');
  for (const [name, password, code] of [
    ['keeper-guyuan', undefined, 'samePerson'],
    ['inspector', undefined, 'rightMissing'],
    ['keeper-pengyang', undefined, 'rightMissing'],
    ['nobody', undefined, 'secondPassword'],
    ['nobody', 'x', 'rightMissing'],
    ['approver', 'x', 'loginWrong'],
  ] as const)
    expect((await take(one, name, password)).code, `${name} ${password}`).toBe(code);
  expect(await leased(server)).toEqual([]);
  expect(server.count("audit where action = 'second.sign' and result = 'loginWrong'")).toBe(1);

  await other.send('/api/session/sample', { name: 'keeper-pengyang' });
  expect((await take(other, 'approver')).code, 'of another store').toBe('notFound');
  await other.send('/api/session/sample', { name: 'keeper-guyuan' });
  expect((await take(one, 'approver')).status).toBe(200);
  expect((await take(other, 'approver')).code).toBe('pieceLeased');
  expect(await leased(server)).toMatchObject([
    { piece: second.id, kind: 'quilt', lot: 'Q-LEASE', quantity: 10, device: one.id, by: 'approver' },
    { piece: first.id, device: one.id },
  ]);
  expect(
    server.rows("select account, device from audit where action = 'lease.take' and result = 'ok'"),
  ).toEqual([{ account: 'keeper-guyuan', device: '手持一' }]);
  expect(server.unsound()).toEqual([]);
});

it('is called back with a reason by whoever may give it: what was signed before still counts, and nothing after', async () => {
  const { server, one, pieces, give, approver } = await aStore();
  const [first, second] = pieces as [Seen, Seen];
  const handOut = handOuts();
  await give(one, [first, second], 8);
  server.db.raw.exec(`update lease set made_at = made_at - ${3 * hour}`);
  const end = (who: Visitor, { id: piece }: Seen) => who.post('/api/leases/end', { piece, reason: '急用' });
  expect((await end(await aSample(server, 'keeper-guyuan'), first)).code).toBe('rightMissing');
  for (const piece of [first, second]) expect((await end(approver, piece)).status).toBe(200);
  expect((await end(approver, first)).code).toBe('leaseOver');
  expect(await leased(server)).toEqual([]);
  expect((await handOut(one, first)).codes[1]).toBe('leaseMissing');
  expect((await handOut(one, second, 2 * hour)).codes).toEqual(fine);
  expect(
    server.rows("select object, reason from audit where action = 'lease.end' and result = 'ok'"),
  ).toEqual([
    { object: first.id, reason: '急用' },
    { object: second.id, reason: '急用' },
  ]);
  expect(server.unsound()).toEqual([]);
});

const quilts = (lot: string, quantity: number, place = 'RC-S/receiving') => ({
  lot,
  from: slot(place),
  quantity,
});
/** As the handheld sends a hand-out of loose goods that was signed without a line. */
function looseHandOuts(seq = 100) {
  let next = seq;
  return async ({ send, word }: Handheld, lot: string, quantity: number, age = 0) => {
    const id = randomUUID();
    const goods = { kind: 'quilt', lot, wanted: quantity };
    const line = { ...goods, from: slot('RC-S/receiving'), to: slot('unit/rescue-1') };
    const portions = [{ line: 1, as: 'given', quantity }];
    const hand = { second: { name: '救援队老马' }, dueAt: Date.now() + 100 * hour, portions };
    const codes: (string | undefined)[] = [];
    for (const [path, body] of [
      ['/api/documents/open', { id, type: 'handOut', site: 'RC-S', lines: [line] }],
      ['/api/documents/step', { id, key: randomUUID(), version: 1, action: 'useLease' }],
      ['/api/documents/step', { id, key: randomUUID(), version: 2, action: 'handOut', ...hand }],
    ] as const)
      codes.push((await send(path, body, word({ seq: ++next, age }))).code);
    return { id, codes };
  };
}
const lying = async (server: TestServer, lot: string) => {
  const keeper = await aSample(server, 'keeper-guyuan');
  const { body } = await keeper.get<Answer<'/api/stock'>>('/api/stock?site=RC-S&kind=quilt&limit=500');
  return body.items.filter((row) => row.lot === lot).reduce((sum, { quantity }) => sum + quantity, 0);
};

it('leases so much of a lot: a part is handed out without a line, the rest comes back at the end, and meanwhile nobody else is promised it', async () => {
  const { server, one, other, approver } = await aStore();
  const keeper = await aSample(server, 'keeper-guyuan');
  await received(keeper, 'Q-LOOSE', 30);
  const give = (handheld: Handheld, quantity: number, hours = 8) =>
    approver.post('/api/leases/give', {
      ...{ handheld: handheld.id, lots: [quilts('Q-LOOSE', quantity)], hours },
    });
  expect((await give(one, 31)).code).toBe('stockShort');
  expect((await give(one, 20)).status).toBe(200);
  expect((await give(other, 11)).code).toBe('stockReserved');
  const [row] = await leased(server);
  expect(row).toMatchObject({
    ...{ piece: null, kind: 'quilt', lot: 'Q-LOOSE', quantity: 20, used: 0, from: slot('RC-S/receiving') },
    ...{ handheld: '手持一', device: one.id, site: 'RC-S', by: 'approver' },
  });

  const wanted = async (quantity: number) => {
    const id = randomUUID();
    const goods = { kind: 'quilt', lot: 'Q-LOOSE', wanted: quantity };
    const lines = [{ ...goods, from: slot('RC-S/receiving'), to: slot('unit/rescue-1') }];
    whole(await keeper.post('/api/documents/open', { id, type: 'handOut', site: 'RC-S', lines }));
    return approver.post('/api/documents/step', { id, version: 1, action: 'approve' });
  };
  const refused = await wanted(11);
  expect(refused.code).toBe('stockReserved');
  expect((refused.body as unknown as { fault: { detail: string } }).fault.detail).toContain(
    'only 10 of Q-LOOSE are left; held by 手持一 20',
  );
  const proposal = async () =>
    (await keeper.get<Answer<'/api/first-out'>>('/api/first-out?site=RC-S&kind=quilt&quantity=1000000')).body;
  const of = <Row extends { lot: string }>(rows: readonly Row[]) =>
    rows.filter(({ lot }) => lot === 'Q-LOOSE');
  expect(of((await proposal()).picks)).toMatchObject([{ quantity: 10 }]);

  const handOut = looseHandOuts();
  expect((await handOut(other, 'Q-LOOSE', 1)).codes[1], 'of another handheld').toBe('leaseMissing');
  expect((await handOut(one, 'Q-LOOSE', 21)).codes[1], 'more than was leased').toBe('leaseMissing');
  const given = await handOut(one, 'Q-LOOSE', 12);
  expect(given.codes).toEqual(fine);
  expect(await lying(server, 'Q-LOOSE')).toBe(18);
  const { steps } = JSON.parse(
    server.rows<{ body: string }>(`select body from document where id = '${given.id}'`)[0]?.body ?? '',
  ) as Document;
  expect(
    steps.flatMap(({ signatures = [] }) => signatures.map(({ duty, person }) => `${duty} ${person}`)),
  ).toEqual(['ask keeper-guyuan', 'approve approver', 'release keeper-guyuan']);
  expect(await leased(server)).toMatchObject([{ quantity: 8, used: 12 }]);
  expect((await handOut(one, 'Q-LOOSE', 9)).codes[1], 'more than is left of it').toBe('leaseMissing');

  // All that is there is leased or promised: it is passed over, with the reason.
  whole(await wanted(10));
  expect(of((await proposal()).skipped)).toMatchObject([{ why: 'leased', quantity: 18 }]);
  expect((await approver.post('/api/leases/end', { loose: row?.loose ?? 0, reason: '急用' })).status).toBe(
    200,
  );
  expect((await approver.post('/api/leases/end', { loose: row?.loose ?? 0, reason: '急用' })).code).toBe(
    'leaseOver',
  );
  expect(await leased(server)).toEqual([]);
  expect(of((await proposal()).picks)).toMatchObject([{ quantity: 8 }]);
  whole(await wanted(8));
  expect(await lying(server, 'Q-LOOSE'), 'promised, not gone').toBe(18);
  expect(
    server.rows("select account, action, object from audit where action like 'lease.%' and result = 'ok'"),
  ).toEqual([
    { account: 'approver', action: 'lease.give', object: '手持一' },
    { account: 'approver', action: 'lease.end', object: 'Q-LOOSE' },
  ]);
  expect(server.unsound()).toEqual([]);
});

it('judges loose goods by when they were signed for, gives back what is left at the term, and what was never leased can only be acted on first', async () => {
  const { server, one, approver } = await aStore();
  const keeper = await aSample(server, 'keeper-guyuan');
  await received(keeper, 'Q-TERM', 20);
  const take = (lots: ReturnType<typeof quilts>[]) =>
    one.send('/api/leases/take', { lots, hours: 1, second: { name: 'approver' } });
  expect((await take([quilts('Q-TERM', 12), quilts('Q-TERM', 9)])).code, 'together too many').toBe(
    'stockReserved',
  );
  expect(await leased(server)).toEqual([]);
  expect((await take([quilts('Q-TERM', 12), quilts('Q-TERM', 8)])).status).toBe(200);
  const past = () =>
    server.db.raw.exec(`update loose_lease set made_at = made_at - ${3 * hour}, until = until - ${3 * hour}`);
  past();
  expect(await leased(server), 'its term is over').toEqual([]);
  const handOut = looseHandOuts();
  expect((await handOut(one, 'Q-TERM', 15)).codes[1], 'over when it was signed').toBe('leaseMissing');
  // Signed two and a half hours ago, when both still held.
  expect((await handOut(one, 'Q-TERM', 15, 2.5 * hour)).codes).toEqual(fine);
  expect(await lying(server, 'Q-TERM')).toBe(5);
  // What others were promised since is theirs, whatever was signed before.
  const id = randomUUID();
  const goods = { kind: 'quilt', lot: 'Q-TERM', wanted: 5 };
  const lines = [{ ...goods, from: slot('RC-S/receiving'), to: slot('unit/rescue-1') }];
  whole(await keeper.post('/api/documents/open', { id, type: 'handOut', site: 'RC-S', lines }));
  whole(await approver.post('/api/documents/step', { id, version: 1, action: 'approve' }));
  expect((await handOut(one, 'Q-TERM', 5, 2.5 * hour)).codes[1]).toBe('stockReserved');
  expect(server.unsound()).toEqual([]);
});

it('P14 lets fifty ask for the last ten of a lot, some for a lease and some for a promise: one has them, and the others read who', async () => {
  const { server, one, other, approver } = await aStore();
  const keeper = await aSample(server, 'keeper-guyuan');
  const from = slot('RC-S/receiving');
  for (const [round, mix] of [2, 3, 5].entries()) {
    const lot = `Q-RACE-${round}`;
    await received(keeper, lot, 14);
    const papers = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        if (n % mix === 0) return null;
        const id = randomUUID();
        const lines = [{ kind: 'quilt', lot, wanted: 10, from, to: slot('unit/rescue-1') }];
        whole(await keeper.post('/api/documents/open', { id, type: 'handOut', site: 'RC-S', lines }));
        return id;
      }),
    );
    const replies = await Promise.all(
      papers.map((id, n) =>
        id === null
          ? approver.post('/api/leases/give', {
              ...{ handheld: (n % 4 ? one : other).id, lots: [quilts(lot, 10)], hours: 1 },
            })
          : approver.post('/api/documents/step', { id, version: 1, action: 'approve' }),
      ),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const lost = replies.filter(({ status }) => status !== 200);
    expect(new Set(lost.map(({ code }) => code))).toEqual(new Set(['stockReserved']));
    for (const { body } of lost)
      expect((body as unknown as { fault: { detail: string } }).fault.detail).toContain(`only 4 of ${lot}`);
    const held = 'coalesce(sum(quantity';
    expect(
      server.rows(
        `select (select ${held}), 0) from reservation where lot = lot.key) + (select ${held} - used), 0) from loose_lease where lot = lot.key) as n
         from lot where code = '${lot}'`,
      ),
    ).toEqual([{ n: 10 }]);
  }
  expect(server.unsound()).toEqual([]);
}, 60_000);

it('leases no goods of another store, none that no lot names, and nothing at all', async () => {
  const { server, one, approver } = await aStore();
  await received(await aSample(server, 'keeper-guyuan'), 'Q-MINE', 10);
  const give = (body: object, who = approver) =>
    who.post('/api/leases/give', { handheld: one.id, hours: 1, ...body } as CommandBody<'/api/leases/give'>);
  expect((await give({})).status).toBe(422);
  expect((await give({ lots: [quilts('Q-MINE', 0)] })).status).toBe(422);
  const broken = { ...quilts('Q-MINE', 1), from: { ...slot('RC-S/receiving'), quality: 'damaged' } };
  expect((await give({ lots: [broken] })).code).toBe('leaseUnfit');
  expect((await give({ lots: [quilts('Q-NONE', 1)] })).code).toBe('stockShort');
  expect((await give({ lots: [quilts('Q-MINE', 1, 'RC-S/ordinary')] })).code).toBe('stockShort');
  for (const place of ['CS-640425/receiving', 'unit/rescue-1', 'nowhere/x'])
    expect((await give({ lots: [quilts('Q-MINE', 1, place)] })).code, place).toBe(
      place.startsWith('CS-') ? 'stockShort' : 'notFound',
    );
  const inspector = await aSample(server, 'inspector');
  expect((await give({ lots: [quilts('Q-MINE', 1)] }, inspector)).code).toBe('rightMissing');
  expect((await approver.post('/api/leases/end', { loose: 99, reason: '无' })).code).toBe('notFound');
  expect((await give({ lots: [quilts('Q-MINE', 10)] })).status).toBe(200);
  await (await aSample(server, 'security')).post('/api/handhelds/revoke', { id: one.id });
  expect(await leased(server)).toEqual([]);
  expect(server.unsound()).toEqual([]);
});
