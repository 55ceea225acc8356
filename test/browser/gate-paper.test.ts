import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import type { Epoch } from '@changping/contracts/units';
import { expect, it, onTestFinished } from 'vitest';
import { comeIn } from '../chromium.ts';
import { passage, stranger } from '../contract/letter.ts';
import { openSender } from '../sender.ts';
import { aWorld, until, type World } from '../world.ts';
import { aPage, seriousOn, withBrowser, withoutWebGl } from './page.ts';
import { picture } from './picture.ts';

withBrowser();

type Opened = CommandAnswer<'/api/documents/open'>;
const county = 'CS-640425';
const slot = (site: string, place = `${site}/receiving`) =>
  ({ place, quality: 'usable', grade: 'reserve', owner: site }) as const;

/** Someone at a page of their own, and commands as they give them elsewhere. */
async function aPerson(world: World, name: string, path: string, options = {}) {
  const { page, context, complaints } = await aPage(world, path, options);
  await comeIn(context, world.address, name);
  const me = (await (await context.request.get(`${world.address}api/me`)).json()) as { csrf: string };
  const post = async (command: 'open' | 'step', data: object): Promise<Opened> => {
    const answer = await context.request.post(`${world.address}api/documents/${command}`, {
      data,
      headers: { 'x-csrf': me.csrf },
    });
    if (!answer.ok()) throw new Error(await answer.text());
    return (await answer.json()) as Opened;
  };
  return { page, post, complaints, open: () => page.goto(`${world.address}${path}`) };
}

/** A pallet of ten cases is on the road from Guyuan to the county store of Pengyang. */
async function onTheRoad(world: World) {
  const cases = world.ledger<{
    epc: string;
    piece: string;
    kind: string;
    lot: string;
    wanted: number;
    place: string;
  }>(
    `select epc, piece.id as piece, kind.code as kind, lot.code as lot, piece.quantity as wanted, place.code as place
     from piece join tag on tag.piece = piece.key join lot on lot.key = piece.lot join kind on kind.key = lot.kind
       join cell on cell.key = piece.cell join place on place.key = cell.place
     where place.code like 'RC-S/%' and quality = 'usable' and kind.code = 'quilt' order by piece.key limit 10`,
  );
  expect(cases).toHaveLength(10);
  const id = randomUUID();
  const keeper = await aPerson(world, 'keeper-guyuan', 'scanner/');
  const approver = await aPerson(world, 'approver', 'store/');
  const all = (as: string) => cases.map(({ wanted: quantity }, i) => ({ line: i + 1, as, quantity }));
  await keeper.post('open', {
    ...{ id, type: 'transfer', site: 'RC-S', there: county },
    lines: cases.map(({ epc: _, place, ...goods }) => ({
      ...goods,
      from: slot('RC-S', place),
      to: slot(county),
    })),
  });
  await approver.post('step', { id, version: 1, action: 'approve' });
  await keeper.post('step', { id, version: 2, action: 'pick', portions: all('picked') });
  const second = { name: '驾驶员马师傅' };
  const { document } = await approver.post('step', {
    ...{ id, version: 3, action: 'release', second, portions: all('sent') },
  });
  return { id, number: document.number, cases };
}

function gateOf(world: World, site: string) {
  const store = world.stores[site];
  if (!store) throw new Error(`no gateway at ${site}`);
  const { gateway, key } = store;
  const epoch = Buffer.from(gateway.padEnd(8, '-').slice(-8)).toString('hex') as Epoch;
  const sender = openSender({ port: world.mqttPort, site, gateway, key, epoch });
  onTestFinished(() => sender.close());
  return (seq: number, ...rest: Parameters<typeof passage> extends [number, ...infer Rest] ? Rest : never) =>
    sender.send([
      { seq, bytes: Buffer.from(JSON.stringify(passage(seq, rest[0], rest[1], rest[2], gateway))) },
    ]);
}

it('receives a pallet at a county store through its gate with two cases missing: told in sound and by name, one tap, a short reason, a receipt', async () => {
  const world = await aWorld({
    scenario: 'quiet-day',
    stock: true,
    stores: ['RC-S', county],
    gateway: false,
  });
  const { id, number, cases } = await onTheRoad(world);
  const receiver = await aPerson(world, 'keeper-pengyang', 'scanner/?lang=zh-CN', {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  });
  const { page } = receiver;
  await page.addInitScript(() => {
    const made = AudioContext.prototype.createOscillator;
    Object.assign(window, { tones: 0 });
    AudioContext.prototype.createOscillator = function (this: AudioContext) {
      (window as unknown as { tones: number }).tones += 1;
      return made.call(this);
    };
  });
  await receiver.open();
  await page.locator('.papers button').filter({ hasText: number }).waitFor();
  const map = await aPerson(world, 'commander', `?lang=zh-CN&site=${county}`, {
    viewport: { width: 1920, height: 1080 },
  });
  await withoutWebGl(map.page);
  await map.open();
  await map.page.getByRole('heading', { name: '彭阳县库' }).waitFor();

  const drive = gateOf(world, county);
  drive(1, 'in', [...cases.slice(0, 8).map(({ epc }) => epc), stranger(7)]);
  const trip = map.page.locator('.trip').filter({ hasText: '过门见 8 / 10' });
  await trip.waitFor();
  expect(await trip.textContent()).toMatch(/缺 2.*未登记标签 1/);
  const news = page.locator('.gate-news');
  await news.waitFor();
  expect(await news.textContent()).toMatch(/过门见 8 \/ 10.*缺 2/);
  expect(await page.evaluate(() => (window as unknown as { tones: number }).tones)).toBeGreaterThan(0);
  await picture(page, 'handheld-news');
  await trip.click();
  await map.page.getByText('缺少').first().waitFor();
  expect(await map.page.locator('.facts tr').filter({ hasText: '缺少' }).count()).toBe(2);
  await picture(map.page, 'map');

  await news.click();
  const saw = page.locator('.gate-saw');
  await saw.waitFor();
  expect(await saw.textContent()).toContain(stranger(7));
  for (const { piece } of cases.slice(8)) expect(await saw.textContent()).toContain(piece.slice(-6));
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'handheld-saw');
  await saw.getByRole('button', { name: '按过门登记' }).click();
  await saw.getByText('已按过门登记').waitFor();
  await saw.getByRole('button', { name: /其余.*短少/ }).click();
  await saw.getByRole('button', { name: '少件', exact: true }).click();
  await page.getByText('已全部计完').waitFor();
  await picture(page, 'handheld-booked');

  const english = await aPerson(world, 'keeper-pengyang', `store/?page=document&id=${id}&lang=en`, {
    viewport: { width: 1440, height: 900 },
  });
  await english.open();
  const section = english.page.locator('.gate-saw');
  await section.getByText('gate saw 8 of 10').waitFor();
  await section.getByText('missing 2').waitFor();
  expect(await seriousOn(english.page)).toEqual([]);
  await picture(english.page, 'console');
  await section.getByRole('button', { name: /Book as seen at the gate/ }).click();
  expect(await english.page.getByRole('dialog').locator('select').count()).toBe(10);
  await english.page.setViewportSize({ width: 390, height: 844 });
  await english.page.keyboard.press('Escape');
  await picture(english.page, 'console-phone');

  await page.getByRole('button', { name: /^提交/ }).click();
  await page.locator('input[name=second]').fill('驾驶员马师傅');
  await page.locator('.sign').getByRole('button', { name: /^提交/ }).click();
  const state = () =>
    world.ledger<{ state: string }>(`select state from document where id = '${id}'`)[0]?.state;
  await until(state, (now) => now === 'closed');
  const came = world.ledger<{ place: string; pieces: number }>(
    `select place.code as place, count(*) as pieces from piece join cell on cell.key = piece.cell join place on place.key = cell.place
     where piece.id in (${cases.map(({ piece }) => `'${piece}'`).join()}) group by place.code`,
  );
  expect(came).toEqual([
    { place: `${county}/receiving`, pieces: 8 },
    { place: 'lost', pieces: 2 },
  ]);
  expect([...receiver.complaints, ...map.complaints, ...english.complaints]).toEqual([]);
}, 240_000);
