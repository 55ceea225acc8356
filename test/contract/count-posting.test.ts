/** What a long count found is posted in several commits: under way for everybody to see, whole in the end, also after a crash in the middle. */
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import { accounts } from '@changping/server/store/accounts';
import { openOfPerson } from '@changping/server/store/counts';
import { expect, it, onTestFinished } from 'vitest';
import { aCount, been, newId, slot, whole } from './count-room.ts';
import { openServer, region, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

const room = 'RC-S/cold';
const many = 70;
/** One piece less of it is within what is tolerated. */
const kind = region.kinds.find(({ abc, unitCostFen }) => abc === 'C' && unitCostFen < 50_000)?.id as string;
const pieces = Array.from({ length: many }, (_, i) => `CASE-${String(i).padStart(3, '0')}`);

async function aRoomFull(keeper: Visitor): Promise<void> {
  const id = newId();
  const line = (piece: string) => ({
    ...{ kind, lot: 'L-MANY', piece, wanted: 1, from: slot('supplier'), to: slot(room) },
  });
  const lots = [{ lot: 'L-MANY', kind }];
  const lines = pieces.map(line);
  whole(await keeper.post('/api/documents/open', { id, type: 'goodsIn', site: 'RC-S', lots, lines }));
  const portions = pieces.map((_, i) => ({ line: i + 1, as: 'arrived' as const, quantity: 1 }));
  const second = { name: '送货员老杨' };
  whole(await keeper.post('/api/documents/step', { id, version: 1, action: 'receive', second, portions }));
}

/** Nobody saw any of them. */
async function missedAll(keeper: Visitor, approver: Visitor) {
  const count = await aCount(keeper, [room], [kind]);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  whole(await count.add(keeper, newId(), [], [been(room, head)]));
  whole(await count.step(keeper, 'submit'));
  const { variances } = whole(await count.variance(approver));
  const reasons: CommandBody<'/api/counts/post'>['reasons'] = variances.map(({ key }) => ({
    ...{ key, reason: 'unrecordedIssue' },
  }));
  expect(reasons).toHaveLength(many);
  return { count, reasons };
}

async function aStore() {
  const server = await openServer();
  const keeper = await aSample(server, 'keeper-guyuan');
  const approver = await aSample(server, 'approver');
  await aRoomFull(keeper);
  return { server, keeper, approver, ...(await missedAll(keeper, approver)) };
}

const lost = ({ rows }: TestServer) =>
  rows<{ piece: string }>(
    `select piece.id as piece from piece join cell on cell.key = piece.cell join place on place.key = cell.place
     where place.code = 'lost' order by piece.id`,
  ).map(({ piece }) => piece);
const entriesOf = ({ rows }: TestServer) =>
  rows<{ n: number }>(
    `select count(*) as n from entry join cell on cell.key = to_cell join place on place.key = cell.place where place.code = 'lost'`,
  )[0]?.n;
const audits = ({ rows }: TestServer) =>
  rows<{ action: string; result: string; account: string }>(
    "select action, result, account from audit where action in ('count.post', 'count.posting') order by key",
  );
/** As a disk that is full after so many entries more. */
const breakAfter = ({ db, count }: TestServer, entries: number) =>
  db.raw.exec(
    `create trigger broken before insert on entry when (select count(*) from entry) >= ${count('entry') + entries}
       begin select raise(abort, 'broken'); end`,
  );
const paper = async (who: Visitor, id: string) =>
  whole(await who.get<Answer<'/api/documents/{id}'>>(`/api/documents/${id}`));

it('posts seventy differences in three commits, each with its row, and answers when all are posted', async () => {
  const { server, approver, count, reasons } = await aStore();
  onTestFinished(() => server.close());
  const before = server.count('commit_row');
  const posted = whole(await count.post(approver, reasons));
  expect(posted.posting).toBeUndefined();
  expect(posted.document.state).toBe('closed');
  expect(lost(server)).toEqual(pieces);
  expect(server.count('commit_row') - before).toBe(4);
  expect(audits(server).map(({ action }) => action)).toEqual([
    'count.post',
    ...Array.from({ length: 3 }, () => 'count.posting'),
  ]);
  expect(server.unsound()).toEqual([]);
});

it('shows a posting under way, lets nobody take its goods or go on with it, and repeats nothing when it is asked for again', async () => {
  const { server, keeper, approver, count, reasons } = await aStore();
  onTestFinished(() => server.close());
  breakAfter(server, 40);
  expect((await count.post(approver, reasons)).status).toBe(500);
  const half = await paper(approver, count.id);
  expect(half).toMatchObject({ posting: { done: 32, total: many }, document: { state: 'closed' } });
  expect(lost(server)).toEqual(pieces.slice(0, 32));
  const shift = async (piece: string) => {
    const id = newId();
    const line = { kind, lot: 'L-MANY', piece, wanted: 1, from: slot(room), to: slot('RC-S/ordinary') };
    whole(await keeper.post('/api/documents/open', { id, type: 'putAway', site: 'RC-S', lines: [line] }));
    const portions = [{ line: 1, as: 'placed' as const, quantity: 1 }];
    return (await keeper.post('/api/documents/step', { id, version: 1, action: 'putAway', portions })).code;
  };
  expect([await shift(pieces[60] as string), await shift(pieces[0] as string)]).toEqual([
    ...['goodsMoving', 'goodsMoving'],
  ]);
  const back = { id: count.id, version: half.document.version, reason: '填错', second: { name: 'approver' } };
  expect((await keeper.post('/api/documents/correct', back)).code).toBe('documentPosting');
  server.db.raw.exec('drop trigger broken');
  expect((await count.post(keeper, reasons)).code, 'not by whoever may not').toBe('documentPosting');
  expect(whole(await count.post(approver, reasons)).posting).toBeUndefined();
  expect([lost(server), entriesOf(server)]).toEqual([pieces, many]);
  expect(server.unsound()).toEqual([]);
});

it('goes on by itself after a crash in the middle, for whoever decided it', async () => {
  const { server, approver, count, reasons } = await aStore();
  breakAfter(server, 40);
  expect((await count.post(approver, reasons)).status).toBe(500);
  server.db.raw.exec('drop trigger broken');
  const folder = await server.stop();
  const again = await openServer({ folder });
  onTestFinished(() => again.close());
  await expect.poll(() => lost(again), { timeout: 10_000 }).toEqual(pieces);
  expect(entriesOf(again)).toBe(many);
  expect(audits(again).filter(({ result }) => result === 'ok')).toEqual([
    { action: 'count.post', result: 'ok', account: 'approver' },
    ...Array.from({ length: 3 }, () => ({ action: 'count.posting', result: 'ok', account: 'approver' })),
  ]);
  const me = await aSample(again, 'approver');
  expect((await paper(me, count.id)).posting).toBeUndefined();
  expect(again.unsound()).toEqual([]);
});

it('lets no second count begin to post what the first has yet to post: each would leave out what the other holds', async () => {
  const { server, keeper, approver, count, reasons } = await aStore();
  onTestFinished(() => server.close());
  const again = await missedAll(keeper, approver);
  breakAfter(server, 10);
  expect((await count.post(approver, reasons)).status).toBe(500);
  expect((await again.count.post(approver, again.reasons)).code).toBe('goodsMoving');
  server.db.raw.exec('drop trigger broken');
  expect(whole(await count.post(approver, reasons)).posting).toBeUndefined();
  expect([lost(server), entriesOf(server)]).toEqual([pieces, many]);
  expect(server.unsound()).toEqual([]);
});

it('takes back what it has posted, and nothing of what it had to leave out', async () => {
  const { server, approver, count, reasons } = await aStore();
  onTestFinished(() => server.close());
  const two = { name: 'approver-two', display: '另一审批人', unit: 'RC-S', roles: ['approver' as const] };
  accounts(server.db).add({ ...two, password: null, isGiven: false, isSample: true }, Date.now() as Instant);
  breakAfter(server, 40);
  expect((await count.post(approver, reasons)).status).toBe(500);
  const changed = (quantity: number) =>
    server.db.raw.exec(`update piece set quantity = ${quantity} where id = 'CASE-060'`);
  // As one that is another by now.
  changed(2);
  server.db.raw.exec('drop trigger broken');
  const { document } = whole(await count.post(approver, reasons));
  changed(1);
  expect(lost(server)).toEqual(pieces.filter((piece) => piece !== 'CASE-060'));
  const back = { id: count.id, version: document.version, reason: '漏看', second: { name: 'approver-two' } };
  expect(whole(await approver.post('/api/documents/correct', back)).document.state).toBe('counted');
  expect(lost(server)).toEqual([]);
  expect(server.unsound()).toEqual([]);
});

it('lets a person have so many counts open and no more, until one of them is over', async () => {
  const server = await openServer();
  onTestFinished(() => server.close());
  const keeper = await aSample(server, 'keeper-guyuan');
  const open = async () => {
    const id = newId();
    const { code } = await keeper.post('/api/counts/open', { id, site: 'RC-S', places: [room] });
    return { id, code };
  };
  const ids: string[] = [];
  for (let n = 0; n < openOfPerson; n++) ids.push((await open()).id);
  expect((await open()).code).toBe('countsMany');
  const cancel = { id: ids[0] as string, version: 1, action: 'cancel' as const, reason: '改期' };
  whole(await keeper.post('/api/documents/step', cancel));
  expect((await open()).code).toBeUndefined();
});
