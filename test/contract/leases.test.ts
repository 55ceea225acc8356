import { randomUUID } from 'node:crypto';
import type { Document } from '@changping/contracts/documents';
import { expect, it } from 'vitest';
import { whole } from './count-room.ts';
import {
  aStore,
  fine,
  type Handheld,
  handOuts,
  hour,
  leased,
  lies,
  openingOf,
  type Seen,
} from './lease-room.ts';
import { aSample, type Visitor } from './visitor.ts';

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
