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
