import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import { expect, it } from 'vitest';
import { aWorld, until, type World } from '../world.ts';
import { aCutLine } from './cut-line.ts';
import {
  aDevice,
  allSent,
  count,
  finds,
  label,
  online,
  openPaper,
  outcome,
  readyOffline,
  scan,
  sign,
  unsent,
} from './handheld.ts';
import { seriousOn, withBrowser } from './page.ts';
import { picture } from './picture.ts';

withBrowser();

const store = (stores = ['RC-S']) => aWorld({ scenario: 'quiet-day', stock: true, stores, gateway: false });

const slot = (site: string, place = `${site}/receiving`) =>
  ({ place, quality: 'usable', grade: 'reserve', owner: site }) as const;
const receipt = (lots: readonly (readonly [lot: string, kind: string, wanted: number])[]) =>
  ({
    ...{ id: randomUUID(), type: 'goodsIn', site: 'RC-S' },
    lots: lots.map(([lot, kind]) => ({ lot, kind, madeOn: '2026-01-10' })),
    lines: lots.map(([lot, kind, wanted]) => ({
      ...{ kind, lot, wanted, from: slot('RC-S', 'supplier'), to: slot('RC-S') },
    })),
  }) satisfies CommandBody<'/api/documents/open'>;
type Opened = CommandAnswer<'/api/documents/open'>;

type Entry = { lot: string; place: string; quantity: number };
/** What the ledger has of these lots: every entry into the store, and what lies there. */
const entries = (world: World, ...lots: string[]) =>
  world.ledger<Entry>(
    `select lot.code as lot, place.code as place, entry.quantity
     from entry join cell on cell.key = entry.to_cell join lot on lot.key = cell.lot join place on place.key = cell.place
     where lot.code in (${lots.map((lot) => `'${lot}'`).join()}) order by entry.key`,
  );
const bodyOf = (world: World, id: string): Opened['document'] =>
  JSON.parse(
    world.ledger<{ body: string }>(`select body from document where id = '${id}'`)[0]?.body ?? 'null',
  );

it('receives with two missing while the line is down for the middle third and the page starts anew; what another did meanwhile comes back as a card; nothing is lost and nothing is done twice', async () => {
  const world = await store();
  const line = await aCutLine(world.address);
  const { page, complaints, foreign, post } = await aDevice(world, { address: line.address });
  const first = receipt([['Q-NINE', 'quilt', 9]]);
  const other = receipt([['C-TWO', 'coat', 2]]);
  const numberOf = async (body: typeof first) =>
    (await post<Opened>('/api/documents/open', body)).document.number;
  const [number, otherNumber] = [await numberOf(first), await numberOf(other)];
  await readyOffline(page);
  await page.reload();
  await openPaper(page, number);

  await count(page, 'Q-NINE', 0, 3);
  line.cut();
  await finds(page, 'isGone');
  await count(page, 'Q-NINE', 3, 5);
  await page.reload();
  await page.locator('#counted').getByText('5', { exact: true }).waitFor();
  await count(page, 'Q-NINE', 5, 7);
  await outcome(page, '短少', '少件');
  await page.getByRole('button', { name: '全部' }).click();
  await page.getByText('已全部计完').waitFor();
  await sign(page);
  await until(
    () => unsent(page),
    (n) => n === 1,
  );
  await openPaper(page, otherNumber);
  await count(page, 'C-TWO', 0, 2);
  await sign(page);
  await until(
    () => unsent(page),
    (n) => n === 2,
  );
  await page.reload();
  await until(
    () => unsent(page),
    (n) => n === 2,
  );

  const second = await aDevice(world);
  await openPaper(second.page, number);
  await count(second.page, 'Q-NINE', 0, 1);
  await sign(second.page, '送货员小李');
  await until(
    () => bodyOf(world, first.id).version,
    (version) => version === 2,
  );

  line.mend();
  await finds(page, 'isThere');
  // The one is refused; the other behind it goes on.
  await until(
    () => unsent(page),
    (n) => n === 1,
  );
  await until(
    () => bodyOf(world, other.id).state,
    (state) => state === 'arrived',
  );
  await page.locator('.bar .unsent').click();
  const card = page.locator('.unsent-list .is-refused');
  await card.getByText('单据已被他人更新').waitFor();
  expect(await card.textContent()).toContain('到货 7');
  await picture(page, 'receive-conflict');
  expect(await seriousOn(page)).toEqual([]);
  await card.getByRole('button', { name: '重新查看，带回计数' }).click();
  await page.getByText('单据可能已有变化，请核对下面的余量。').waitFor();
  expect(await page.locator('.figure').textContent()).toContain('9/ 8');
  await page.getByRole('button', { name: '已核对' }).click();
  expect(await page.getByRole('button', { name: /^提交/ }).isDisabled()).toBe(true);
  await page.locator('.segment').getByRole('button', { name: '到货', exact: true }).click();
  await page.getByRole('button', { name: '−1' }).click();
  await page.getByText('已全部计完').waitFor();
  await sign(page);
  await until(
    () => bodyOf(world, first.id).state,
    (state) => state === 'arrived',
  );
  await allSent(page);

  const { lines, steps } = bodyOf(world, first.id);
  expect(lines[0]?.done).toEqual({ arrived: 7, short: 2 });
  expect(steps.map(({ action, second: with_ }) => `${action} ${with_ ?? ''}`)).toEqual([
    'open ',
    'receive 送货员小李 (无账号)',
    'receive 送货员老杨 (无账号)',
  ]);
  expect(entries(world, 'Q-NINE', 'C-TWO')).toEqual(
    expect.arrayContaining([
      { lot: 'C-TWO', place: 'RC-S/receiving', quantity: 2 },
      { lot: 'Q-NINE', place: 'RC-S/receiving', quantity: 1 },
      { lot: 'Q-NINE', place: 'RC-S/receiving', quantity: 6 },
    ]),
  );
  expect(entries(world, 'Q-NINE', 'C-TWO')).toHaveLength(3);
  expect(foreign()).toEqual([]);
  expect(complaints.filter((each) => !/ERR_|409|Failed to fetch|status of 50/.test(each))).toEqual([]);
}, 180_000);

it('sends again what was done without an answer, and it is done once', async () => {
  const world = await store();
  const line = await aCutLine(world.address);
  const { page, post } = await aDevice(world, { address: line.address });
  const body = receipt([['Q-ONCE', 'quilt', 2]]);
  const opened = await post<Opened>('/api/documents/open', body);
  await page.reload();
  await openPaper(page, opened.document.number);
  await count(page, 'Q-ONCE', 0, 2);
  expect(await seriousOn(page)).toEqual([]);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select')]
      .filter((each) => each.offsetHeight < 48 || each.offsetWidth < 48)
      .map((each) => each.outerHTML),
  );
  expect(small, 'under a gloved thumb').toEqual([]);
  line.mute();
  await sign(page);
  await until(
    () => bodyOf(world, body.id).state,
    (state) => state === 'arrived',
  );
  expect(await unsent(page)).toBe(1);
  line.mend();
  await allSent(page);
  expect(await page.locator('.unsent-list .is-refused').count()).toBe(0);
  expect(bodyOf(world, body.id).steps).toHaveLength(2);
  expect(entries(world, 'Q-ONCE')).toEqual([{ lot: 'Q-ONCE', place: 'RC-S/receiving', quantity: 2 }]);
}, 120_000);

it('opens a receipt without a line, receives it, and puts away what came in once the line is back', async () => {
  const world = await store();
  const line = await aCutLine(world.address);
  const { page, post } = await aDevice(world, { address: line.address });
  // The device has seen once what a new receipt offers.
  await post<Opened>('/api/documents/open', receipt([['Q-SEEN', 'quilt', 1]]));
  await page.reload();
  await page.locator('.papers button').first().waitFor();
  await readyOffline(page);
  line.cut();
  await online(page, 'isGone');
  await page.getByRole('button', { name: '新建入库单' }).click();
  // Its part of the handheld comes behind the first.
  await page.getByRole('heading', { name: '新建入库单' }).waitFor();
  await scan(page, '(01)06901234567892(17)291231(10)R-NEW(30)12');
  await page.locator('.fresh li').waitFor();
  await page.getByLabel('品种').selectOption('ration');
  await scan(page, label('R-NEW'));
  await until(
    () => page.getByLabel('数量').inputValue(),
    (text) => text === '13',
  );
  expect(await page.getByLabel('有效期至').inputValue()).toBe('2029-12-31');
  await page.getByRole('button', { name: /^开单/ }).click();
  await page.getByRole('button', { name: '全部' }).click();
  await sign(page);
  await until(
    () => unsent(page),
    (n) => n === 2,
  );
  expect(entries(world, 'R-NEW')).toEqual([]);
  line.mend();
  await allSent(page);
  expect(entries(world, 'R-NEW')).toEqual([{ lot: 'R-NEW', place: 'RC-S/receiving', quantity: 13 }]);
  expect(world.ledger("select expires_on as day from lot where code = 'R-NEW'")).toEqual([
    { day: '2029-12-31' },
  ]);

  await page.goto(`${line.address}scanner/#new/putAway`);
  // The lot is new here too: the device has heard of it since.
  await until(
    async () => {
      await scan(page, label('R-NEW'));
      // Scanned again before it is understood it would count twice.
      await page
        .locator('.fresh li')
        .waitFor({ timeout: 3000 })
        .catch(() => {});
      return page.locator('.fresh li').count();
    },
    (lines) => lines === 1,
  );
  await page.getByLabel('数量').fill('13');
  await page.getByLabel('数量').blur();
  await page.getByRole('button', { name: /^开单/ }).click();
  await page.getByRole('button', { name: '全部' }).click();
  await page.getByRole('button', { name: /^提交/ }).click();
  await page.locator('.sign').getByRole('button', { name: /^提交/ }).click();
  await until(
    () => entries(world, 'R-NEW').map(({ place, quantity }) => `${quantity} ${place}`),
    (all) => all.length === 2 && /^13 RC-S\/(?!receiving)/.test(all[1] ?? ''),
  );
}, 120_000);

it('says of a code it does not know how old its goods are, or that they have not come yet', async () => {
  const world = await store();
  const { page, context } = await aDevice(world);
  const unknown = page.locator('.card');
  await readyOffline(page);
  await scan(page, label('NONE-SUCH'));
  await unknown.getByText(/本机的物资清单是\d+(秒|分钟)前取的/).waitFor();

  await context.route('**/api/lots?*', (route) => route.abort());
  await page.evaluate(() =>
    indexedDB.databases().then((all) => all.map(({ name }) => indexedDB.deleteDatabase(name ?? ''))),
  );
  await page.reload();
  await page.getByRole('heading', { name: '今日工作' }).waitFor();
  await scan(page, label('NONE-SUCH'));
  await unknown.getByText('本库的物资清单还没有取到').waitFor();
}, 120_000);

/** A receipt that is begun without knowing that somebody else took a lot of its name in, and comes back as a card. */
async function aRefusal() {
  const world = await store();
  const { page, post } = await aDevice(world);
  await post<Opened>('/api/documents/open', receipt([['Q-SEEN', 'quilt', 1]]));
  await page.reload();
  await page.locator('.papers button').first().waitFor();
  await page.getByRole('button', { name: '新建入库单' }).click();
  // Its part of the handheld comes behind the first.
  await page.getByRole('heading', { name: '新建入库单' }).waitFor();
  await scan(page, label('Q-TAKEN'));
  await page.locator('.fresh li').waitFor();
  await page.getByLabel('品种').selectOption('ration');
  // Meanwhile somebody else has taken in a lot of this name, of another kind.
  await post<Opened>('/api/documents/open', receipt([['Q-TAKEN', 'coat', 1]]));
  await page.getByRole('button', { name: /^开单/ }).click();
  await page.locator('.bar .unsent').click();
  await page.locator('.unsent-list .is-refused').waitFor();
  return { world, page };
}

it('asks for no document that the server has refused to open: what the page asks by itself is nothing for the audit', async () => {
  const { world, page } = await aRefusal();
  for (let times = 0; times < 2; times++) {
    const asked = page.waitForResponse((response) => response.url().includes('/api/documents?'));
    await page.getByRole('button', { name: '立即同步' }).click();
    await asked;
  }
  await online(page, 'isThere');
  expect(world.ledger("select action, result from audit where result <> 'ok'")).toEqual([
    { action: 'goodsIn.open', result: 'lotOfOther' },
  ]);
}, 120_000);

it('sends nothing anew that has gone while its card still stood', async () => {
  const { world, page } = await aRefusal();
  // Behind the back of the page, so that the card stays.
  const kept = (then: 'clear' | 'count') =>
    page.evaluate(
      (what) =>
        new Promise<number | undefined>((done, fail) => {
          const opening = indexedDB.open('changping-scanner');
          opening.onerror = () => fail(opening.error);
          opening.onsuccess = () => {
            const asked = opening.result.transaction('queue', 'readwrite').objectStore('queue')[what]();
            asked.onerror = () => fail(asked.error);
            asked.onsuccess = () => done(asked.result);
          };
        }),
      then,
    );
  expect(await kept('count')).toBe(1);
  await kept('clear');
  const asked = page.waitForResponse((response) => response.url().includes('/api/documents?'));
  await page.getByRole('button', { name: '按现状再发' }).click();
  await asked;
  await online(page, 'isThere');
  expect(await kept('count')).toBe(0);
  expect(world.ledger("select action, result from audit where result <> 'ok'")).toHaveLength(1);
}, 120_000);

it('is 150 kB of JavaScript at most, and its worker is asked for anew each time', async () => {
  const dist = join(import.meta.dirname, '../../dashboards/dist');
  const html = readFileSync(join(dist, 'scanner/index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) =>
    join(dist, path ?? ''),
  );
  const bytes = scripts.map((path) => gzipSync(readFileSync(path), { level: 9 }).length);
  expect(scripts.length).toBeGreaterThan(1);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(150_000);
  expect(statSync(join(dist, 'scanner/sw.js')).size).toBeLessThan(5_000);
  const world = await store();
  const worker = await fetch(`${world.address}scanner/sw.js`);
  expect([worker.headers.get('cache-control'), worker.headers.get('content-type')]).toEqual([
    'no-cache',
    expect.stringMatching(/javascript/),
  ]);
  expect((await fetch(`${world.address}scanner/manifest.webmanifest`)).headers.get('content-type')).toMatch(
    /manifest/,
  );
}, 120_000);
