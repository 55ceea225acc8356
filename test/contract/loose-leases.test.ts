import { randomUUID } from 'node:crypto';
import type { Document } from '@changping/contracts/documents';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { expect, it } from 'vitest';
import { received, slot, whole } from './count-room.ts';
import { aStore, fine, type Handheld, hour, leased } from './lease-room.ts';
import type { TestServer } from './server.ts';
import { aSample } from './visitor.ts';

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

it('rests nothing on what was given back, by whatever time a hand-out says that it was signed; what it was leased since is all there is', async () => {
  const { server, one, approver } = await aStore();
  await received(await aSample(server, 'keeper-guyuan'), 'Q-BACK', 30);
  const give = async () => {
    const lots = [quilts('Q-BACK', 10)];
    whole(await approver.post('/api/leases/give', { handheld: one.id, lots, hours: 8 }));
    server.db.raw.exec(`update loose_lease set made_at = made_at - ${2 * hour} where ended_at is null`);
    return (await leased(server)).at(-1) as { loose: number };
  };
  const { loose } = await give();
  expect((await one.send('/api/leases/give-back', { pieces: [], loose: [loose] })).status).toBe(200);
  await give();
  const handOut = looseHandOuts();
  expect((await handOut(one, 'Q-BACK', 10)).codes).toEqual(fine);
  expect((await handOut(one, 'Q-BACK', 10, hour)).codes[1]).toBe('leaseMissing');
  expect(await lying(server, 'Q-BACK')).toBe(20);
  expect(server.unsound()).toEqual([]);
});

it('excuses from what goes out first no more than was leased, in however many lines it is asked for', async () => {
  const { server, one, approver } = await aStore();
  const keeper = await aSample(server, 'keeper-guyuan');
  const dayIn = (days: number) => new Date(Date.now() + days * 24 * hour).toISOString().slice(0, 10);
  for (const [lot, expiresOn] of [
    ['T-SOON', dayIn(60)],
    ['T-LATER', dayIn(400)],
  ] as const) {
    const id = randomUUID();
    const line = { kind: 'tent-12', lot, wanted: 9, from: slot('supplier'), to: slot('RC-S/receiving') };
    const lots = [{ lot, kind: 'tent-12', expiresOn }];
    whole(
      await keeper.post('/api/documents/open', { id, type: 'goodsIn', site: 'RC-S', lots, lines: [line] }),
    );
    whole(
      await keeper.post('/api/documents/step', {
        ...{ id, version: 1, action: 'receive', second: { name: '送货员' } },
        portions: [{ line: 1, as: 'arrived', quantity: 9 }],
      }),
    );
  }
  const lots = [quilts('T-LATER', 1)];
  whole(await approver.post('/api/leases/give', { handheld: one.id, lots, hours: 8 }));
  const ask = (lines: number) => {
    const line = { kind: 'tent-12', lot: 'T-LATER', wanted: 1, from: slot('RC-S/receiving') };
    return one.send('/api/documents/open', {
      ...{ id: randomUUID(), type: 'handOut', site: 'RC-S' },
      lines: Array.from({ length: lines }, () => ({ ...line, to: slot('unit/rescue-1') })),
    });
  };
  expect((await ask(3)).code).toBe('outOfTurn');
  expect((await ask(1)).status).toBe(200);
});
