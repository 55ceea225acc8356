import { expect, it } from 'vitest';
import { aWorld } from '../world.ts';
import { aDesk } from './desk.ts';
import { seriousOn, withBrowser } from './page.ts';
import { aPerson } from './person.ts';
import { picture } from './picture.ts';

withBrowser();

it('revises the policy as a draft that can be left: what is impossible is told at its row, what differs stands before beside after, another person agrees, and the version waits for its day', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const { page, complaints } = await aPerson(world, 'policy', 'store/?lang=zh-CN&page=policies', {
    viewport: { width: 1366, height: 768 },
  });
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const dialog = page.getByRole('dialog');
  const draft = page.getByRole('region', { name: '修订制度' });
  const differences = page.getByRole('region', { name: '与第 1 版（现行）的差异' });
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole('link', { name: '修订', exact: true }).click();

  await button('修改 approve-dear').click();
  await dialog.getByLabel('金额自（元，含）').fill('300000');
  expect(await seriousOn(page)).toEqual([]);
  await button('记入草案').click();
  await page.getByLabel('修改 approve', { exact: true }).click();
  await dialog.getByLabel('上级 审批人').uncheck();
  await button('记入草案').click();
  await differences.getByRole('row', { name: /修改 approve-dear 适用 500,000 元起 300,000 元起/ }).waitFor();

  // Long work may be left.
  await page.getByRole('link', { name: '单据' }).first().click();
  await page.getByRole('link', { name: '制度', exact: true }).click();
  await page.getByRole('link', { name: '继续修订草案' }).click();
  await page.getByLabel('事由').fill('年度修订');
  await button('提出第 2 版').click();
  const wrong = draft.getByRole('row', { name: /审批.*approve(?!-)/ }).getByRole('alert');
  await wrong.waitFor();
  expect((await wrong.textContent())?.replaceAll(/\s+/g, ' ')).toContain('该单位现能办理，按新规则无人可签');
  await page.getByLabel('修改 approve', { exact: true }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('上级 审批人').check();
  await button('记入草案').click();
  // What was mended is no longer wrong.
  await wrong.waitFor({ state: 'detached' });

  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel(/^生效日期/).fill(tomorrow);
  await button('提出第 2 版').click();
  // Nothing stands before another person has agreed.
  await page.getByRole('heading', { name: '提议', exact: true }).waitFor();
  const versions = page.getByRole('region', { name: '各版本' });
  expect(await versions.getByRole('row', { name: /第 2 版/ }).count()).toBe(0);
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'policy-proposed');

  const second = await aDesk(world, 'supervisor', '?lang=zh-CN');
  await second.page.getByRole('link', { name: /^待我办理 *1$/ }).click();
  await picture(second.page, 'proposal-owed');
  expect(await seriousOn(second.page)).toEqual([]);
  await second.page.getByRole('link', { name: '审批制度第 2 版' }).click();
  const proposed = second.page.getByRole('region', { name: '示例 · 保障主管的提议：与第 1 版的差异' });
  await proposed.getByRole('row', { name: /修改 approve-dear 适用 500,000 元起 300,000 元起/ }).waitFor();
  expect(await seriousOn(second.page)).toEqual([]);
  await picture(second.page, 'proposal');
  await second.page.getByRole('button', { name: '同意', exact: true }).click();
  const yes = second.page.getByRole('dialog', { name: '同意：审批制度第 2 版' });
  await yes.getByText(`同意后第 2 版自 ${tomorrow} 00:00 起生效。`).waitFor();
  expect(await seriousOn(second.page)).toEqual([]);
  await picture(second.page, 'proposal-dialog');
  await yes.getByRole('button', { name: '同意', exact: true }).click();
  await second.page.getByRole('heading', { name: '提议', exact: true }).waitFor({ state: 'detached' });
  await second.page.getByRole('link', { name: '待我办理', exact: true }).waitFor();
  await page.reload();
  const row = versions.getByRole('row', { name: /第 2 版/ });
  await row.waitFor();
  const said = (await row.textContent()) ?? '';
  for (const part of ['待生效', `${tomorrow} 00:00`, '保障主管', '督察 同意', '年度修订'])
    expect(said).toContain(part);
  await page.getByRole('region', { name: '第 1 版规则' }).waitFor();
  await row.getByRole('link', { name: '第 2 版' }).click();
  await page.getByRole('region', { name: '第 2 版规则' }).getByText('300,000 元起').waitFor();
  // The browser tells of the one version that was refused.
  expect([...complaints, ...second.complaints].filter((each) => !/422/.test(each))).toEqual([]);
}, 120_000);
