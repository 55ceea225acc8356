import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aPage, withBrowser, withoutWebGl } from './page.ts';
import { coloursOn, coveredIn, legendOf, shareOf } from './surface.ts';

withBrowser();

it('draws before the hand has left the button how far a region without one depot would be reached, and by Esc how far it is', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'] });
  const loss = await world.ask('/api/coverage/what-if', '/api/coverage/what-if?lost=RC-S');
  const [worst] = loss.kinds.toSorted(
    (a, b) => b.before.area - b.after.area - (a.before.area - a.after.area),
  );
  if (!worst) throw new Error('nobody would miss the depot');
  const layer = (supposed = '') =>
    world.ask('/api/coverage/layer', `/api/coverage/layer?kind=${worst.kind}${supposed}`);
  const [now, then] = [shareOf(coveredIn((await layer()).class)), shareOf(worst.after.area)];
  expect(shareOf(coveredIn((await layer('&lost=RC-S')).class))).toBe(then);
  expect(then).not.toBe(now);

  const { page, open, complaints } = await aPage(world, `?lang=zh-CN&site=RC-S&count=${worst.kind}`);
  const plain = await aPage(world, `?lang=en&site=RC-S&count=${worst.kind}`);
  await withoutWebGl(plain.page);
  for (const [each, button] of [
    [{ page, open }, '若此库无法使用'],
    [plain, 'This depot cannot be used'],
  ] as const) {
    await each.open();
    const shows = (share: string) =>
      until(
        () => legendOf(each.page, 'both'),
        (text) => text === share,
        60_000,
      );
    const supposed = each.page.locator('.surface-legend .supposed-mark');
    await shows(now);
    // The plain drawing stands in until WebGL has drawn the whole of it.
    await each.page.locator('.stand-in').waitFor({ state: 'detached' });
    let last = 0;
    const before = await until(
      () => coloursOn(each.page),
      ({ green }) => {
        const isSettled = green > 2000 && green === last;
        last = green;
        return isSettled;
      },
      60_000,
    );
    expect(await supposed.count()).toBe(0);
    await each.page.getByRole('button', { name: button }).click();
    await shows(then);
    await supposed.waitFor();
    await until(
      () => coloursOn(each.page),
      ({ green }) => green < before.green * 0.95,
    );
    // The site first, then what is supposed.
    await each.page.keyboard.press('Escape');
    await each.page.keyboard.press('Escape');
    await shows(now);
    expect(await supposed.count()).toBe(0);
    await until(
      () => coloursOn(each.page),
      ({ green }) => green > before.green * 0.97,
    );
  }
  expect([complaints, plain.complaints]).toEqual([[], []]);
}, 240_000);

it('shows in a replay the coverage of the moment with its time, and none before the first that was kept', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'] });
  const { page, open, complaints } = await aPage(world, '?lang=zh-CN');
  await withoutWebGl(page);
  await open();
  const { green } = await until(
    () => coloursOn(page),
    ({ green }) => green > 2000,
    60_000,
  );
  await page.keyboard.press('r');
  await page.getByText('这一刻之前没有留存覆盖，图上不显示。').waitFor();
  expect(await page.locator('.plain-surface canvas').count()).toBe(0);
  expect(await page.locator('[data-class]').count()).toBe(0);
  expect(await page.locator('#coverage').count()).toBe(0);
  await page.getByRole('slider').press('End');
  const strip = page.locator('button.figure').filter({ hasText: /两小时覆盖.*自 \d\d:\d\d 起/ });
  await strip.waitFor();
  await until(
    () => coloursOn(page),
    (seen) => seen.green > green * 0.9,
  );
  await strip.click();
  await page
    .locator('.coverage-drawer')
    .getByText(/自 \d{4}-\d\d-\d\d \d\d:\d\d 起 · 库存/)
    .waitFor();
  expect(page.url()).toContain('replay=');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await until(
    () => coloursOn(page),
    (seen) => seen.green > green * 0.9,
  );
  expect(complaints).toEqual([]);
}, 120_000);

it('folds the legend of coverage to a button on a phone, which covers little of the map', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'] });
  const { page, open } = await aPage(world, '?lang=zh-CN', { viewport: { width: 360, height: 740 } });
  await withoutWebGl(page);
  await open();
  const legend = page.locator('.surface-legend');
  const button = legend.getByRole('button', { name: '覆盖图例' });
  await button.waitFor();
  const area = async () => {
    const { width = 0, height = 0 } = (await legend.boundingBox()) ?? {};
    return width * height;
  };
  expect(await area()).toBeLessThan(9000);
  expect(await page.locator('[data-class="both"]').isVisible()).toBe(false);
  await button.click();
  await page.locator('[data-class="both"]').waitFor();
  await button.click();
  expect(await area()).toBeLessThan(9000);
}, 120_000);
