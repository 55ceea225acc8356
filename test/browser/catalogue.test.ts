import type { Answer } from '@changping/contracts/http';
import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aDesk } from './desk.ts';
import { seriousOn, withBrowser } from './page.ts';
import { aPerson, arrives } from './person.ts';
import { picture } from './picture.ts';

withBrowser();

it('changes how long a kind keeps: before beside after, proposed, agreed to by another person as version 2, and a lot of it ends by the new record', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const keeper = await aPerson(world, 'keeper-guyuan', 'store/?lang=zh-CN', {});
  await arrives(keeper, 'C-LOT', 20, 'RC-S/receiving');
  const owner = await aPerson(world, 'policy', 'store/?lang=zh-CN&page=catalogue', {
    // What fades in or out is clicked at.
    ...{ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' },
  });
  const { page, complaints } = owner;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'catalogue');
  await page.getByRole('link', { name: '修订目录' }).click();

  await button('修改 棉被').click();
  await dialog.getByLabel('储备年限（年）').fill('3');
  await dialog.getByLabel('年限出处').fill('局发〔2026〕7 号');
  expect(await seriousOn(page)).toEqual([]);
  await button('记入草案').click();
  const differences = page.getByRole('region', { name: '与第 1 版（现行）的差异' });
  await differences.getByRole('row', { name: /修改 棉被 quilt 储备年限（年） 未填 3/ }).waitFor();
  await page.getByLabel('事由').fill('年度修订');
  await button('提出第 2 版').click();
  // Whose word it is was not said: each mistake at its kind, and at its field.
  const wrong = page.getByRole('row', { name: /棉被 quilt/ }).getByRole('alert');
  await wrong.first().waitFor();
  await button('修改 棉被').click();
  await dialog.getByRole('alert').first().waitFor();
  const choose = async (label: string, option: string) => {
    await dialog.getByLabel(label, { exact: true }).click();
    await page.getByTitle(option, { exact: true }).locator('visible=true').click();
  };
  await picture(page, 'catalogue-kind');
  await choose('储备年限起算', '自生产起');
  await choose('年限依据', '本单位规定');
  await button('记入草案').click();
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'catalogue-draft');
  await button('提出第 2 版').click();
  // Nothing stands before another person has agreed.
  await page.getByRole('heading', { name: '提议', exact: true }).waitFor();
  const versions = page.getByRole('region', { name: '各版本' });
  await versions.getByRole('row', { name: /第 1 版.*现行/ }).waitFor();
  expect(await versions.getByRole('row', { name: /第 2 版/ }).count()).toBe(0);

  const second = await aDesk(world, 'supervisor', '?lang=zh-CN');
  await second.page.getByRole('link', { name: /^待我办理 *1$/ }).click();
  await second.page.getByRole('link', { name: '目录第 2 版' }).click();
  const change = /修改 棉被 quilt 储备年限（年） 未填 3/;
  const title = { name: '示例 · 保障主管的提议：与第 1 版的差异' };
  await second.page.getByRole('region', title).getByRole('row', { name: change }).waitFor();
  expect(await seriousOn(second.page)).toEqual([]);
  await picture(second.page, 'catalogue-proposal');
  await second.page.setViewportSize({ width: 1366, height: 420 });
  await second.page.getByRole('button', { name: '同意', exact: true }).click();
  const yes = second.page.getByRole('dialog', { name: '同意：目录第 2 版' });
  // A dialog longer than the screen begins with what it is.
  const heading = await yes.getByRole('heading', { name: '同意：目录第 2 版' }).boundingBox();
  expect(heading?.y).toBeGreaterThan(0);
  await yes.getByText('同意后第 2 版立即生效。').waitFor();
  await yes.getByRole('row', { name: change }).waitFor();
  expect(await seriousOn(second.page)).toEqual([]);
  await picture(second.page, 'catalogue-agree');
  await yes.getByRole('button', { name: '同意', exact: true }).click();
  await second.page.getByRole('heading', { name: '提议', exact: true }).waitFor({ state: 'detached' });
  await second.page.getByRole('link', { name: '待我办理', exact: true }).waitFor();
  await second.page.getByRole('row', { name: /第 2 版.*督察 同意.*年度修订.*棉被/ }).waitFor();

  await page.reload();
  await versions.getByRole('row', { name: /第 2 版.*保障主管.*督察 同意.*年度修订.*棉被/ }).waitFor();
  await page.getByRole('row', { name: /棉被 quilt .*3 年 自生产起/ }).waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, 'catalogue-phone');
  const lot = await until(
    async () =>
      (await keeper.get<Answer<'/api/lots'>>('api/lots?site=RC-S&kind=quilt')).items.find(
        (each) => each.lot === 'C-LOT',
      ),
    (found) => found?.by === 'record',
  );
  expect(lot).toMatchObject({ effectiveOn: '2029-01-10', record: { source: '局发〔2026〕7 号' } });
  // The browser tells of the one draft that was refused.
  expect([...complaints, ...second.complaints].filter((each) => !/422/.test(each))).toEqual([]);
}, 240_000);
