import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { anEvening } from './evening.ts';
import { aPage, seriousOn, withBrowser, withoutWebGl } from './page.ts';
import { coloursOn, coveredIn, legendOf, shareOf } from './surface.ts';

withBrowser();

it('shows before the eyes of the watch, on both kinds of map, how the south falls out of reach when its depot runs dry at midnight', async () => {
  // The one in the south is good until tonight, the one in the north for years.
  const world = await anEvening([
    { site: 'RC-S', lot: 'ENDS-TONIGHT', days: 0 },
    { site: 'RC-N', lot: 'LASTS', days: 2000 },
  ]);
  const { page, open, complaints, foreign } = await aPage(world, '?lang=zh-CN&count=generator');
  const plain = await aPage(world, '?lang=en&count=generator');
  await withoutWebGl(plain.page);
  await Promise.all([open(), plain.open()]);
  const layer = () => world.ask('/api/coverage/layer', '/api/coverage/layer?kind=generator');
  const before = await layer();
  const covered = shareOf(coveredIn(before.class));
  for (const each of [page, plain.page])
    await until(
      () => legendOf(each, 'both'),
      (text) => text === covered,
    );
  const seen = await until(
    () => coloursOn(page),
    ({ green }) => green > 5000,
  );
  const plainly = await coloursOn(plain.page);
  expect((await layer()).versions).toEqual(before.versions);

  world.toMidnight();
  await until(
    () => legendOf(page, 'both'),
    (text) => text !== covered,
    60_000,
  );
  const after = await layer();
  expect(after.versions.stock).not.toBe(before.versions.stock);
  expect(coveredIn(after.class)).toBeLessThan(coveredIn(before.class) - 0.1);
  const drained = shareOf(coveredIn(after.class));
  for (const each of [page, plain.page])
    await until(
      () => legendOf(each, 'both'),
      (text) => text === drained,
    );
  for (const [each, were] of [
    [page, seen],
    [plain.page, plainly],
  ] as const)
    await until(
      () => coloursOn(each),
      ({ green, late }) => green < were.green * 0.85 && late > were.late * 1.15,
    );
  await page.getByRole('button', { name: /过期 1$/ }).waitFor();
  expect([foreign(), complaints, plain.complaints]).toEqual([[], [], []]);
}, 240_000);

it('tells of a place who comes first and who second, what a lost depot takes away, and opens the wall to its lots', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'] });
  const { page, open, complaints } = await aPage(world, '?lang=zh-CN');
  await withoutWebGl(page);
  await open();
  const summary = await world.ask('/api/coverage');
  await until(
    () => page.innerText('#coverage'),
    (text) => text === shareOf(summary.all.people),
  );
  await page.getByRole('button', { name: /两小时覆盖/ }).click();
  const drawer = page.getByRole('region', { name: '两小时覆盖' });
  await drawer.getByText('示意路网').first().waitFor();
  expect(await drawer.locator('tr[data-coverage]').count()).toBe(summary.kinds.length + 1);
  expect(await drawer.locator('tr[data-coverage="all"]').innerText()).toContain(
    shareOf(summary.all.straight.people),
  );

  const [worst] = summary.worst;
  if (!worst?.by) throw new Error('nobody waits');
  await drawer.locator('.worst-place').first().click();
  await page.getByRole('heading', { name: worst.place }).waitFor();
  const first = page.locator('.cover-group.is-drawn .way-first');
  expect(await first.innerText()).toContain(`${Math.ceil(worst.minutes ?? 0)} 分`);
  await first.getByRole('button').click();

  await page.getByRole('button', { name: '若此库无法使用' }).click();
  const loss = await world.ask('/api/coverage/what-if', `/api/coverage/what-if?lost=${worst.by}`);
  await page.locator('#loss-facts').waitFor();
  expect(await page.locator('#loss-facts').innerText()).toContain(
    `${shareOf(loss.all.before.people)} → ${shareOf(loss.all.after.people)}`,
  );
  expect(page.url()).toContain(`lost=${worst.by}`);
  await page.getByRole('button', { name: '恢复现状' }).click();

  await page.getByRole('button', { name: /临期/ }).first().click();
  const wall = page.getByRole('region', { name: '到期墙' });
  const old = wall.locator('tr[data-kind="extinguisher-dry"] td[data-column="expired"] button');
  await old.click();
  await wall.getByText('按储备年限').first().waitFor();
  await wall
    .getByText(/标准 · A 级来源 · GA 95-2007/)
    .first()
    .waitFor();
  for (const gone of ['cell=', 'show=']) {
    expect(page.url()).toContain(gone);
    await page.keyboard.press('Escape');
    await until(
      () => page.url(),
      (url) => !url.includes(gone),
    );
  }
  expect(complaints).toEqual([]);
}, 120_000);

it('leaves axe nothing serious to say of coverage and expiry, in both languages, on a wide screen and a phone', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'] });
  const looks: [string, string][] = [
    ['show=coverage', '.coverage-kinds'],
    ['show=expiry&cell=ration:expired', '.lot-facts'],
    ['place=p:640323203&count=rubber-boat', '.way-first'],
    ['site=RC-S&lost=RC-S', '#loss-facts'],
  ];
  const found: string[] = [];
  for (const viewport of [
    { width: 1366, height: 768 },
    { width: 360, height: 740 },
  ]) {
    const { page } = await aPage(world, '', { viewport });
    // A map drawn in software keeps both cores busy, and the plain one holds more that can be read.
    await withoutWebGl(page);
    for (const lang of ['zh-CN', 'en'])
      for (const [look, sign] of looks) {
        await page.goto(`${world.address}?lang=${lang}&${look}`);
        await page.waitForSelector(sign);
        await page.waitForSelector('.surface-legend', { state: 'attached' });
        const serious = await seriousOn(page);
        found.push(...serious.map((line) => `${viewport.width} ${lang} ${look} ${line}`));
      }
  }
  expect(found).toEqual([]);
}, 420_000);
