import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { ownCode } from '@changping/contracts/scan-own';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openServer } from '../contract/server.ts';
import { aSample } from '../contract/visitor.ts';
import { until, type World } from '../world.ts';
import { aCutLine } from './cut-line.ts';
import { aDesk } from './desk.ts';
import { aDevice, allSent, online, readyOffline, scan, unsent } from './handheld.ts';
import { seriousOn, withBrowser } from './page.ts';
import { picture } from './picture.ts';

vi.setConfig({ testTimeout: 120_000 });
withBrowser();

const dist = join(import.meta.dirname, '../../dashboards/dist');
const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' }) as const;
const cases = ['CASE-0', 'CASE-1', 'CASE-2'];
type Kit = CommandAnswer<'/api/kits/assemble'>;

/** Three tagged cases of ten quilts each. */
async function aStore() {
  const server = await openServer({ pages: dist });
  onTestFinished(() => server.close());
  const keeper = await aSample(server, 'keeper-guyuan');
  const id = randomUUID();
  const lines = cases.map((piece) => ({
    ...{ kind: 'quilt', lot: 'Q-KIT', piece, wanted: 10 },
    ...{ from: slot('supplier'), to: slot('RC-S/ordinary') },
  }));
  const lots = [{ lot: 'Q-KIT', kind: 'quilt', expiresOn: '2030-06-01' }];
  await keeper.post('/api/documents/open', { id, type: 'goodsIn', site: 'RC-S', lots, lines });
  await keeper.post('/api/documents/step', {
    ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: lines.map((_, n) => ({ line: n + 1, as: 'arrived', quantity: 10 })),
  });
  for (const [n, piece] of cases.entries())
    await keeper.post('/api/pieces/bind', { key: randomUUID(), piece, epc: `${n}`.padStart(24, 'E') });
  const kits = async () => (await keeper.get<{ items: Kit[] }>('/api/kits?site=RC-S')).body.items;
  return { keeper, kits, world: { address: `${server.address}/` } as World };
}

it('puts a kit together at the shelf by scanning, says what it lacks, and puts all of it into a hand-out by its code', async () => {
  const { world, kits } = await aStore();
  const { page, complaints } = await aDevice(world);
  await readyOffline(page);
  await page.getByRole('button', { name: /^成套器材/ }).click();
  await page.getByText('该库点还没有成套器材').waitFor();
  await page.getByRole('button', { name: '组套' }).click();
  await page.getByLabel('名称').fill('救援一组');
  await page.keyboard.press('Enter');
  const picked = page.getByRole('list', { name: '加入' }).getByRole('listitem');
  await scan(page, ownCode('piece', 'CASE-0'));
  await picked.nth(0).waitFor();
  await page.getByLabel(/棉被 · 应配/).fill('20');
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole('button', { name: '组套', exact: true }).click();
  await page.getByText('10 / 20').waitFor();
  await scan(page, ownCode('piece', 'CASE-1'));
  await page.getByRole('button', { name: '加入 1 件' }).click();
  await page.getByText('已配齐').waitFor();
  await picture(page, 'kit-handheld');
  const [kit] = await kits();
  expect(kit).toMatchObject({ name: '救援一组', have: 20, want: 20, lacking: [] });
  expect(await seriousOn(page)).toEqual([]);

  await page.goto(`${world.address}scanner/#new/handOut`);
  await page.getByLabel('姓名或代码').fill('rescue-1');
  await page.keyboard.press('Enter');
  await scan(page, ownCode('kit', kit?.id ?? ''));
  await page.getByText('2 件 · 20').waitFor();
  await picture(page, 'kit-hand-out');
  await page.goto(`${world.address}scanner/#`);
  await scan(page, ownCode('kit', kit?.id ?? ''));
  const card = page.locator('.card');
  await card.getByText('救援一组').waitFor();
  await card.getByText('2030-06-01').first().waitFor();
  await card.getByText('CASE-1').waitFor();
  await picture(page, 'kit-card');
  expect(complaints).toEqual([]);
});

it('puts a kit together at the console, takes a piece out for a reason, and takes it apart', async () => {
  const { keeper, kits, world } = await aStore();
  const { page, complaints } = await aDesk(world, 'keeper-guyuan', '?page=kits');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  await button('组套').click();
  await dialog.getByLabel('名称').fill('急救套');
  await dialog.getByLabel('品种').fill('棉被');
  await dialog.locator('.ant-select-item-option').filter({ hasText: '棉被' }).click();
  await dialog.getByLabel('数量 条').fill('30');
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'kit-assemble');
  await dialog.getByRole('button', { name: '组套', exact: true }).click();
  await page.getByText('不齐：0 / 30').waitFor();

  await button('加入').click();
  // As a scanner types it.
  await dialog.getByLabel(/^件号、标签编码/).fill(ownCode('piece', 'CASE-0'));
  await page.keyboard.press('Enter');
  await dialog.getByLabel(/^CASE-0 /).check();
  await dialog.getByLabel(/^件号、标签编码/).fill('Q-KIT');
  await dialog.getByRole('button', { name: '查找' }).click();
  await dialog.getByLabel(/^CASE-1 /).check();
  await dialog.getByRole('button', { name: '加入 2 件' }).click();
  await page.getByText('不齐：20 / 30').waitFor();
  await page.getByLabel('选择 CASE-1').check();
  await button('取出 1 件').click();
  await dialog.getByLabel('原因').fill('换件');
  await dialog.getByRole('button', { name: /^取出 1 件/ }).click();
  await page.getByText('不齐：10 / 30').waitFor();
  await page.getByRole('region', { name: '已离开的件' }).getByText('CASE-1').waitFor();
  expect(await seriousOn(page)).toEqual([]);

  await picture(page, 'kit');

  // Another keeper reads where a piece is that is in this kit.
  const [kit] = await kits();
  const plan = [{ kind: 'quilt', quantity: 10 }];
  const other = { key: randomUUID(), site: 'RC-S', name: '二组', plan, pieces: ['CASE-0'] };
  const refused = await keeper.post('/api/kits/assemble', other);
  expect(JSON.stringify(refused.body)).toContain(`CASE-0: ${kit?.id} 急救套`);
  await button('拆套').click();
  await dialog.getByLabel('原因').fill('改装');
  await dialog.getByRole('button', { name: /^拆套/ }).click();
  await until(kits, (all) => all.length === 0);
  await page.getByText('该库点还没有成套器材').waitFor();
  expect(complaints).toEqual([]);
});

it('hands out a kit by its label without a line: first of all, by word, and once the line is back the book has it once', async () => {
  const { world, keeper } = await aStore();
  const kit = (
    await keeper.post('/api/kits/assemble', {
      ...{ key: randomUUID(), site: 'RC-S', name: '救援二组', pieces: cases.slice(0, 2) },
      plan: [{ kind: 'quilt', quantity: 20 }],
    })
  ).body as Kit;
  const line = await aCutLine(world.address);
  const { page } = await aDevice(world, { address: line.address });
  await readyOffline(page);
  await page.getByRole('button', { name: /^成套器材 1/ }).waitFor();
  line.cut();
  await online(page, 'isGone');
  await scan(page, ownCode('kit', kit.id));
  await page.getByRole('button', { name: '领用这一套' }).click();
  await page.getByText('2 件 · 20').waitFor();
  await page.getByLabel('姓名或代码').fill('rescue-1');
  await page.getByLabel('应急：先发后补批').check();
  await page.getByLabel('事由').fill('山洪');
  await page.getByLabel('依据').fill('0951-1234567 王指挥');
  await page.getByLabel('领用人签名').fill('救援队老马');
  await page.getByLabel('归还期限').fill('2027-01-10');
  await page.getByRole('button', { name: '先发放，后补批' }).click();
  await until(
    () => unsent(page),
    (n) => n === 3,
  );
  await page.reload();
  line.mend();
  await allSent(page);
  const { items } = (
    await keeper.get<{ items: { id: string; type: string; state: string }[] }>(
      '/api/documents?site=RC-S&type=handOut',
    )
  ).body;
  expect(items).toMatchObject([{ state: 'handedOut' }]);
});
