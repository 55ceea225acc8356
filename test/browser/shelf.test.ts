import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aCutLine } from './cut-line.ts';
import { aDevice, allSent, online, readyOffline, scan, unsent } from './handheld.ts';
import { seriousOn, withBrowser } from './page.ts';

withBrowser();

const tag = (serial: number) => `E2806894000040${String(serial).padStart(10, '0')}`;

it('changes the tag of a piece, opens its case and closes another without a line; the book has it once the line is back, and the tags mean what they were said to', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'], gateway: false });
  const line = await aCutLine(world.address);
  const { page, complaints } = await aDevice(world, { address: line.address });
  const { items } = await world.ask('/api/pieces', '/api/pieces?site=RC-S&limit=200');
  const [one, other] = items.filter(({ quality, quantity }) => quality === 'usable' && quantity > 1);
  if (!one || !other) throw new Error('the sample has no tagged cases');
  await readyOffline(page);
  await scan(page, one.epc);
  await page.locator('.card').getByText(one.piece).waitFor();
  line.cut();
  await online(page, 'isGone');

  await page.getByRole('button', { name: '更换标签' }).click();
  // This part of the page comes behind the first.
  await page.getByText('扫描要绑定的新标签').waitFor();
  await scan(page, other.epc);
  await page.getByText(`这枚标签已绑定 ${other.piece}`).waitFor();
  // A label and a tag that name two things are a question for a person.
  await scan(page, '(01)80614141123458(21)6790');
  await scan(page, '3034257BF7194E4000001A85');
  await page.getByText('标签与包装上的条码不是同一件').waitFor();
  await page.getByRole('button', { name: '标签损坏' }).click();
  const bind = page.locator('.thumb').getByRole('button', { name: '更换标签' });
  expect(await bind.isDisabled()).toBe(true);
  await page.getByRole('button', { name: '已核对，仍要绑定' }).click();
  expect(await bind.isDisabled()).toBe(false);
  await scan(page, tag(1));
  await page.getByText('标签与包装上的条码不是同一件').waitFor({ state: 'detached' });
  expect(await seriousOn(page)).toEqual([]);
  await page.locator('.thumb').getByRole('button', { name: '更换标签' }).click();

  await scan(page, other.epc);
  await page.getByRole('button', { name: '拆箱' }).click();
  await page.getByRole('button', { name: '零散发放' }).click();
  await page.locator('.thumb').getByRole('button', { name: '拆箱' }).click();
  await until(
    () => unsent(page),
    (n) => n === 2,
  );
  await page.reload();
  await until(
    () => unsent(page),
    (n) => n === 2,
  );
  line.mend();
  await allSent(page);
  const of = async (epc: string) => (await world.ask('/api/pieces/{epc}', `/api/pieces/${epc}`)).piece;
  expect(await of(tag(1))).toMatchObject({ id: one.piece });
  expect(await of(one.epc)).toBeNull();
  const opened = await world.ask('/api/pieces/{epc}', `/api/pieces/${other.epc}`);
  expect(opened.trail[0]).toMatchObject({ what: 'entry', case: 'opened', quantity: other.quantity });

  // What lies loose now goes into a case of its own.
  await scan(page, other.lot);
  await page.getByRole('button', { name: '装箱' }).click();
  await page.getByLabel('数量').fill('1');
  await page.getByLabel('库位').fill(other.place);
  await page.getByLabel('箱件编号').fill('CASE-NEW-1');
  await page.getByLabel('箱件编号').press('Enter');
  await scan(page, tag(2));
  await page.locator('.thumb').getByRole('button', { name: '装箱' }).click();
  await until(
    () => of(tag(2)).catch(() => null),
    (piece) => piece?.id === 'CASE-NEW-1' && piece.quantity === 1,
  );
  expect(complaints.filter((each) => !/ERR_|Failed to fetch|status of 50/.test(each))).toEqual([]);
}, 180_000);
