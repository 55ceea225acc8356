import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { aWorld } from '../world.ts';
import { seriousOn, withBrowser } from './page.ts';
import { aPerson, arrives, slot } from './person.ts';
import { picture } from './picture.ts';

withBrowser();

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const manner = { reducedMotion: 'reduce', viewport: { width: 1366, height: 768 } };
const phone = { ...manner, viewport: { width: 360, height: 740 } };

it('shares kinds with a neighbour, who sees them, asks, is given and signs; a partner accepts what is called for', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  const at = (name: string, search: string, how: object = manner) =>
    aPerson(world, name, `store/${search}`, how);
  const policy = await at('policy', '?lang=zh-CN&page=policies');
  const keeper = await at('keeper-guyuan', '?lang=zh-CN&page=documents');
  await arrives(keeper, 'Q-AID', 60, 'RC-S/receiving');

  // Nothing before the region says so.
  const guest = await at('guest', '?lang=zh-CN');
  await guest.page.getByRole('link', { name: '可支援物资' }).click();
  await guest.page.getByText('对方现在没有共享任何品种').waitFor();
  await picture(guest.page, 'neighbour-nothing');

  await policy.page.getByRole('link', { name: '对外共享' }).click();
  await policy.page.getByRole('button', { name: '修改共享' }).click();
  const dialog = policy.page.getByRole('dialog');
  await dialog.getByLabel('支援库').click();
  await dialog.getByLabel('支援库').fill('RC-S');
  await policy.page.getByText(/RC-S$/).last().click();
  await dialog.getByLabel('棉被').check();
  await dialog.getByLabel('事由').fill('与兰州联动协议');
  expect(await seriousOn(policy.page)).toEqual([]);
  await picture(policy.page, 'sharing-dialog');
  await dialog.getByRole('button', { name: '提出第 1 版' }).click();
  await policy.page.getByRole('region', { name: '示例 · 保障主管的提议' }).waitFor();
  await picture(policy.page, 'sharing-proposed');
  const supervisor = await at('supervisor', '?lang=zh-CN&page=sharing');
  await supervisor.page.getByRole('row', { name: /共享的品种 — 棉被/ }).waitFor();
  await supervisor.page.getByRole('button', { name: '同意', exact: true }).click();
  await supervisor.page.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click();
  await supervisor.page.getByRole('heading', { name: '提议', exact: true }).waitFor({ state: 'detached' });
  await policy.page.reload();
  await policy.page
    .getByRole('region', { name: '联动单位现在看到的' })
    .getByRole('row', { name: /棉被.*60/ })
    .waitFor();
  await policy.page.getByRole('region', { name: '各版本' }).getByRole('row', { name: /棉被/ }).waitFor();
  expect(await seriousOn(policy.page)).toEqual([]);
  await picture(policy.page, 'sharing');

  // She sees it, and asks.
  await guest.page.reload();
  await guest.page.getByRole('row', { name: /棉被.*60/ }).waitFor();
  await guest.page.getByText(/截至 \d{4}-/).waitFor();
  expect(await seriousOn(guest.page)).toEqual([]);
  await picture(guest.page, 'neighbour-shared');
  await guest.page.getByRole('link', { name: '申请 棉被' }).click();
  await guest.page.getByLabel(/棉被 · 申请数量/).fill('20');
  await guest.page.getByLabel('送到 / 交给').fill('兰州支援队');
  await guest.page.getByLabel('最迟需用日期').fill(day(3));
  await guest.page.getByLabel('依据文号').fill('甘应急〔2026〕7号');
  expect(await seriousOn(guest.page)).toEqual([]);
  await picture(guest.page, 'neighbour-asks');
  await guest.page.getByRole('button', { name: '提出申请' }).click();
  await guest.page.getByText('已申请').first().waitFor();
  await guest.page.getByText(`须于 ${day(3)} 前送到`).waitFor();
  await guest.page.getByRole('button', { name: '撤回申请' }).waitFor();
  await picture(guest.page, 'neighbour-asked');
  const id = new URL(guest.page.url()).searchParams.get('id') as string;

  // Our approver decides by the same page as on everything.
  const approver = await at('approver', '?lang=zh-CN&page=approvals');
  await approver.page
    .getByRole('row', { name: /联动支援单/ })
    .getByRole('link')
    .first()
    .click();
  await approver.page.getByRole('button', { name: '批准', exact: true }).click();
  const yes = approver.page.getByRole('dialog');
  await yes.getByLabel(/到货的期限/).fill(day(2));
  await picture(approver.page, 'neighbour-approved');
  await yes.getByRole('button', { name: /^批准/ }).click();
  await approver.page.getByText('已批准').first().waitFor();

  // Given out of what lies there, with her beside.
  await keeper.page.goto(`${world.address}store/?lang=zh-CN&page=document&id=${id}`);
  await keeper.page.getByRole('button', { name: '交接' }).click();
  const give = keeper.page.getByRole('dialog');
  await give.getByLabel('批次').click();
  await keeper.page
    .getByText(/Q-AID · .*60/)
    .last()
    .click();
  await give.getByLabel(/归还的期限/).fill(day(30));
  await give.getByLabel('姓名或账号').fill('guest');
  await picture(keeper.page, 'neighbour-given');
  await give.getByRole('button', { name: /^交接/ }).click();
  await keeper.page.getByText('领用未还').first().waitFor();

  // It waits for her until she has signed.
  await guest.page.goto(`${world.address}store/?lang=zh-CN&page=owed`);
  const owed = guest.page.getByRole('row', { name: /联动支援单.*签收/ });
  await owed.waitFor();
  expect(
    await guest.page
      .getByRole('navigation')
      .getByRole('link', { name: /待我办理/ })
      .textContent(),
  ).toBe('待我办理1');
  await picture(guest.page, 'neighbour-owed');
  await owed.getByRole('link').first().click();
  await guest.page.getByRole('button', { name: '签收' }).click();
  await picture(guest.page, 'neighbour-signs');
  await guest.page.getByRole('dialog').getByRole('button', { name: /^签收/ }).click();
  await guest.page.getByText('此单现在没有您可办的步骤。').waitFor();
  await guest.page.getByRole('columnheader', { name: '到货' }).waitFor();
  expect(await seriousOn(guest.page)).toEqual([]);
  expect(await guest.page.getByText('收发区').count(), 'no place of ours').toBe(0);
  await picture(guest.page, 'neighbour-signed');

  // A partner, on the phone.
  const commander = await at('commander', '?lang=zh-CN&page=documents');
  const call = randomUUID();
  await commander.post('api/documents/open', {
    ...{ id: call, type: 'callOff', site: 'RC-S', there: 'PX-FOOD', reason: '保障集结' },
    lines: [{ kind: 'quilt', wanted: 30, from: slot('supplier'), to: slot('RC-S/receiving') }],
  });
  await approver.post('api/documents/step', { id: call, version: 1, action: 'approve' });
  const partner = await at('partner', '?lang=zh-CN', phone);
  const row = partner.page.getByRole('row', { name: /代储调用单/ });
  await row.waitFor();
  expect(await seriousOn(partner.page)).toEqual([]);
  await picture(partner.page, 'partner-owed');
  await row.getByRole('link').first().click();
  await partner.page.getByRole('button', { name: '接单' }).click();
  await partner.page
    .getByRole('dialog')
    .getByLabel(/到货的期限/)
    .fill(day(1));
  await picture(partner.page, 'partner-accepts');
  await partner.page.getByRole('dialog').getByRole('button', { name: /^接单/ }).click();
  await partner.page.getByRole('button', { name: '交付' }).waitFor();
  await picture(partner.page, 'partner-accepted');
  await partner.page.getByRole('link', { name: '库存' }).click();
  await partner.page.getByRole('heading', { name: '库存', level: 1 }).waitFor();
  await picture(partner.page, 'partner-stock');
  for (const { complaints, foreign } of [policy, supervisor, keeper, guest, approver, commander, partner]) {
    expect(complaints).toEqual([]);
    expect(foreign()).toEqual([]);
  }
}, 180_000);

it('leads a partner and a neighbour from the door to their own rooms, in both languages, on a phone too', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
  for (const [name, rooms] of [
    ['partner', ['To do', 'Documents', 'Stock']],
    ['guest', ['To do', 'Aid on offer', 'Documents']],
  ] as const) {
    const { page } = await aPerson(world, name, 'enter/', phone);
    await page.waitForURL(/\/store\//);
    await page.goto(`${world.address}store/?lang=en`);
    await page.getByRole('heading', { name: 'To do', level: 1 }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(rooms);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await picture(page, `${name}-phone`);
    for (const elsewhere of ['counts', 'policies', 'people', 'sharing']) {
      await page.goto(`${world.address}store/?lang=en&page=${elsewhere}`);
      await page.getByText('Your role has no such page.').waitFor();
    }
  }
}, 120_000);
