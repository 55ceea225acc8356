import { expect, it } from 'vitest';
import { aWorld } from '../world.ts';
import { aDesk } from './desk.ts';
import { seriousOn, withBrowser } from './page.ts';
import { aPerson } from './person.ts';

withBrowser();

it('revises the policy of counts as a draft: what contradicts itself is told at its class, what differs stands before beside after, and the plan names the version it goes by', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stores: ['RC-S'], gateway: false });
  const { page, complaints } = await aPerson(world, 'policy', 'store/?lang=zh-CN&page=counts&site=RC-S', {
    viewport: { width: 1366, height: 768 },
  });
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const dialog = page.getByRole('dialog');
  await page.getByText('内部假设').waitFor();
  await page.getByRole('link', { name: '盘点制度第 1 版' }).click();
  await page.getByRole('region', { name: '第 1 版盘点规则' }).waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole('link', { name: '修订', exact: true }).click();

  await button('修改 B 类').click();
  await dialog.getByLabel('允差数量（计量单位）').fill('20');
  await dialog.getByLabel('或账面数的百分比（%）').fill('2');
  await dialog.getByLabel('盘点间隔（天）').fill('120');
  expect(await seriousOn(page)).toEqual([]);
  await button('记入草案').click();
  const differences = page.getByRole('region', { name: '与第 1 版（现行）的差异' });
  await differences
    .getByRole('row', {
      name: /修改.*B.*允差 2 个计量单位，且不超过 500.00 元 20 个计量单位或账面数的 2%（取大者），且不超过 500.00 元/,
    })
    .waitFor();
  await differences.getByRole('row', { name: /盘点间隔（天） 180 120/ }).waitFor();

  // Long work may be left.
  await page.getByRole('link', { name: '单据' }).first().click();
  await page.getByRole('link', { name: '盘点', exact: true }).click();
  await page.getByLabel('库点').waitFor();
  await page.goto(`${page.url().split('?')[0]}?page=countPolicies`);
  await page.getByRole('link', { name: '继续修订草案' }).click();
  await page.getByLabel('依据').fill('区局〔2026〕12 号');
  await page.getByLabel('事由').fill('年度修订');
  await button('提出第 2 版').click();
  const draft = page.getByRole('region', { name: '修订盘点制度' });
  const wrong = draft.getByRole('row', { name: /B 类/ }).getByRole('alert');
  await wrong.waitFor();
  expect(await wrong.textContent()).toContain('允差比下一类宽');

  await button('修改 B 类').click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('允差数量（计量单位）').fill('5');
  await dialog.getByLabel('或账面数的百分比（%）').fill('0');
  await button('记入草案').click();
  // What was mended is no longer wrong.
  await wrong.waitFor({ state: 'detached' });
  await button('提出第 2 版').click();
  await page.getByRole('heading', { name: '提议', exact: true }).waitFor();
  const second = await aDesk(world, 'supervisor', '?lang=zh-CN&page=countPolicies');
  const proposed = second.page.getByRole('region', { name: /的提议：与第 1 版的差异$/ });
  await proposed.getByRole('row', { name: /修改.*B.*盘点间隔（天） 180 120/ }).waitFor();
  expect(await seriousOn(second.page)).toEqual([]);
  await second.page.getByRole('button', { name: '同意', exact: true }).click();
  await second.page.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click();
  await second.page.getByRole('region', { name: '第 2 版盘点规则' }).waitFor();
  await page.reload();
  const row = page.getByRole('region', { name: '各版本' }).getByRole('row', { name: /第 2 版/ });
  await row.waitFor();
  const said = (await row.textContent()) ?? '';
  for (const part of ['现行', '保障主管', '督察 同意', '年度修订']) expect(said).toContain(part);
  await page.getByRole('region', { name: '第 2 版盘点规则' }).getByText('5 个计量单位').waitFor();
  await page.goto(`${page.url().split('?')[0]}?page=counts&site=RC-S`);
  await page.getByRole('link', { name: '盘点制度第 2 版' }).waitFor();
  await page.getByText('区局〔2026〕12 号').waitFor();
  // The browser tells of the one version that was refused.
  expect([...complaints, ...second.complaints].filter((each) => !/422/.test(each))).toEqual([]);
}, 120_000);
