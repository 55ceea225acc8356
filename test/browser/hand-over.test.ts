import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aDesk } from './desk.ts';
import { seriousOn, withBrowser } from './page.ts';
import { aPerson, arrives, type Opened, type Person } from './person.ts';
import { picture } from './picture.ts';

withBrowser();

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** Counted by the keeper and posted; whatever differs was stolen. */
async function counted(keeper: Person, approver: Person, place: string, lot: string, quantity: number) {
  const id = randomUUID();
  const version = async () => (await keeper.get<Opened>(`api/documents/${id}`)).document.version;
  await keeper.post('api/counts/open', { id, site: 'RC-S', places: [place] });
  await keeper.post('api/documents/step', { id, version: 1, action: 'start' });
  const { head: n } = await keeper.get<{ head: number }>(`api/counts/${id}`);
  const at = Date.now();
  await keeper.post('api/counts/add', {
    ...{ id, device: randomUUID(), round: 1 },
    scans: [{ id: randomUUID(), by: 'manual', place, lot, quantity, n, at }],
    covered: [{ id: randomUUID(), place, from: n, to: n, at }],
  });
  await keeper.post('api/documents/step', { id, version: await version(), action: 'submit' });
  const { variances } = await approver.get<{ variances: { key: string }[] }>(`api/counts/${id}/variance`);
  const reasons = variances.map(({ key }) => ({ key, reason: 'theft' }));
  const { document } = await approver.post<Opened>('api/counts/post', {
    ...{ id, version: await version(), reasons },
  });
  return document.number;
}

it('offers a keeper who hands over the counts that fit, at the console and on the handheld, and says which places they leave out', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const keeper = await aDesk(world, 'keeper-guyuan', '?lang=zh-CN');
  const approver = await aDesk(world, 'approver', '?lang=zh-CN');
  await arrives(keeper, 'Q-HALL', 30, 'RC-S/ordinary');
  await arrives(keeper, 'Q-COLD', 5, 'RC-S/cold');
  const id = randomUUID();
  const lines = [{ item: '库房钥匙三把', wanted: 1 }];
  await keeper.post('api/documents/open', { id, type: 'handOver', site: 'RC-S', lines });

  const { page } = keeper;
  const dialog = page.getByRole('dialog');
  const open = async (lang = 'zh-CN') => {
    await page.goto(`${world.address}store/?page=document&id=${id}&lang=${lang}`);
    await page.getByRole('button', { name: lang === 'en' ? 'Attach the count' : '附盘点单' }).click();
  };
  await open();
  await dialog.getByText('还没有可附的盘点单').waitFor();
  expect(await dialog.getByRole('button', { name: /附盘点单/ }).isDisabled()).toBe(true);

  await counted(keeper, approver, 'RC-S/ordinary', 'Q-HALL', 30);
  await open();
  await dialog.getByText('还有 1 处未盘').waitFor();
  expect(await dialog.getByRole('status').textContent()).toContain('恒温区');
  await picture(page, 'hand-over-missing');

  await counted(keeper, approver, 'RC-S/cold', 'Q-COLD', 5);
  const hand = await aPerson(world, 'keeper-guyuan', 'scanner/?lang=zh-CN', phone);
  await hand.page.goto(`${world.address}scanner/?lang=zh-CN#d/${id}/attachCount`);
  await hand.page.getByText('要交接的已全部盘到').waitFor();
  const boxes = hand.page.getByRole('checkbox');
  expect(await boxes.count()).toBe(2);
  await boxes.first().uncheck();
  await hand.page.getByText('还有 1 处未盘').waitFor();
  expect(await seriousOn(hand.page)).toEqual([]);
  await picture(hand.page, 'hand-over-phone');

  await open('en');
  await dialog.getByText('All that is handed over was counted').waitFor();
  await picture(page, 'hand-over-en');
  await open();
  await dialog.getByText('要交接的已全部盘到').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'hand-over-whole');
  await dialog.getByRole('button', { name: /附盘点单/ }).click();
  await until(
    async () => (await keeper.get<Opened>(`api/documents/${id}`)).document,
    ({ state, lines }) => state === 'counted' && lines.length === 3,
  );
  expect([keeper.complaints, hand.complaints]).toEqual([[], []]);
});

it('tells on the hand-over what its count saw and missed, in words, at the console and on the handheld', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const keeper = await aDesk(world, 'keeper-guyuan', '?lang=zh-CN');
  const approver = await aDesk(world, 'approver', '?lang=zh-CN');
  await arrives(keeper, 'Q-COLD', 20, 'RC-S/cold');
  const id = randomUUID();
  const lines = ['库房钥匙三把', 'RC-S/cold'].map((item) => ({ item, wanted: 1 }));
  await keeper.post('api/documents/open', { id, type: 'handOver', site: 'RC-S', lines });
  const number = await counted(keeper, approver, 'RC-S/cold', 'Q-COLD', 18);
  await keeper.post('api/documents/step', { id, version: 1, action: 'attachCount', refs: [number] });

  const { page } = keeper;
  await page.goto(`${world.address}store/?page=document&id=${id}&lang=zh-CN`);
  const table = page.locator('section.table[aria-label="明细"]');
  const short = table.getByRole('row').filter({ hasText: 'Q-COLD' });
  await short.waitFor();
  expect(await short.innerText()).toMatch(/棉被[\s\S]*盘亏 2/);
  expect(await table.innerText()).not.toContain('无差异');
  expect(await table.innerText()).toMatch(/盘点单 PD-[\s\S]*已盘：[\s\S]*恒温区/);
  expect(await table.innerText()).not.toMatch(/missing|lost|RC-S\//);
  await picture(page, 'hand-over-found');

  const hand = await aPerson(world, 'keeper-guyuan', `scanner/?lang=zh-CN#d/${id}/handOver`, phone);
  await hand.page.getByText('盘亏 2 条').first().waitFor();
  expect(await hand.page.locator('main').innerText()).not.toMatch(/missing|lost|RC-S\//);
  await picture(hand.page, 'hand-over-found-phone');
  expect([keeper.complaints, hand.complaints]).toEqual([[], []]);
}, 120_000);
