import { createHash, randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { expect, it } from 'vitest';
import { comeIn } from '../chromium.ts';
import { aWorld, until, type World } from '../world.ts';
import { aDevice, openPaper, outcome, scan } from './handheld.ts';
import { aPage, seriousOn, withBrowser } from './page.ts';
import { picture } from './picture.ts';

withBrowser();

type Opened = CommandAnswer<'/api/documents/open'>;
const [county, station] = ['CS-640425', 'ST-640425203'];
const lot = 'QUILT-2026-J';
const piece = 'CASE-J-1';
const tag = 'E28068940000500000000001';
const slot = (place: string, owner = county) =>
  ({ place, quality: 'usable', grade: 'reserve', owner }) as const;

/** As somebody at a desk gives commands. */
async function aDesk(world: World, name: string) {
  const { context } = await aPage(world);
  await comeIn(context, world.address, name);
  const me = (await (await context.request.get(`${world.address}api/me`)).json()) as { csrf: string };
  return async <Answer = Opened>(path: string, data: object): Promise<Answer> => {
    const headers = { 'x-csrf': me.csrf };
    const answer = await context.request.post(`${world.address}${path}`, { data, headers });
    if (!answer.ok()) throw new Error(`${name} ${path}: ${await answer.text()}`);
    return answer.json() as Promise<Answer>;
  };
}

it('follows one case from its supplier over a county store and a transfer, broken on the road, to its disposal: every hand, place and signature stands in its trail', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'], gateway: false });
  const keeper = await aDevice(world, { name: 'keeper-pengyang' });
  const far = await aDevice(world, { name: 'keeper-fengzhuang' });
  const above = await aDevice(world, { name: 'keeper-guyuan' });
  const stateOf = (id: string) =>
    world.ledger<{ state: string }>(`select state from document where id = '${id}'`)[0]?.state;
  const is = (id: string, state: string) =>
    until(
      () => stateOf(id),
      (now) => now === state,
      45_000,
    );

  // Ten quilts come in a case of the supplier's, and the keeper puts a tag on it.
  const receipt = randomUUID();
  await keeper.post('/api/documents/open', {
    ...{ id: receipt, type: 'goodsIn', site: county, lots: [{ lot, kind: 'quilt', supplier: '某被服厂' }] },
    lines: [
      {
        ...{ kind: 'quilt', lot, piece, wanted: 10 },
        ...{ from: slot('supplier'), to: slot(`${county}/receiving`) },
      },
    ],
  });
  await keeper.post('/api/documents/step', {
    ...{ id: receipt, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: [{ line: 1, as: 'arrived', quantity: 10, piece }],
  });
  await keeper.post('/api/pieces/bind', { key: randomUUID(), piece, epc: tag });

  // The region asks for it to go to a station, and another approves.
  const commander = await aDesk(world, 'commander');
  const approver = await aDesk(world, 'approver');
  const transfer = randomUUID();
  const { document } = await commander('api/documents/open', {
    ...{ id: transfer, type: 'transfer', site: county, there: station },
    lines: [
      {
        ...{ kind: 'quilt', lot, piece, wanted: 10, outOfTurn: '站里指定要新被' },
        ...{ from: slot(`${county}/receiving`), to: slot(`${station}/ordinary`) },
      },
    ],
  });
  await approver('api/documents/step', { id: transfer, version: 1, action: 'approve' });
  await is(transfer, 'approved');

  // Picked by the keeper, let out by the store above, both by handheld; a driver signs beside.
  const work = async ({ page }: typeof keeper, second?: string) => {
    await openPaper(page, document.number);
    await scan(page, tag);
    await page.getByText('已全部计完').waitFor();
    await picture(page, `journey-${second ? 'release' : 'pick'}`);
    await page.getByRole('button', { name: /^提交/ }).click();
    if (second) await page.locator('input[name=second]').fill(second);
    await page.locator('.sign').getByRole('button', { name: /^提交/ }).click();
  };
  await work(keeper);
  await is(transfer, 'picked');
  await above.page.getByLabel('库点').selectOption(county);
  await work(above, '驾驶员老马');
  await is(transfer, 'inTransit');

  // At the station it is broken: the reason, the driver's name and the keeper's.
  await openPaper(far.page, document.number);
  await outcome(far.page, '损坏', '破损');
  await scan(far.page, tag);
  await far.page.getByText('已全部计完').waitFor();
  expect(await seriousOn(far.page)).toEqual([]);
  await picture(far.page, 'journey-damaged');
  await far.page.getByRole('button', { name: /^提交/ }).click();
  await far.page.locator('input[name=second]').fill('驾驶员老马');
  await far.page.locator('.sign').getByRole('button', { name: /^提交/ }).click();
  await is(transfer, 'closed');

  // Appraised, approved and disposed of before a witness.
  const inspector = await aDesk(world, 'inspector');
  const disposal = randomUUID();
  const broken = { ...slot(`${station}/ordinary`), quality: 'damaged' };
  await far.post('/api/documents/open', {
    ...{ id: disposal, type: 'disposal', site: station },
    lines: [{ kind: 'quilt', lot, piece, wanted: 10, from: broken, to: broken }],
  });
  const step = (more: object) => ({ id: disposal, ...more });
  // Nobody approves on what cannot be seen.
  const photo = await far.page.screenshot();
  const hash = createHash('sha256').update(photo).digest('hex');
  await inspector<object>('api/photos/keep', { id: disposal, hash, bytes: photo.toString('base64') });
  await inspector(
    'api/documents/step',
    step({ version: 1, action: 'appraise', reason: '受潮破损', photos: [hash] }),
  );
  // What is destroyed is approved by two.
  const near = await aDesk(world, 'approver-pengyang');
  await near('api/documents/step', step({ version: 2, action: 'approve' }));
  await is(disposal, 'appraised');
  await approver('api/documents/step', step({ version: 3, action: 'approve' }));
  await above.post(
    '/api/documents/step',
    step({
      ...{ version: 4, action: 'dispose', photos: [hash], second: { name: 'supervisor' } },
      portions: [{ line: 1, as: 'disposed', quantity: 10, piece }],
    }),
  );
  await is(disposal, 'closed');

  const { trail } = await world.ask('/api/pieces/{epc}', `/api/pieces/${tag}`);
  const told = trail.flatMap((each) =>
    each.what === 'entry' ? [each.from, '→', each.to, each.quality].filter(Boolean).join(' ') : [],
  );
  expect(told.reverse()).toEqual([
    `supplier → ${county}/receiving`,
    `${county}/receiving → transit/${document.number}`,
    `transit/${document.number} → ${station}/ordinary damaged`,
    `${station}/ordinary → disposed damaged`,
  ]);
  const store = await aPage(world, `store/?page=piece&epc=${tag}`);
  await comeIn(store.context, world.address, 'supervisor');
  await store.open();
  await store.page.locator('main .table tbody tr').nth(4).waitFor();
  await picture(store.page, 'journey-trail');
  const rows = await store.page.locator('main .table tbody tr').allTextContents();
  expect(rows.some((row) => row.includes(document.number))).toBe(true);
  expect(rows.at(-1)).toContain('供应商');
  expect(rows.filter((row) => row.includes(' · 损坏'))).toHaveLength(2);
}, 240_000);
