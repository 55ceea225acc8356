/** What a demand for a long life passes over, as the approver meets it before the yes. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { aWorld } from '../world.ts';
import { aDesk } from './desk.ts';
import { seriousOn, withBrowser } from './page.ts';
import { picture } from './picture.ts';

withBrowser();

it('shows the approver beside each line which lots its demand passes over, and before the yes how urgent it is, what it is worth and what the row says that decides', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const keeper = await aDesk(world, 'keeper-guyuan', '?lang=zh-CN');
  const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' });
  const lots = [
    ['Q-OLD', '2027-06-01'],
    ['Q-NEW', '2035-06-01'],
  ] as const;
  const received = randomUUID();
  await keeper.post('api/documents/open', {
    ...{ id: received, type: 'goodsIn', site: 'RC-S' },
    lots: lots.map(([lot, expiresOn]) => ({ lot, kind: 'quilt', expiresOn })),
    lines: lots.map(([lot]) => ({
      kind: 'quilt',
      lot,
      wanted: 9,
      from: slot('supplier'),
      to: slot('RC-S/ordinary'),
    })),
  });
  await keeper.post('api/documents/step', {
    ...{ id: received, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: [1, 2].map((line) => ({ line, as: 'arrived', quantity: 9 })),
  });
  const id = randomUUID();
  const ways = { from: slot('RC-S/ordinary'), to: slot('unit/rescue-1') };
  await keeper.post('api/documents/open', {
    ...{ id, type: 'handOut', site: 'RC-S', urgency: 'emergency', level: 'II' },
    lines: [{ kind: 'quilt', lot: 'Q-NEW', wanted: 4, minimumDays: 1000, ...ways }],
  });
  const { page, complaints } = await aDesk(world, 'approver', `?lang=zh-CN&page=document&id=${id}`);
  await page.getByText('因要求还能用 1000 天，越过先到期的批次 Q-OLD（2027-06-01 到期）').waitFor();
  const quilt = (await keeper.get<Answer<'/api/kinds'>>('api/kinds?limit=500')).items.find(
    ({ id }) => id === 'quilt',
  );
  const worth = `价值 ${((4 * (quilt?.unitCostFen ?? 0)) / 100).toFixed(2)} 元`;
  const saysAll = async (part: Locator) => {
    await part.getByText('特急 · II 级响应').waitFor();
    await part.getByText(worth).waitFor();
    await part.getByText(/按制度第 1 版：审批 · .*特急 · 1 人/).waitFor();
  };
  await saysAll(page.locator('main'));
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'passed-over');
  await page.getByRole('button', { name: '批准', exact: true }).click();
  await saysAll(page.getByRole('dialog'));
  expect(await seriousOn(page)).toEqual([]);
  await page.screenshot({ path: `${process.env.CHANGPING_PICTURES ?? '/tmp'}/dialog.png` });
  await page.goto(`${world.address}store/?page=approvals`);
  await page.locator('tbody tr', { hasText: '特急 · II 级响应' }).getByText(worth).waitFor();
  await picture(page, 'approvals-weight');
  expect([...complaints, ...keeper.complaints]).toEqual([]);
}, 120_000);
