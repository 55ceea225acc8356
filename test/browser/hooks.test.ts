import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aRobot } from '../contract/robot.ts';
import { aWorld } from '../world.ts';
import { seriousOn, withBrowser } from './page.ts';
import { aPerson } from './person.ts';
import { picture } from './picture.ts';

withBrowser();

const manner = { reducedMotion: 'reduce', viewport: { width: 1366, height: 768 } };
const phone = { ...manner, viewport: { width: 360, height: 740 } };

it('sets up a robot, is told why an address inside is refused, sees whether a test arrived, pauses it and removes it', async () => {
  const robot = await aRobot();
  const world = await aWorld({ scenario: 'quiet-day', stores: ['RC-S'], gateway: false });
  const file = join(world.folder, 'server.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...settings, webhooks: { allow: [robot.host] } }));
  await world.server.kill('SIGKILL');
  await world.startServer();
  const { page } = await aPerson(world, 'system', 'store/?lang=zh-CN', manner);
  await page.getByRole('link', { name: '消息推送' }).click();
  await page.getByText('还没有推送机器人').waitFor();
  await picture(page, 'hooks-none');

  await page.getByRole('button', { name: '添加机器人' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名称').fill('区局值班群');
  await dialog.getByLabel('推送地址').fill('http://10.1.2.3/robot/send?access_token=abc');
  await dialog.getByLabel(/^密钥/).fill('SEC0123456789abcdef');
  await dialog.getByLabel('范围').click();
  await page.getByText('全区', { exact: true }).last().click();
  await dialog.getByLabel('网关与读写器').check();
  expect(await seriousOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: '添加机器人：区局值班群' }).click();
  await dialog.getByText(/写入服务器设置文件的 webhooks.allow/).waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'hooks-inside');
  await dialog.getByLabel('推送地址').fill(`http://${robot.host}/robot/send?access_token=abc`);
  await dialog.getByRole('button', { name: '添加机器人：区局值班群' }).click();
  const row = page.getByRole('row', { name: /区局值班群.*钉钉.*全区/ });
  await row.getByText('尚未推送').waitFor();

  await row.getByRole('button', { name: '测试' }).click();
  await page.getByText('测试消息已送达：区局值班群').waitFor();
  await row.getByText('正常').waitFor();
  expect(robot.heard[0]?.body).toContain('这是一条测试消息');
  expect(await page.locator('body').innerText()).not.toContain('access_token');
  robot.answers((response) => response.end('{"errcode":310000,"errmsg":"sign not match"}'));
  await row.getByRole('button', { name: '测试' }).click();
  await page.getByText(/测试消息未送达：区局值班群。机器人拒收（310000）/).waitFor();
  await row.getByText('最近一次未送达').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'hooks-list');

  const small = await aPerson(world, 'system', 'store/?lang=zh-CN&page=hooks', phone);
  await small.page.getByText('区局值班群').waitFor();
  expect(await seriousOn(small.page)).toEqual([]);
  expect(await small.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await picture(small.page, 'hooks-phone');
  await small.page.getByRole('button', { name: '添加机器人' }).click();
  await small.page.getByRole('dialog').waitFor();
  expect(await seriousOn(small.page)).toEqual([]);
  await picture(small.page, 'hooks-phone-add');

  await row.getByRole('button', { name: '暂停' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '暂停：区局值班群' }).click();
  await row.getByText(/已暂停 \d{4}-/).waitFor();
  await row.getByRole('button', { name: '恢复' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '恢复：区局值班群' }).click();
  await row.getByRole('button', { name: '暂停' }).waitFor();
  await row.getByRole('button', { name: '删除' }).click();
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'hooks-remove');
  await page.getByRole('dialog').getByRole('button', { name: '删除：区局值班群' }).click();
  await page.getByText('还没有推送机器人').waitFor();
}, 180_000);
