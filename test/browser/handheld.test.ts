/** A handheld as a device: enrolled on its own page, named in the audit, and wiped when it is revoked. */
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { comeIn, openChromium } from '../chromium.ts';
import { openServer } from '../contract/server.ts';
import { aSample } from '../contract/visitor.ts';
import { until } from '../world.ts';

const dist = join(import.meta.dirname, '../../dashboards/dist');

/** Enrolled, with one command that was refused and so many photographs that were not sent. */
async function unsentOn(photos: number) {
  const server = await openServer({ pages: dist });
  onTestFinished(() => server.close());
  const [system, security] = [await aSample(server, 'system'), await aSample(server, 'security')];
  const made = await system.post('/api/handhelds/code', { name: '手持一', site: 'RC-S' });
  const browser = await openChromium();
  onTestFinished(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  await comeIn(context, `${server.address}/`, 'keeper-guyuan');
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.goto(`${server.address}/scanner/`);
  await page.getByText('登记本机').click();
  await page.locator('input[name=enrol]').fill('WRONG');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('登记码不正确').waitFor();
  await page.locator('input[name=enrol]').fill(made.body.code);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('本机：手持一').waitFor();

  await page.evaluate(async () => {
    const open = indexedDB.open('changping-scanner');
    const db = await new Promise<IDBDatabase>((done) => (open.onsuccess = () => done(open.result)));
    const device = await new Promise<{ value: { device: string; epoch: string } }>((done) => {
      const get = db.transaction('facts').objectStore('facts').get('device');
      get.onsuccess = () => done(get.result);
    });
    const put = db
      .transaction('queue', 'readwrite')
      .objectStore('queue')
      .put({
        ...{
          seq: 1,
          ...device.value,
          key: crypto.randomUUID(),
          by: 'keeper-guyuan',
          document: 'd',
          number: 'n',
        },
        ...{ baseVersion: 1, at: Date.now(), isInDoubt: false, refused: { code: 'x', sentence: undefined } },
        ...{
          command: '/api/documents/step',
          body: { action: 'receive', second: { name: 'x', password: 'secret' } },
        },
      });
    await new Promise((done) => (put.onsuccess = done));
    db.close();
  });
  if (photos)
    await page.evaluate(async (n) => {
      const open = indexedDB.open('changping-scanner');
      const db = await new Promise<IDBDatabase>((done) => (open.onsuccess = () => done(open.result)));
      const store = db.transaction('photos', 'readwrite').objectStore('photos');
      for (let i = 0; i < n; i++)
        store.put({
          hash: `${i}`,
          document: 'd',
          draft: '',
          by: 'other',
          at: 1,
          bytes: new Uint8Array(9),
          refused: null,
        });
      await new Promise((done) => (store.transaction.oncomplete = done));
      db.close();
    }, photos);
  return { server, system, security, made, page, complaints };
}

it('is enrolled by a code, hands over what it had not sent when it is revoked, and keeps nothing', async () => {
  const { server, system, security, made, page, complaints } = await unsentOn(0);
  await security.post('/api/handhelds/revoke', { id: made.body.id, reason: '遗失' });
  await page.reload();
  await page.getByRole('heading', { name: '此手持已停用' }).waitFor();
  await until(
    () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)),
    (names) => !names.includes('changping-scanner'),
  );
  const left = server.rows<{ account: string; body: string }>('select account, body from handheld_leftover');
  expect(left).toEqual([{ account: 'keeper-guyuan', body: '{"action":"receive"}' }]);
  expect(complaints).toEqual([]);

  // Found again: a new code brings it back, empty.
  const again = await system.post('/api/handhelds/code', { name: '手持一', site: 'RC-S' });
  await page.locator('input[name=enrol]').fill(again.body.code);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await until(
    () => server.count('handheld where enrolled_at is not null and revoked_at is null'),
    (n) => n === 1,
  );
}, 120_000);

it('is wiped too where the server keeps no more of what it left, and says what could not be handed over', async () => {
  const { server, security, made, page } = await unsentOn(2);
  const add = server.db.raw.prepare(
    `insert into handheld_leftover (handheld, epoch, seq, account, signed_at, arrived_at, command, body)
     values ((select key from handheld where id = ?), 'e', ?, 'x', 0, 0, 'x', '{}')`,
  );
  for (let seq = 1; seq <= 500; seq++) add.run(made.body.id, seq);
  await security.post('/api/handhelds/revoke', { id: made.body.id, reason: '遗失' });
  await page.reload();
  await page.getByRole('heading', { name: '此手持已停用' }).waitFor();
  await page.getByText('未能交出：1 条内容、2 张照片').waitFor();
  await until(
    () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)),
    (names) => !names.includes('changping-scanner'),
  );
  expect(server.rows("select result from audit where action = 'handheld.leftover'")).toEqual([
    { result: 'leftoversFull' },
  ]);
}, 120_000);
