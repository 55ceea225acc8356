import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { aWorld } from '../world.ts';
import { bookParts, inline, zipOf } from '../zip.ts';
import { aDesk } from './desk.ts';
import { seriousOn, withBrowser } from './page.ts';

vi.setConfig({ testTimeout: 120_000 });
withBrowser();

const give = (page: Page, name: string, content: string | Buffer) =>
  page.locator('input[type=file]').setInputFiles({
    ...{ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) },
  });
const refusal = async (page: Page) => (await page.getByRole('alert').innerText()).replaceAll(/\s+/g, ' ');
const head = '品种,批次,件号,数量,位置';

it('lets a keeper give a file, read what is wrong by cell, say which column is what, and enter it once', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', stores: ['RC-S'], gateway: false });
  const { page, complaints, foreign } = await aDesk(world, 'keeper-guyuan', '?page=imports');
  await page.getByText('还没有导入过').waitFor();
  expect(await seriousOn(page)).toEqual([]);

  // Heads nobody knows, and a quantity that is none.
  const strange = (quantity: string) =>
    `甲,乙,丙,丁,戊\n棉被,PAGE-1,PAGE-1-A,10,ordinary\n棉被,PAGE-1,PAGE-1-B,${quantity},ordinary\n`;
  await give(page, '清单.csv', strange('-5'));
  await page.getByText('缺少这一列').first().waitFor();
  for (const [field, column] of [
    ['品种（必填）', 'A 列：甲'],
    ['批次（必填）', 'B 列：乙'],
    ['件号', 'C 列：丙'],
    ['数量（必填）', 'D 列：丁'],
    ['位置（必填）', 'E 列：戊'],
  ] as const) {
    await page.getByLabel(field, { exact: true }).click();
    await page.getByTitle(column, { exact: true }).locator('visible=true').click();
  }
  await page.getByRole('button', { name: '按此对应重新检查' }).click();
  const mistake = page.getByRole('row', { name: /D3/ });
  await mistake.getByText('数量须是 1 到 1,000,000 的整数。').waitFor();
  expect(await page.getByText('共 1 处错误').count()).toBe(1);
  expect(await seriousOn(page)).toEqual([]);

  // How the columns were meant is known for the next file.
  await page.getByRole('link', { name: '导入', exact: true }).last().click();
  await give(page, '清单.csv', strange('7'));
  await page.getByText('增加').first().waitFor();
  const change = page.getByRole('region', { name: '将要入账' }).getByRole('row', { name: /棉被/ }).first();
  await expect
    .poll(async () => (await change.innerText()).split(/\s+/))
    .toEqual(['棉被', '1', '2', '0', '+17', '条', '17']);
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole('button', { name: '入账 2 行' }).click();
  await page.getByText('● 已入账').waitFor();
  await page.getByRole('link', { name: '分录' }).click();
  await page.getByRole('row', { name: /PAGE-1-B.*7/ }).waitFor();
  expect(
    world.ledger(
      "select 1 from entry join cell on cell.key = to_cell join lot on lot.key = cell.lot where lot.code = 'PAGE-1'",
    ),
  ).toHaveLength(2);

  await page.getByRole('link', { name: '导入', exact: true }).last().click();
  await page.getByRole('row', { name: /固原库保管员.*期初库存.*清单\.csv/ }).waitFor();
  await give(page, '清单.csv', strange('7'));
  await page.getByText('没有变化').waitFor();
  expect(await page.getByText(/同样的内容已由 示例 · 固原库保管员 于/).count()).toBe(1);
  expect(await page.getByRole('button', { name: /入账/ }).count()).toBe(0);
  expect(complaints).toEqual([]);
  expect(foreign()).toEqual([]);
});

it('says of a file that can not be read why, and what helps', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', stores: ['RC-S'], gateway: false });
  const { page, complaints } = await aDesk(world, 'keeper-guyuan', '?page=imports');
  const row = `<row r="1">${inline('A1', 'x')}</row>`;
  const bomb = zipOf([
    ...bookParts(row),
    { name: 'xl/media/1.xml', content: Buffer.alloc(129 * 2 ** 20, 0x20) },
  ]);
  for (const [name, content, said] of [
    ['u.csv', Buffer.from(`${head}\n棉被,U,,5,ordinary\n`, 'utf16le'), '文件的文字编码无法识别'],
    ['q.csv', `${head}\n棉被,"Q,,5,ordinary\n`, '文件已损坏或格式有误'],
    ['b.xlsx', bomb, '展开后不超过 128 MB'],
  ] as const) {
    await give(page, name, content);
    await page.getByRole('heading', { name }).waitFor();
    await page.getByRole('alert').waitFor();
    expect(await refusal(page), name).toContain(said);
    await page.getByRole('link', { name: '换一个文件' }).click();
  }
  // Refused before they are sent.
  for (const [name, content, said] of [
    ['p.pdf', '%PDF', '只能导入 CSV 和 Excel'],
    ['e.csv', '', '文件中没有数据'],
    ['l.csv', Buffer.alloc(10 * 2 ** 20 + 1, 'a'), '提交的内容过大。 10.0 MB > 10 MB'],
  ] as const) {
    await give(page, name, content);
    await expect.poll(() => refusal(page), { message: name }).toContain(said);
  }
  expect(await seriousOn(page)).toEqual([]);
  await page.goto(`${world.address}store/?page=import&id=01990000-0000-7000-8000-000000000001`);
  await page.getByText('这个文件已不在服务器上').waitFor();
  // The browser tells of each answer that refuses.
  expect(complaints.filter((each) => !/404/.test(each))).toEqual([]);
});

it('shows a supervisor what was imported and no way to import, and the owner of policies the dictionary alone', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', stores: ['RC-S'], gateway: false });
  const owner = await aDesk(world, 'policy', '?page=imports');
  await give(owner.page, '分类.csv', '代码,名称\n1010101,帐篷\n');
  await owner.page.getByRole('button', { name: '入账 1 行' }).click();
  await owner.page.getByText('● 已入账').waitFor();
  const supervisor = await aDesk(world, 'supervisor', '?page=imports');
  await supervisor.page.getByRole('row', { name: /保障主管.*GB\/T 38565.*分类\.csv/ }).waitFor();
  expect(await supervisor.page.locator('input[type=file]').count()).toBe(0);
  expect([...owner.complaints, ...supervisor.complaints]).toEqual([]);
});
