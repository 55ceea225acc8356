import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Answer } from '@changping/contracts/http';
import { photoBytesMost } from '@changping/contracts/http-photos';
import { photosOfDay } from '@changping/server/domain/photo';
import { photosNamed } from '@changping/server/photos';
import { photos } from '@changping/server/store/photos';
import type { Asker } from '@changping/server/store/sessions';
import { expect, it, onTestFinished } from 'vitest';
import { aCount, loose, newId, received, slot, whole } from './count-room.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, aVisitor, type Visitor } from './visitor.ts';

const heads = { jpeg: 'ffd8ffe0', png: '89504e470d0a1a0a', webp: '524946461000000057454250' };
const aPhoto = (type: keyof typeof heads = 'jpeg', size = 2000) => {
  const bytes = Buffer.concat([Buffer.from(heads[type], 'hex'), randomBytes(size)]);
  return { bytes, hash: createHash('sha256').update(bytes).digest('hex') };
};
type Photo = ReturnType<typeof aPhoto>;
const body = (id: string, { hash, bytes }: Photo) => ({ id, hash, bytes: bytes.toString('base64') });

async function aStore() {
  const server = await openServer();
  onTestFinished(() => server.close());
  return { server, keeper: await aSample(server, 'keeper-guyuan') };
}
/** A receipt at the southern depot whose opening names these. */
async function named(keeper: Visitor, photos: readonly (Photo | string)[], site = 'RC-S') {
  const id = newId();
  const lot = `Q-${id.slice(-6)}-${site}`;
  const to = { ...slot(`${site}/receiving`), owner: site };
  const lines = [{ kind: 'quilt', lot, wanted: 1, from: { ...to, place: 'supplier' }, to }];
  const names = photos.map((photo) => (typeof photo === 'string' ? photo : photo.hash));
  const lots = [{ lot, kind: 'quilt' }];
  whole(await keeper.post('/api/documents/open', { id, type: 'goodsIn', site, lots, lines, photos: names }));
  return id;
}
const listed = async (visitor: Visitor, id: string) =>
  whole(await visitor.get<Answer<'/api/documents/{id}/photos'>>(`/api/documents/${id}/photos`)).items;
const fetched = async ({ address }: TestServer, { keeps }: Visitor, id: string, hash: string) => {
  const response = await fetch(`${address}/api/photos/${id}/${hash}`, { headers: keeps });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
};
const fileOf = ({ folder }: TestServer, { hash }: Photo) => join(folder, 'photos', hash.slice(0, 2), hash);
const rowsOf = (server: TestServer) =>
  server.rows<{ result: string }>("select result from audit where action = 'photo.keep' order by key");

it('keeps the photograph that a step names as it was taken, once, for its owner alone on the disk, and shows it as what it is', async () => {
  const { server, keeper } = await aStore();
  const all = [aPhoto('jpeg'), aPhoto('png'), aPhoto('webp')] as const;
  const id = await named(keeper, [...all, '纸质照片 7']);
  expect(await listed(keeper, id), 'named and not here yet').toEqual([]);
  for (const photo of all) {
    whole(await keeper.post('/api/photos/keep', body(id, photo)));
    whole(await keeper.post('/api/photos/keep', body(id, photo)));
  }
  expect(rowsOf(server).map(({ result }) => result)).toEqual(['ok', 'ok', 'ok']);
  expect((await listed(keeper, id)).map(({ hash, type, bytes, by }) => ({ hash, type, bytes, by }))).toEqual(
    expect.arrayContaining(
      all.map(({ hash, bytes }, i) => ({
        ...{ hash, bytes: bytes.length, by: 'keeper-guyuan' },
        type: ['image/jpeg', 'image/png', 'image/webp'][i],
      })),
    ),
  );
  for (const [i, photo] of all.entries()) {
    const { status, headers, bytes } = await fetched(server, keeper, id, photo.hash);
    expect(status).toBe(200);
    expect(bytes.equals(photo.bytes)).toBe(true);
    expect(headers.get('content-type')).toBe(['image/jpeg', 'image/png', 'image/webp'][i]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(statSync(fileOf(server, photo)).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(fileOf(server, photo), '..')).filter((name) => name.startsWith('.'))).toEqual([]);
  }
  expect(server.unsound()).toEqual([]);
});

it('takes none that no step names from whoever could name it in none, that is another than was named, no picture, or larger than 5 MB, and each refusal leaves its row and no file', async () => {
  const { server, keeper } = await aStore();
  const [photo, other, page] = [aPhoto(), aPhoto(), Buffer.from('<!doctype html><script>1</script>')];
  const html = { bytes: page, hash: createHash('sha256').update(page).digest('hex') };
  const [fits, large] = [aPhoto('jpeg', photoBytesMost - 4), aPhoto('jpeg', photoBytesMost)];
  const id = await named(keeper, [photo, html, large, fits]);
  const send = async (body: object) => (await keeper.post('/api/photos/keep', body as never)).code;
  const policy = await aSample(server, 'policy');
  expect((await policy.post('/api/photos/keep', body(id, other))).code).toBe('photoUnnamed');
  expect(await send({ ...body(id, photo), bytes: other.bytes.toString('base64') })).toBe('photoDiffers');
  expect(await send(body(id, html))).toBe('photoType');
  expect(await send(body(id, large))).toMatch(/^(photoTooLarge|bodyShape)$/);
  expect(await send({ ...body(id, photo), hash: '../../etc/passwd' })).toBe('bodyShape');
  expect(await send({ ...body(id, photo), bytes: 'x'.repeat(8 * 2 ** 20) })).toBe('bodyTooLarge');
  expect(await send(body(randomUUID(), photo))).toBe('notFound');
  expect(server.count("audit where action = '/api/photos/keep' and result <> 'ok'")).toBe(7);
  expect(existsSync(join(server.folder, 'photos'))).toBe(false);
  expect(await send(body(id, fits)), 'exactly 5 MB').toBe(undefined);
  expect((await fetched(server, keeper, id, photo.hash)).status, 'not here').toBe(404);
  expect((await fetched(server, keeper, id, '..%2f..%2fchangping.sqlite')).status).toBe(404);
});

it('shows a photograph to nobody who may not see its document, also not to one who names its hash in a document of the own', async () => {
  const { server, keeper } = await aStore();
  const north = await aSample(server, 'keeper-pengyang');
  const [security, audit] = [await aSample(server, 'security'), await aSample(server, 'audit')];
  const photo = aPhoto();
  const id = await named(keeper, [photo]);
  whole(await keeper.post('/api/photos/keep', body(id, photo)));
  for (const [who, status] of [
    [north, 404],
    [security, 403],
    [audit, 403],
    [aVisitor(server), 401],
  ] as const) {
    expect((await fetched(server, who, id, photo.hash)).status).toBe(status);
    expect((await who.get(`/api/documents/${id}/photos`)).status).toBe(status);
  }
  expect((await north.post('/api/photos/keep', body(id, photo))).code).toBe('notFound');
  const own = await named(north, [photo], 'CS-640425');
  expect((await fetched(server, north, own, photo.hash)).status, 'knows the hash alone').toBe(404);
  whole(await north.post('/api/photos/keep', body(own, photo)));
  expect((await fetched(server, north, own, photo.hash)).status, 'has the picture itself').toBe(200);
  expect(readFileSync(fileOf(server, photo)).equals(photo.bytes)).toBe(true);
});

it('takes so many of one person in a day, and no more until it is over', async () => {
  const { server, keeper } = await aStore();
  const photo = aPhoto();
  const id = await named(keeper, [photo]);
  const add = server.db.raw.prepare(
    "insert into photo (hash, document, type, bytes, account, at) values (?, 'd', 'image/jpeg', 1, 'keeper-guyuan', ?)",
  );
  for (let n = 0; n < photosOfDay; n++) add.run(`${n}`, Date.now());
  expect((await keeper.post('/api/photos/keep', body(id, photo))).code).toBe('photosMany');
  expect(existsSync(fileOf(server, photo))).toBe(false);
  server.db.raw.exec(`update photo set at = at - 86400001`);
  whole(await keeper.post('/api/photos/keep', body(id, photo)));
});

it('leaves no file behind of a photograph that could not be written down', async () => {
  const { server, keeper } = await aStore();
  const [lost, kept] = [aPhoto(), aPhoto()];
  const id = await named(keeper, [lost, kept]);
  whole(await keeper.post('/api/photos/keep', body(id, kept)));
  server.db.raw.exec("create trigger full before insert on photo begin select raise(abort, 'full'); end");
  expect((await keeper.post('/api/photos/keep', body(id, lost))).status).toBe(500);
  expect([lost, kept].map((photo) => existsSync(fileOf(server, photo)))).toEqual([false, true]);
});

it('tells what a blind count saw no earlier than its observations', async () => {
  const { server, keeper } = await aStore();
  const approver = await aSample(server, 'approver');
  await received(keeper, 'Q-BLIND', 5);
  const photo = aPhoto();
  const count = await aCount(keeper, ['RC-S/receiving']);
  whole(await count.step(keeper, 'start'));
  const { head } = await count.sheet(keeper);
  const seen = loose('Q-BLIND', 5, head, { photo: photo.hash });
  expect(whole(await count.add(keeper, randomUUID(), [seen])).refused).toEqual([]);
  whole(await keeper.post('/api/photos/keep', body(count.id, photo)));
  expect((await fetched(server, keeper, count.id, photo.hash)).status).toBe(403);
  expect((await fetched(server, approver, count.id, photo.hash)).status).toBe(200);
});

it('lets one person bring two files at once, photographs or others, however slowly, and takes the next when one is through', async () => {
  const { server, keeper } = await aStore();
  const photo = aPhoto();
  const id = await named(keeper, [photo]);
  const headers = { ...keeper.keeps, 'content-type': 'application/json', 'content-length': 7_000_000 };
  const answered: number[] = [];
  const paths = ['/api/photos/keep', '/api/imports/upload', '/api/imports/upload'];
  const slow = paths.map((path) => {
    const coming = request(`${server.address}${path}`, { method: 'POST', headers });
    coming.on('error', () => {});
    coming.on('response', (answer) => void answered.push(answer.resume().statusCode ?? 0));
    coming.write('{"id":"');
    return coming;
  });
  const send = async () => (await keeper.post('/api/photos/keep', body(id, photo))).code;
  try {
    await expect.poll(() => answered, { timeout: 10_000 }).toEqual([503]);
    expect(await send()).toBe('storeBusy');
  } finally {
    for (const coming of slow) coming.destroy();
  }
  await expect.poll(send, { timeout: 10_000 }).toBeUndefined();
  expect(server.failed, 'who goes away in the middle is no failure of ours').toEqual([]);
});

it('refuses whoever has no business with a photograph before it has come', async () => {
  const { server, keeper } = await aStore();
  const north = await aSample(server, 'keeper-pengyang');
  const [photo, other] = [aPhoto(), aPhoto()];
  const id = await named(keeper, [photo]);
  const refusal = (who: Visitor, { hash }: Photo, path = '/api/photos/keep', more = '') =>
    new Promise<unknown>((done, fail) => {
      const headers = { ...who.keeps, 'content-type': 'application/json', 'content-length': 6_000_000 };
      const coming = request(`${server.address}${path}`, { method: 'POST', headers });
      coming.on('error', fail);
      coming.on('response', async (answer) => {
        const { fault } = JSON.parse(Buffer.concat(await answer.toArray()).toString());
        coming.destroy();
        done(fault.code);
      });
      coming.write(more || `{"id":"${id}","hash":"${hash}","bytes":"AAAA`);
    });
  expect(await refusal(north, photo)).toBe('notFound');
  expect(await refusal(await aSample(server, 'policy'), other)).toBe('photoUnnamed');
  const file = `{"id":"${randomUUID()}","kind":"stock","site":"CS-640425","name":"清单.csv","bytes":"AAAA`;
  expect(await refusal(keeper, photo, '/api/imports/upload', file.replace('CS-640425', 'RC-N'))).toBe(
    'outOfScope',
  );
  expect(await refusal(keeper, photo, '/api/photos/keep', `{"bytes":"${'A'.repeat(9000)}`)).toBe('bodyShape');
  const refused = server.rows<{ action: string; object: string }>(
    "select action, object from audit where result <> 'ok' and action like '/api/%' order by key",
  );
  expect(refused.slice(0, 2)).toEqual([
    { action: '/api/photos/keep', object: id },
    { action: '/api/photos/keep', object: id },
  ]);
});

it.each([1, 7, 1000, 65_537])('reads a photograph whole that comes in pieces of %d bytes', async (size) => {
  const { server, keeper } = await aStore();
  const photo = aPhoto('png', size === 1 ? 300 : 200_000);
  const id = await named(keeper, [photo]);
  const text = Buffer.from(JSON.stringify(body(id, photo)));
  const status = await new Promise<number | undefined>((done, fail) => {
    const headers = { ...keeper.keeps, 'content-type': 'application/json', 'content-length': text.length };
    const coming = request(`${server.address}/api/photos/keep`, { method: 'POST', headers });
    coming.on('error', fail);
    coming.on('response', (answer) => done(answer.resume().statusCode));
    for (let at = 0; at < text.length; at += size) coming.write(text.subarray(at, at + size));
    coming.end();
  });
  expect(status).toBe(200);
  expect((await fetched(server, keeper, id, photo.hash)).bytes.equals(photo.bytes)).toBe(true);
});

/** A document of two steps on: a patrol that notes a finding. */
const finding = (photos: string[]) => ({
  ...{ version: 1, action: 'find' as const, reason: '门锁损坏', dueAt: Date.now() + 86_400_000, photos },
  portions: [{ line: 1, as: 'finding' as const, quantity: 1, reason: '损坏' }],
});
async function patrolled(keeper: Visitor): Promise<string> {
  const id = newId();
  const lines = [{ item: '门锁', wanted: 1 }];
  whole(await keeper.post('/api/documents/open', { id, type: 'patrol', site: 'RC-S', lines }));
  return id;
}

it('takes a word for no photograph, and keeps one ahead of the step that will name it', async () => {
  const { keeper } = await aStore();
  const id = await patrolled(keeper);
  const step = (photos: string[]) => keeper.post('/api/documents/step', { id, ...finding(photos) });
  expect((await step(['x'])).code).toBe('bodyShape');
  expect((await step([])).code).toBe('documentNeeds');
  const photo = aPhoto();
  whole(await keeper.post('/api/photos/keep', body(id, photo)));
  expect(whole(await step([photo.hash])).document.steps.at(-1)?.photos).toEqual([photo.hash]);
  expect((await listed(keeper, id)).map(({ hash }) => hash)).toEqual([photo.hash]);
  const many = await patrolled(keeper);
  for (let n = 0; n < 40; n++) whole(await keeper.post('/api/photos/keep', body(many, aPhoto('jpeg', 20))));
  expect((await keeper.post('/api/photos/keep', body(many, aPhoto()))).code, 'so many ahead').toBe(
    'photosAhead',
  );
});

it('lets a known handheld alone name a photograph that has yet to come', async () => {
  const { server, keeper } = await aStore();
  const id = await patrolled(keeper);
  const photo = aPhoto();
  const name = photosNamed(photos(server.db), false);
  const [desk, handheld] = [{ handheld: null }, { handheld: {} }] as unknown as [Asker, Asker];
  expect(() => name(id, [photo.hash], desk)).toThrow('is not here');
  expect(() => name(id, [photo.hash], handheld)).not.toThrow();
  whole(await keeper.post('/api/photos/keep', body(id, photo)));
  expect(() => name(id, [photo.hash], desk)).not.toThrow();
  expect(() => name(newId(), [photo.hash], desk), 'of another document').toThrow('is not here');
});

it('lets nobody judge what a handheld has named and not sent yet', async () => {
  const { server, keeper } = await aStore();
  const inspector = await aSample(server, 'inspector');
  const id = await patrolled(keeper);
  const [found, mended] = [aPhoto(), aPhoto()];
  whole(await keeper.post('/api/photos/keep', body(id, found)));
  whole(await keeper.post('/api/documents/step', { id, ...finding([found.hash]) }));
  const rectified = { line: 1, as: 'rectified' as const, quantity: 1, reason: '换了锁' };
  whole(
    await keeper.post('/api/documents/step', {
      ...{ id, version: 2, action: 'rectify', photos: [mended.hash], portions: [rectified] },
    }),
  );
  const check = () =>
    inspector.post('/api/documents/step', {
      ...{ id, version: 3, action: 'checkAgain', portions: [{ line: 1, as: 'restored', quantity: 1 }] },
    });
  expect((await check()).code).toBe('photoAwaited');
  whole(await keeper.post('/api/photos/keep', body(id, mended)));
  whole(await check());
});

it('answers an approval that comes a second time as the first, whatever photographs are still to come by then', async () => {
  const { server, keeper } = await aStore();
  const approver = await aSample(server, 'approver');
  const lot = 'Q-TWICE';
  await received(keeper, lot, 10);
  const id = newId();
  const to = { ...slot('CS-640425/receiving'), owner: 'CS-640425' };
  const lines = [{ kind: 'quilt', lot, wanted: 1, from: slot('RC-S/receiving'), to }];
  whole(
    await keeper.post('/api/documents/open', {
      ...{ id, type: 'transfer', site: 'RC-S', there: 'CS-640425', lines },
    }),
  );
  const approve = () =>
    approver.post('/api/documents/step', { id, version: 1, action: 'approve', key: keyOf });
  const keyOf = newId();
  whole(await approve());
  whole(
    await keeper.post('/api/documents/step', {
      ...{ id, version: 2, action: 'pick', photos: [aPhoto().hash] },
      portions: [{ line: 1, as: 'picked', quantity: 1 }],
    }),
  );
  expect(whole(await approve()).document.state).toBe('picked');
});
