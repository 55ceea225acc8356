/** A lot that lies in cases and loose at one place, as whoever opens a document takes it. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import { expect, it } from 'vitest';
import { aWorld } from '../world.ts';
import { aDesk } from './desk.ts';
import { seriousOn, withBrowser } from './page.ts';
import { arrives, slot } from './person.ts';
import { picture } from './picture.ts';

withBrowser();

const epcOf = (piece: string) => `E200${Buffer.from(piece.padEnd(10, '.')).toString('hex').toUpperCase()}`;

it('lets cases and what lies loose beside them be taken each by itself, and says what a case holds only where all hold the same', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const keeper = await aDesk(world, 'keeper-guyuan', '?lang=zh-CN');
  const cased = (lot: string, piece: string, quantity: number) =>
    keeper.post('api/pieces/close', {
      ...{ key: randomUUID(), piece, epc: epcOf(piece), lot, quantity, from: slot('RC-S/ordinary') },
    });
  await arrives(keeper, 'Q-LIKE', 30, 'RC-S/ordinary');
  await cased('Q-LIKE', 'LIKE-1', 4);
  await cased('Q-LIKE', 'LIKE-2', 4);
  await arrives(keeper, 'Q-UNLIKE', 14, 'RC-S/ordinary');
  await cased('Q-UNLIKE', 'UNLIKE-1', 4);
  await cased('Q-UNLIKE', 'UNLIKE-2', 10);

  const { page } = keeper;
  for (const type of ['handOut', 'disposal']) {
    await page.goto(`${world.address}store/?lang=zh-CN&page=open&type=${type}&kind=quilt`);
    const row = (lot: string) => page.locator('main .table tbody tr', { hasText: lot });
    await row('Q-UNLIKE').getByText('装量不一').waitFor();
    expect(await row('Q-UNLIKE').count()).toBe(1);
    const [cases, loose] = [row('Q-LIKE').nth(0), row('Q-LIKE').nth(1)];
    await cases.getByText('8 条 · 带标签 2 件').waitFor();
    await cases.getByText('每件含 4 条').waitFor();
    await loose.getByText('22 条 · 零散').waitFor();
    await cases.getByRole('spinbutton').fill('1');
    await loose.getByRole('spinbutton').fill('5');
    if (type === 'handOut') {
      await page.getByLabel('姓名或代码').fill('rescue-1');
      expect(await seriousOn(page)).toEqual([]);
      await picture(page, 'beside-cases');
    }
    await page.getByRole('button', { name: '开单', exact: true }).click();
    await page.locator('.document-head h2').waitFor();
    const id = new URL(page.url()).searchParams.get('id');
    const { document } = await keeper.get<Answer<'/api/documents/{id}'>>(`api/documents/${id}`);
    expect(document).toMatchObject({ type });
    expect(document.lines.map(({ piece, wanted }) => [piece, wanted])).toEqual([
      ['LIKE-1', 4],
      [null, 5],
    ]);
  }
  expect(keeper.complaints).toEqual([]);
}, 120_000);
