/** Photographs that were named and have not come, and those that came and were never named. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '@changping/contracts/http';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../world.ts';
import { aCount, been, loose, newId, received, slot, whole } from './count-room.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

const day = 86_400_000;
function aPhoto() {
  const bytes = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(200)]);
  // The server judges the hash before it reads the bytes.
  return { hash: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.toString('base64') };
}
async function aStore() {
  const server = await openServer();
  onTestFinished(() => server.close());
  const keeper = await aSample(server, 'keeper-guyuan');
  return { server, keeper, inspector: await aSample(server, 'inspector') };
}
async function patrolled(keeper: Visitor): Promise<string> {
  const id = newId();
  const lines = [{ item: '门锁', wanted: 1 }];
  whole(await keeper.post('/api/documents/open', { id, type: 'patrol', site: 'RC-S', lines }));
  return id;
}
const finding = (id: string, photos: string[]) => ({
  ...{ id, version: 1, action: 'find' as const, reason: '门锁损坏', dueAt: Date.now() + 9 * day, photos },
  portions: [{ line: 1, as: 'finding' as const, quantity: 1, reason: '损坏' }],
});
const mending = (id: string, photos: string[]) => ({
  ...{ id, version: 2, action: 'rectify' as const, photos },
  portions: [{ line: 1, as: 'rectified' as const, quantity: 1, reason: '换了锁' }],
});
const shown = async (who: Visitor, id: string) =>
  whole(await who.get<Answer<'/api/documents/{id}'>>(`/api/documents/${id}`));
const inbox = async (who: Visitor, id: string) =>
  whole(await who.get<Answer<'/api/waiting'>>('/api/waiting')).items.find((one) => one.id === id);
const late = async (who: Visitor, id: string) =>
  whole(await who.get<Answer<'/api/documents'>>('/api/documents?site=RC-S&state=late')).items.find(
    (one) => one.id === id,
  );
const told = (server: TestServer, number: string) =>
  server.rows(`select key from event where what = 'overdue' and detail ->> 'document' = '${number}'`).length;
/** An emergency purchase, taken in with a photograph. */
async function acted(keeper: Visitor, approver: Visitor, photo: string) {
  const id = newId();
  const line = {
    kind: 'quilt',
    lot: 'E-SEEN',
    wanted: 10,
    from: slot('supplier'),
    to: slot('RC-S/receiving'),
  };
  const lots = [{ lot: 'E-SEEN', kind: 'quilt' }];
  whole(
    await keeper.post('/api/documents/open', {
      ...{ id, type: 'emergencyPurchase', refs: ['宁应急〔2026〕9号'], site: 'RC-S', lots, lines: [line] },
    }),
  );
  whole(
    await keeper.post('/api/documents/step', {
      ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' }, photos: [photo] },
      ...{ dueAt: Date.now() + 7 * day, portions: [{ line: 1, as: 'arrived', quantity: 10 }] },
    }),
  );
  const sign = () => approver.post('/api/documents/step', { id, version: 2, action: 'signAfterwards' });
  return { id, sign };
}
/** So long after the step that named it. */
const pass = (server: TestServer) =>
  server.db.raw.exec(`update photo_awaited set due_at = due_at - ${day};
    update document_due set due_at = due_at - ${day}`);

it('asks whoever took a photograph for it from the moment a step names it, lists its document as late after a day, says so once, and is content when it comes', async () => {
  const { server, keeper, inspector } = await aStore();
  const id = await patrolled(keeper);
  const [here, away] = [aPhoto(), aPhoto()];
  whole(await keeper.post('/api/photos/keep', { id, ...here }));
  const before = Date.now();
  const { document } = whole(
    await keeper.post('/api/documents/step', finding(id, [here.hash, away.hash, '7'.repeat(64)])),
  );
  const owed = (await shown(inspector, id)).photosOwed ?? [];
  expect(owed.map(({ hash, by }) => ({ hash, by }))).toEqual(
    [away.hash, '7'.repeat(64)].sort().map((hash) => ({ hash, by: 'keeper-guyuan' })),
  );
  expect(owed[0]?.dueAt).toBeGreaterThanOrEqual(before + day);
  expect(await inbox(keeper, id)).toMatchObject({
    action: 'sendPhoto',
    isLate: false,
    dueAt: owed[0]?.dueAt,
  });
  expect(await inbox(inspector, id), 'took none').toBeUndefined();
  expect(await late(keeper, id)).toBeUndefined();

  pass(server);
  expect(await late(inspector, id)).toMatchObject({ isLate: true });
  await until(
    () => told(server, document.number),
    (n) => n > 0,
  );
  server.db.raw.exec(`delete from photo_awaited where hash = '${'7'.repeat(64)}'`);
  whole(await keeper.post('/api/photos/keep', { id, ...away }));
  expect((await shown(inspector, id)).photosOwed).toBeUndefined();
  expect(await late(keeper, id)).toBeUndefined();
  expect(await inbox(keeper, id)).toBeUndefined();
  expect(told(server, document.number), 'once').toBe(1);
  expect(server.unsound()).toEqual([]);
});

it('asks also for what a document that is over has named, and for none of a step that was taken back', async () => {
  const { server, keeper, inspector } = await aStore();
  const id = await patrolled(keeper);
  const [found, mended, again] = [aPhoto(), aPhoto(), aPhoto()];
  whole(await keeper.post('/api/photos/keep', { id, ...found }));
  whole(await keeper.post('/api/documents/step', finding(id, [found.hash])));
  whole(await keeper.post('/api/documents/step', mending(id, [mended.hash])));
  expect(await inbox(keeper, id)).toBeDefined();
  const back = { id, version: 3, reason: '照片丢失', second: { name: 'approver-guyuan' } };
  whole(await keeper.post('/api/documents/correct', back));
  expect(await inbox(keeper, id), 'it stands no longer').toBeUndefined();
  whole(await keeper.post('/api/documents/step', { ...mending(id, [again.hash]), version: 4 }));
  whole(await keeper.post('/api/photos/keep', { id, ...again }));
  const restored = [{ line: 1, as: 'restored' as const, quantity: 1 }];
  const check = {
    id,
    version: 5,
    action: 'checkAgain' as const,
    photos: [aPhoto().hash],
    portions: restored,
  };
  expect(whole(await inspector.post('/api/documents/step', check)).document.state).toBe('closed');
  expect(await inbox(inspector, id)).toMatchObject({ action: 'sendPhoto' });
  pass(server);
  expect(await late(keeper, id)).toMatchObject({ isOver: true, isLate: true });
});

it('lets nobody sign afterwards, or close the review of what was done first, before its photographs are there to be seen', async () => {
  const { server, keeper } = await aStore();
  const near = await aSample(server, 'approver-guyuan');
  const supervisor = await aSample(server, 'supervisor');
  const photo = aPhoto();
  const { id, sign } = await acted(keeper, near, photo.hash);
  const review = () => supervisor.post('/api/reviews/settle', { document: id, finding: '价格合理' });
  expect((await sign()).code).toBe('photoAwaited');
  expect((await review()).code).toBe('photoAwaited');
  whole(await keeper.post('/api/photos/keep', { id, ...photo }));
  whole(await sign());
  whole(await review());
});

it('lets the supervisor write down what he found once a photograph is late: nobody keeps him from it by one that never comes', async () => {
  const { server, keeper } = await aStore();
  const supervisor = await aSample(server, 'supervisor');
  const near = await aSample(server, 'approver-guyuan');
  const { id, sign } = await acted(keeper, near, aPhoto().hash);
  const review = () => supervisor.post('/api/reviews/settle', { document: id, finding: '照片一直未到' });
  expect((await review()).code).toBe('photoAwaited');
  pass(server);
  expect((await sign()).code, 'his yes still is one to what he sees').toBe('photoAwaited');
  whole(await review());
  expect((await shown(supervisor, id)).photosOwed, 'and it is asked for all the same').toHaveLength(1);
});

it('asks a counter for the photographs of what was seen, until they come or the scan is set aside', async () => {
  const { server, keeper } = await aStore();
  const approver = await aSample(server, 'approver');
  await received(keeper, 'Q-SEEN', 5);
  const count = await aCount(keeper, ['RC-S/receiving']);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  const [sent, lost] = [aPhoto(), aPhoto()];
  const scans = [sent, lost].map(({ hash }) => ({
    ...loose('Q-SEEN', 5, head, { photo: hash }),
    id: randomUUID(),
  }));
  expect(whole(await count.add(keeper, randomUUID(), scans)).refused).toEqual([]);
  expect(await inbox(keeper, count.id)).toMatchObject({ action: 'sendPhoto' });
  whole(await keeper.post('/api/photos/keep', { id: count.id, ...sent }));
  expect(await inbox(keeper, count.id)).toBeDefined();
  const again = { ...loose('Q-SEEN', 5, head, { photo: lost.hash }), id: randomUUID() };
  expect(whole(await count.add(keeper, randomUUID(), [again])).refused).toEqual([]);
  const aside = async (scan = '') =>
    whole(await approver.post('/api/counts/set-aside', { id: count.id, scans: [scan], reason: '重复扫描' }));
  await aside(again.id);
  expect(await inbox(keeper, count.id), 'the first of the two stands').toBeDefined();
  await aside(scans[1]?.id);
  expect(await inbox(keeper, count.id)).toBeUndefined();
});

it('posts no count before the photographs of what was seen are there to be seen', async () => {
  const { server, keeper } = await aStore();
  const approver = await aSample(server, 'approver');
  await received(keeper, 'Q-SEEN', 5);
  const count = await aCount(keeper, ['RC-S/receiving']);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  const photo = aPhoto();
  const scans = [loose('Q-SEEN', 4, head, { photo: photo.hash })];
  whole(await count.add(keeper, randomUUID(), scans, [been('RC-S/receiving', head)]));
  whole(await count.step(keeper, 'submit'));
  const { variances } = whole(await count.variance(approver));
  const reasons = variances.map(({ key }) => ({ key, reason: 'unrecordedIssue' as const }));
  expect((await count.post(approver, reasons)).code).toBe('photoAwaited');
  whole(await keeper.post('/api/photos/keep', { id: count.id, ...photo }));
  expect(whole(await count.post(approver, reasons)).document.state).toBe('closed');
  expect(server.unsound()).toEqual([]);
});

it('keeps so many of one person that no step names, over all documents, sweeps them away after a week with a row of the audit, and leaves what is named', async () => {
  const { server, keeper } = await aStore();
  const [one, other] = [await patrolled(keeper), await patrolled(keeper)];
  const named = aPhoto();
  const ahead = Array.from({ length: 40 }, aPhoto);
  for (const [n, photo] of ahead.entries())
    whole(await keeper.post('/api/photos/keep', { id: n % 2 ? one : other, ...photo }));
  expect((await keeper.post('/api/photos/keep', { id: other, ...named })).code).toBe('photosAhead');
  whole(await keeper.post('/api/documents/step', finding(one, [ahead[1]?.hash ?? ''])));
  whole(await keeper.post('/api/photos/keep', { id: other, ...named }));
  whole(await keeper.post('/api/documents/step', finding(other, [named.hash])));
  // Under another document too it is kept once, and stays for that one.
  const third = await patrolled(keeper);
  const shared = ahead[3] as (typeof ahead)[number];
  whole(await keeper.post('/api/photos/keep', { id: third, ...shared }));
  whole(await keeper.post('/api/documents/step', finding(third, [shared.hash])));

  const left = () => server.count('photo where ahead = 1');
  expect(left()).toBe(39);
  server.db.raw.exec(`update photo set at = at - ${7 * day + 1}`);
  await until(left, (n) => n === 0);
  const swept = () =>
    server.rows<{ object: string; before: string; account: string }>(
      "select object, before, account from audit where action = 'photo.sweep' order by key",
    );
  expect(swept()).toHaveLength(39);
  expect(JSON.parse(swept()[0]?.before ?? '{}')).toMatchObject({ by: 'keeper-guyuan', type: 'image/jpeg' });
  expect(swept()[0]).toMatchObject({ account: 'server' });
  const file = ({ hash }: { hash: string }) =>
    existsSync(join(server.folder, 'photos', hash.slice(0, 2), hash));
  await until(
    () => ahead.filter(file).length,
    (n) => n === 2,
  );
  expect([named, ahead[1], shared].map((photo) => photo && file(photo))).toEqual([true, true, true]);
  const metrics = await (await server.fetch('/metrics')).text();
  expect(metrics).toMatch(/changping_photos_swept 39/);
  expect(server.unsound()).toEqual([]);
});
