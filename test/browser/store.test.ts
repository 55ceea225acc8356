import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Answer } from '@changping/contracts/http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { aSample, type Visitor } from '../contract/visitor.ts';
import { until, type World, withWorld } from '../world.ts';
import { aPage, seriousOn, withBrowser } from './page.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
withBrowser();

// One server for all of them: nothing here depends on what another test left.
let world: World;
let close: () => void;
let closed: Promise<void>;
beforeAll(async () => {
  await new Promise<void>((ready, failed) => {
    closed = withWorld(
      { scenario: 'pallet-arrives', stores: ['RC-S'], stock: true, gateway: false },
      (made) => {
        world = made;
        return new Promise<void>((over) => {
          close = over;
          ready();
        });
      },
    );
    closed.catch(failed);
  });
});
afterAll(async () => {
  close?.();
  await closed;
});

// The door lets so many in a minute, so each comes in once.
const visitors = new Map<string, Visitor>();
async function theOne(name: string): Promise<Visitor> {
  const visitor = visitors.get(name) ?? (await aSample({ address: world.address.slice(0, -1) }, name));
  visitors.set(name, visitor);
  return visitor;
}

/** The console as a sample person sees it. */
async function consoleOf(name: string, search = '', options: Parameters<typeof aPage>[2] = {}) {
  const [cookie = '', value = ''] = ((await theOne(name)).keeps.cookie ?? '').split('=');
  const { hostname: domain } = new URL(world.address);
  const kept = { name: cookie, value, domain, path: '/', expires: -1, httpOnly: true, secure: false };
  const storageState = { cookies: [{ ...kept, sameSite: 'Strict' as const }], origins: [] };
  const opened = await aPage(world, `store/${search}`, { ...options, storageState });
  await opened.open();
  await opened.page
    .locator('main h1')
    .waitFor()
    .catch(() => {
      throw new Error(`no page of ${name} ${search}: ${opened.complaints.join('; ')}`);
    });
  return opened;
}
const rows = (page: Page) => page.locator('main .table tbody tr');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const dialog = (page: Page) => page.getByRole('dialog');

let n = 0;
const newId = () =>
  `01990000-0000-7000-8000-${String(Date.now() + ++n)
    .slice(-12)
    .padStart(12, '0')}`;
const quilts = { place: 'RC-S/receiving', quality: 'usable', grade: 'reserve', owner: 'RC-S' } as const;

/** So many loose quilts of a new lot, received by the keeper. */
async function received(keeper: Visitor, lot: string, quantity: number): Promise<void> {
  const id = newId();
  const opened = await keeper.post('/api/documents/open', {
    ...{ id, type: 'goodsIn', site: 'RC-S', lots: [{ lot, kind: 'quilt' }] },
    lines: [{ kind: 'quilt', lot, wanted: quantity, from: { ...quilts, place: 'supplier' }, to: quilts }],
  });
  expect(opened.status, JSON.stringify(opened.body)).toBe(200);
  const done = await keeper.post('/api/documents/step', {
    ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' } },
    portions: [{ line: 1, as: 'arrived', quantity }],
  });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
}

it('lets a keeper ask for a transfer and an approver say yes with the stock of both ends before and after in view', async () => {
  const keeper = await theOne('keeper-guyuan');
  const lot = `Q-${Date.now()}`;
  await received(keeper, lot, 30);

  const asking = await consoleOf('keeper-guyuan', '?page=open&type=transfer&kind=quilt');
  await asking.page.getByLabel('调入库点').fill('CS-640425');
  await asking.page.locator('.ant-select-item-option').filter({ hasText: 'CS-640425' }).click();
  await asking.page.getByRole('spinbutton', { name: new RegExp(`${lot}$`) }).fill('12');
  await button(asking.page, '开单').click();
  // Another lot ends sooner: it is taken for a reason, or not at all.
  const why = asking.page.getByRole('group', { name: '越序取用' });
  await why.getByRole('textbox').fill('县里指定新批次');
  await button(asking.page, '开单').click();
  const number = await asking.page.locator('.document-head h2').innerText();
  await asking.page.getByText('已申请').first().waitFor();
  expect(await button(asking.page, '批准').count(), 'who asked does not approve').toBe(0);
  const id = new URL(asking.page.url()).searchParams.get('id') as string;

  const deciding = await consoleOf('approver', '');
  await rows(deciding.page).filter({ hasText: number }).getByRole('link').click();
  await button(deciding.page, '批准').first().click();
  const effect = dialog(deciding.page).getByRole('region', { name: '办完后的库存' }).locator('tbody tr');
  await effect.first().waitFor();
  const sent = (await effect.nth(0).innerText()).replaceAll(/\s+/g, ' ');
  const came = (await effect.nth(1).innerText()).replaceAll(/\s+/g, ' ');
  const usable = async (site: string) =>
    (await keeper.get<Answer<'/api/stock'>>(`/api/stock?site=${site}&kind=quilt&limit=500`)).body.items
      .filter(({ quality }) => quality === 'usable')
      .reduce((sum, { quantity }) => sum + quantity, 0);
  const [here, there] = [await usable('RC-S'), await usable('CS-640425')];
  const figure = (amount: number) => amount.toLocaleString('en-US');
  expect(sent).toContain(`${figure(here)} ${figure(here - 12)} (-12)`);
  expect(sent).toMatch(/ 30 18 /);
  expect(came).toContain(`${figure(there)} ${figure(there + 12)} (+12)`);
  expect(came).toMatch(/ 0 12 /);
  expect(await seriousOn(deciding.page)).toEqual([]);
  await button(deciding.page, `批准：${number}`).click();
  await deciding.page.locator('.document-head').getByText('已批准').waitFor();
  const history = deciding.page.getByRole('region', { name: '经过' });
  expect((await history.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
    /开单 → 已申请 .*固原库保管员.*批准 → 已批准 .*审批人/,
  );
  expect((await keeper.get<Answer<'/api/documents/{id}'>>(`/api/documents/${id}`)).body.document.state).toBe(
    'approved',
  );

  // What became of it otherwise than was wanted stands beside it.
  await asking.page.reload();
  await button(asking.page, '拣货').first().click();
  const form = dialog(asking.page);
  await form.getByLabel('数量 条').fill('10');
  await button(asking.page, '分开登记 第 1 行').click();
  await form.getByLabel('数量 条').nth(1).fill('2');
  await form.getByLabel('原因').fill('货位上只有十条');
  await button(asking.page, `拣货：${number}`).click();
  await asking.page.locator('td[data-name="differs"]', { hasText: '未拣 2' }).waitFor();
  await asking.page.getByText('货位上只有十条').first().waitFor();
  for (const { complaints, foreign } of [asking, deciding]) {
    // The browser tells of the one opening that was refused.
    expect(complaints.filter((each) => !/409/.test(each))).toEqual([]);
    expect(foreign()).toEqual([]);
  }
});

it('lets nobody approve what they asked for: it neither waits for them nor is offered, and the server says why', async () => {
  const commander = await theOne('commander');
  const id = newId();
  const opened = await commander.post('/api/documents/open', {
    ...{ id, type: 'mutualAidGiven', site: 'RC-S' },
    lines: [{ kind: 'quilt', wanted: 5, from: quilts, to: { ...quilts, place: 'unit/lanzhou' } }],
  });
  expect(opened.status, JSON.stringify(opened.body)).toBe(200);
  const { number } = opened.body.document;

  const own = await consoleOf('commander', '?page=approvals');
  await own.page.getByText(/没有等您审批的单据|共 \d+/).waitFor();
  expect(await rows(own.page).filter({ hasText: number }).count()).toBe(0);
  await own.page.goto(`${world.address}store/?page=document&id=${id}`);
  await own.page
    .getByRole('region', { name: '审批' })
    .getByText(/可由：.*审批人 \(示例 · /)
    .waitFor();
  await button(own.page, '撤销').waitFor();
  expect(await button(own.page, '批准').count(), 'not offered what would be refused').toBe(0);
  const yes = { id, version: 1, action: 'approve', dueAt: Date.now() + 86_400_000 } as const;
  const refused = await commander.post('/api/documents/step', yes);
  expect(refused.code).toBe('samePerson');
  expect(JSON.stringify(refused.body), 'who could instead, and by name: a commander may read people').toMatch(
    /也是此人签的.*可由：.*的审批人（示例 · /,
  );
  expect(
    (await commander.get<Answer<'/api/documents/{id}'>>(`/api/documents/${id}`)).body.document.state,
  ).toBe('asked');

  const other = await consoleOf('approver', '?page=approvals');
  const row = rows(other.page).filter({ hasText: number });
  expect(await row.locator('[data-name="missing"]').innerText()).toMatch(/1 人，可由：.*审批人/);
  await row.getByRole('link').click();
  await other.page.getByRole('region', { name: '审批' }).getByText('还缺签字').waitFor();
  await button(other.page, '不批准').click();
  await dialog(other.page).getByText('不能恢复').waitFor();
  await dialog(other.page).getByLabel('事由').fill('库存须先满足本区');
  await button(other.page, `不批准：${number}`).click();
  await other.page.locator('.document-head').getByText('未批准').waitFor();
});

it('lets an approver have another stand in and take it back, and the supervisor look at what went first', async () => {
  const { page, complaints } = await consoleOf('approver', '?page=own');
  await page.getByLabel('受托人（账号）').fill('inspector');
  const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('至（当天结束）').fill(day);
  await page.getByLabel('事由').fill('出差');
  await button(page, '委托').click();
  await rows(page).filter({ hasText: 'inspector' }).getByText('生效中').waitFor();
  await button(page, '收回').click();
  await rows(page).filter({ hasText: 'inspector' }).getByText('已收回').waitFor();

  const keeper = await theOne('keeper-guyuan');
  await received(keeper, `Q-FIRST-${Date.now()}`, 5);
  const id = newId();
  const lines = [{ kind: 'quilt', wanted: 1, from: quilts, to: { ...quilts, place: 'unit/squad-3' } }];
  const urgent = { urgency: 'emergency', type: 'handOut', site: 'RC-S' } as const;
  const opened = await keeper.post('/api/documents/open', { id, ...urgent, lines });
  const { number } = opened.body.document;
  await page.goto(`${world.address}store/?page=document&id=${id}`);
  await button(page, '先调后补').click();
  await dialog(page).getByLabel('事由').fill('山洪');
  await button(page, `先调后补：${number}`).click();
  await dialog(page).getByRole('alert').getByText('还缺：依据').waitFor();
  await dialog(page).getByLabel('来电（号码、姓名）').fill('0951-1234567 王指挥');
  await button(page, `先调后补：${number}`).click();
  await page.locator('.document-head').getByText('欠审批').waitFor();
  const review = await consoleOf('supervisor', '?page=reviews');
  const row = rows(review.page).filter({ hasText: number });
  await row.getByText('待补签').waitFor();
  await row.getByRole('button', { name: '复核' }).click();
  await dialog(review.page).getByLabel('复核意见').fill('来电属实');
  await button(review.page, `复核：${number}`).click();
  await row.getByText('示例 · 督察：来电属实').waitFor();
  expect(complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
  expect(review.complaints).toEqual([]);
});

it('shows a first password once; roles come from the security administrator, and the system administrator has no way to them', async () => {
  const name = `ma${Date.now() % 100_000}`;
  const system = await consoleOf('system');
  await button(system.page, '建立账号').click();
  const form = dialog(system.page);
  await form.getByLabel('账号', { exact: true }).fill(name);
  await form.getByLabel('姓名').fill('马保管');
  await form.getByLabel('单位').fill('RC-S');
  await form.locator('.ant-select-item-option').filter({ hasText: 'RC-S' }).click();
  await button(system.page, `建立账号：${name}`).click();
  const password = await system.page.locator('.secret').innerText();
  expect(password.length).toBeGreaterThan(8);
  await button(system.page, '已交付，关闭').click();
  await rows(system.page).filter({ hasText: name }).getByText('尚无角色').waitFor();
  expect(await system.page.content()).not.toContain(password);
  expect(await button(system.page, '授予角色').count()).toBe(0);
  const asked = await theOne('system');
  const { body } = await asked.get<Answer<'/api/people'>>('/api/people');
  const made = body.items.find((each) => each.name === name)?.id as string;
  expect((await asked.post('/api/people/roles', { id: made, roles: ['approver'] })).code).toBe(
    'rightMissing',
  );

  const security = await consoleOf('security', `?page=people&text=${name}`);
  expect(await button(security.page, '建立账号').count()).toBe(0);
  await button(security.page, '授予角色').click();
  await dialog(security.page).getByLabel('保管员').check();
  await dialog(security.page).getByLabel('系统管理员').check();
  await button(security.page, `授予角色：马保管 (${name})`).click();
  await dialog(security.page)
    .getByRole('alert')
    .getByText('系统管理员、安全管理员')
    .or(dialog(security.page).getByRole('alert'))
    .first()
    .waitFor();
  await dialog(security.page).getByLabel('系统管理员').uncheck();
  await button(security.page, `授予角色：马保管 (${name})`).click();
  await rows(security.page).locator('[data-name="roles"]').getByText('保管员').waitFor();
  await button(security.page, '停用').click();
  await dialog(security.page).getByText('停用后任何人不能再用此账号登录').waitFor();
  await button(security.page, `停用：马保管 (${name})`).click();
  await rows(security.page).getByText('已停用').waitFor();

  const audit = await consoleOf('audit', `?page=audit&object=${name}`);
  await until(
    async () => (await rows(audit.page).allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ')),
    (told) =>
      told.length === 5 &&
      /停用或恢复 .*成功.* suspended false → true .*_region #\d+ [0-9a-f]{12}/.test(told[0] ?? '') &&
      /授予角色 .*成功.* roles \[\] → \["storeKeeper"\]/.test(told[1] ?? '') &&
      /授予角色 .*rolesConflict/.test(told[2] ?? '') &&
      /授予角色 .*rightMissing/.test(told[3] ?? '') &&
      /建立账号 .*成功/.test(told[4] ?? ''),
  );
  for (const { complaints } of [system, audit]) expect(complaints).toEqual([]);
  // What was refused the browser tells of too; nothing else.
  expect(security.complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
});

it('exports what a list shows, in Chinese that a spreadsheet reads, with nothing in it that runs', async () => {
  const keeper = await theOne('keeper-guyuan');
  const lot = `=HYPERLINK("http://x",${Date.now()})`;
  await received(keeper, lot, 3);
  const { page } = await consoleOf('keeper-guyuan', '?page=stock&kind=quilt');
  await rows(page).filter({ hasText: lot }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, '导出 CSV').click()]);
  expect(download.suggestedFilename()).toMatch(/^库存-\d{4}-\d\d-\d\d\.csv$/);
  const bytes = readFileSync(await download.path());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = bytes.subarray(3).toString('utf8').split('\r\n');
  expect(lines[0]).toMatch(/^品种,批次,/);
  expect(lines).toHaveLength((await rows(page).count()) + 1);
  expect(lines.find((line) => line.includes('HYPERLINK'))).toContain(`"'${lot.replaceAll('"', '""')}"`);
  expect(lines.flatMap((line) => line.split(',')).filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
});

it('keeps page and filters in the URL, opens a number down to the trail of a piece, and goes back', async () => {
  const { page, complaints } = await consoleOf('supervisor', '?page=stock&site=RC-S&kind=coat&lang=en');
  await rows(page).first().waitFor();
  const kinds = await page.locator('td[data-name="kind"]').allInnerTexts();
  expect(new Set(kinds)).toEqual(new Set(['Padded coat']));
  await page.locator('td[data-name="pieces"] a').first().click();
  await page.locator('td[data-name="epc"] a').first().click();
  await page.getByRole('heading', { name: 'Trail' }).waitFor();
  await rows(page).getByText('opening stock').first().waitFor();
  expect(page.url()).toMatch(/page=piece&epc=[0-9A-F]+&lang=en$/);
  await page.goBack();
  await page.goBack();
  await rows(page).first().waitFor();
  expect(page.url()).toContain('page=stock&site=RC-S&kind=coat&lang=en');
  expect(complaints).toEqual([]);
});

it.each([
  ['keeper-guyuan', '?page=stock', 1366, 768],
  ['keeper-guyuan', '?page=open&type=goodsIn&lang=en', 390, 844],
  ['keeper-guyuan', '?page=documents&state=all', 390, 844],
  ['approver', '?lang=en', 1920, 1080],
  ['security', '?lang=en', 1366, 768],
  ['audit', '', 390, 844],
  ['system', '?page=own', 1366, 768],
  ['approver', '?page=own', 390, 844],
  ['keeper-guyuan', '?page=policies&lang=en', 1366, 768],
  ['supervisor', '?page=reviews', 390, 844],
  ['policy', '?page=draft&lang=en', 390, 844],
  ['keeper-guyuan', '?page=kind&kind=quilt', 390, 844],
  ['keeper-guyuan', '?page=classes', 1366, 768],
])(
  '%s at %s, %i × %i: nothing serious for axe, no complaint of the policy, nothing wider than the screen',
  async (name, search, width, height) => {
    const { page, complaints, foreign } = await consoleOf(name, search, {
      viewport: { width, height },
    });
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await seriousOn(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(foreign()).toEqual([]);
  },
);

it('says in the server’s own words what is refused, and what an empty list and a page of others mean', async () => {
  const keeper = await consoleOf('keeper-guyuan', '?page=stock&site=RC-N');
  await keeper.page
    .getByRole('alert')
    .getByText('不在您的范围内')
    .or(keeper.page.getByRole('alert'))
    .first()
    .waitFor();
  await keeper.page.goto(`${world.address}store/?page=audit`);
  await keeper.page.getByText('您的角色没有这一项。').waitFor();
  await keeper.page.goto(`${world.address}store/?page=documents&type=callOff`);
  await keeper.page.getByText('没有符合条件的单据').waitFor();
});

it('weighs no more than 600 kB of packed script', () => {
  const dist = join(import.meta.dirname, '../../dashboards/dist');
  const seen = new Set<string>();
  const follow = (name: string) => {
    if (seen.has(name) || !existsSync(join(dist, 'assets', name))) return;
    seen.add(name);
    const text = readFileSync(join(dist, 'assets', name), 'utf8');
    for (const [, next] of text.matchAll(/["'`](?:\.\/|assets\/)([\w.-]+\.js)["'`]/g)) follow(next as string);
  };
  const html = readFileSync(join(dist, 'store', 'index.html'), 'utf8');
  for (const [, name] of html.matchAll(/\/assets\/([\w.-]+\.js)/g)) follow(name as string);
  const weight = [...seen].reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(dist, 'assets', name))).length,
    0,
  );
  expect(seen.size).toBeGreaterThan(1);
  expect(weight).toBeGreaterThan(100_000);
  expect(weight, `${[...seen].join()} ${weight}`).toBeLessThan(600_000);
});
