/** A change of an administrator's account, as the one who has to confirm it meets it. */
import type { Answer } from '@changping/contracts/http';
import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aDesk } from './desk.ts';
import { seriousOn, withBrowser } from './page.ts';
import { picture } from './picture.ts';

withBrowser();

it('shows another administrator who is to become one, and makes him one with the yes of that one alone', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const security = await aDesk(world, 'security', '?lang=zh-CN&page=people');
  const of = async () =>
    (await security.get<Answer<'/api/people'>>('api/people?limit=500')).items.find(
      ({ name }) => name === 'policy',
    );
  const id = (await of())?.id ?? '';
  await security.post('api/people/roles', { id, roles: ['auditAdmin'], reason: '轮岗' });
  await security.page.reload();
  await security.page.getByRole('button', { name: '撤回' }).waitFor();
  const { page, complaints } = await aDesk(world, 'audit', '?lang=zh-CN&page=people');
  await page.getByText('角色改为 审计管理员').waitFor();
  await picture(page, 'second-person');
  await page.getByRole('button', { name: '确认', exact: true }).click();
  await page.getByText('轮岗').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await picture(page, 'second-person-dialog');
  await page.getByRole('button', { name: /^确认：/ }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('角色改为 审计管理员').waitFor({ state: 'detached' });
  await until(of, (one) => one?.roles[0] === 'auditAdmin');
  expect([...complaints, ...security.complaints]).toEqual([]);
}, 120_000);

it('gives whoever resets a policy owner’s password the code at once, and lets it work with the yes of another administrator, who is told what it is and does not see it', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const page = '?lang=zh-CN&page=people&text=sun';
  const system = await aDesk(world, 'system', page);
  const security = await aDesk(world, 'security', page);
  const made = { name: 'sun', display: '孙主管', unit: 'ningxia' };
  const { id } = await system.post<{ id: string }>('api/people/create', made);
  await security.post('api/people/roles', { id, roles: ['policyOwner'] });
  // Whoever made the account may sit in it.
  await system.page.reload();
  await system.page.getByText('该账号的密码由您给出').waitFor();
  await picture(system.page, 'role-waits-giver');
  expect(await system.page.getByRole('button', { name: '确认', exact: true }).count()).toBe(0);
  const audit = await aDesk(world, 'audit', page);
  await audit.page.getByText('角色改为 保障主管').waitFor();
  await audit.page.getByRole('button', { name: '确认', exact: true }).click();
  await audit.page.getByText(/^该账号的密码最近一次由 示例 · 系统管理员 于/).waitFor();
  await audit.page.getByRole('button', { name: /^确认：/ }).click();
  await audit.page.getByRole('dialog').waitFor({ state: 'detached' });

  await security.page.reload();
  await security.page.getByRole('button', { name: '重置密码' }).click();
  const dialog = security.page.getByRole('dialog');
  await dialog.getByText('在此之前原密码照常可用').waitFor();
  await picture(security.page, 'reset-dialog');
  await dialog.getByRole('button', { name: '重置密码：孙主管 (sun)' }).click();
  const code = await security.page.locator('.secret').innerText();
  await security.page.getByText('页确认后才能登录').waitFor();
  expect(await seriousOn(security.page)).toEqual([]);
  await picture(security.page, 'reset-given');
  await security.page.getByRole('button', { name: '已交付，关闭' }).click();
  await security.page.locator('[data-name="waits"]').getByText('重置密码').waitFor();

  await system.page.reload();
  await system.page.locator('[data-name="waits"]').getByText('重置密码').waitFor();
  await picture(system.page, 'reset-waits');
  await system.page.getByRole('button', { name: '确认', exact: true }).click();
  await system.page.getByRole('dialog').getByText('示例 · 安全管理员 手中的新密码立即生效').waitFor();
  expect(await system.page.content()).not.toContain(code);
  expect(await seriousOn(system.page)).toEqual([]);
  await picture(system.page, 'reset-confirm');
  await system.page.getByRole('button', { name: /^确认：/ }).click();
  await system.page.locator('[data-name="waits"]').waitFor({ state: 'detached' });
  expect([...system.complaints, ...security.complaints, ...audit.complaints]).toEqual([]);
}, 120_000);

it('shows who proposed what was refused that it was, by whom and why, until it is withdrawn', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const owner = await aDesk(world, 'policy', '?lang=zh-CN&page=sharing');
  await owner.post('api/sharing/propose', { after: 0, site: 'RC-S', kinds: ['quilt'], reason: '联动协议' });
  const { page, complaints } = await aDesk(world, 'supervisor', '?lang=zh-CN&page=sharing');
  await page.getByRole('button', { name: '不同意', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '不同意：对外共享第 1 版' });
  const no = dialog.getByRole('button', { name: '不同意', exact: true });
  expect(await no.isDisabled()).toBe(true);
  await dialog.getByLabel('事由').fill('协议未附');
  await no.click();
  await page.getByText('■ 不同意').waitFor();
  await page.getByRole('link', { name: '待我办理', exact: true }).waitFor();

  await owner.page.reload();
  await owner.page.getByRole('link', { name: /^待我办理 *1$/ }).click();
  await owner.page.getByRole('link', { name: '对外共享第 1 版' }).click();
  await owner.page.getByText(/^协议未附 · 示例 · 督察/).waitFor();
  expect(await seriousOn(owner.page)).toEqual([]);
  await picture(owner.page, 'proposal-refused');
  await owner.page.getByRole('button', { name: '撤回' }).click();
  await owner.page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
  await owner.page.getByRole('heading', { name: '提议', exact: true }).waitFor({ state: 'detached' });
  expect([...complaints, ...owner.complaints]).toEqual([]);
}, 120_000);
