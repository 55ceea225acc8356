import { expect, it } from 'vitest';
import { region } from '../contract/server.ts';
import { aWorld, until } from '../world.ts';
import { anEvening } from './evening.ts';
import { aPage, withBrowser, withoutWebGl } from './page.ts';

withBrowser();

const closelyWatched = new Set<string>(region.kinds.filter(({ abc }) => abc === 'A').map(({ id }) => id));

it('names on the wall the stores whose lots have expired, class A first, and leads from the list to the lots', async () => {
  const world = await aWorld({ scenario: 'quiet-day', stock: true, stores: ['RC-S'] });
  const big = await aPage(world, '?lang=zh-CN&screen=big');
  const { page, open, complaints } = await aPage(world, '?lang=en');
  // Two maps drawn in software would keep both cores busy, and none of this is about them.
  await Promise.all([page, big.page].map(withoutWebGl));
  await Promise.all([open(), big.open()]);
  const expired = (await world.ask('/api/notices', '/api/notices?limit=500')).items.filter(
    ({ step }) => step === 'expired',
  );
  const urgent = new Set(expired.filter(({ kind }) => closelyWatched.has(kind)).map(({ site }) => site));
  expect(urgent.size).toBeGreaterThan(0);
  await until(
    () => big.page.locator('.worst-one.state-act').count(),
    (count) => count === Math.min(6, urgent.size),
  );
  const named = (id: string) => region.sites.find((site) => site.id === id);
  const said = await big.page.locator('.worst-one').allInnerTexts();
  const [first = ''] = said;
  expect([...urgent].some((id) => first.includes(named(id)?.name ?? '?'))).toBe(true);
  expect(first).toMatch(/个批次过期，最早 \d{4}-\d\d-\d\d 止/);
  // The first one has its turn, and the map looks at it.
  expect(await big.page.locator('.worst-one.is-now').innerText()).toBe(first);

  const row = page.getByRole('complementary').locator('.site-row').first();
  await row.getByText(/lots? expired/).waitFor();
  await row.click();
  await page.getByRole('region', { name: 'Expiry wall' }).locator('.lot-facts').first().waitFor();
  const url = new URL(page.url());
  const [site, cell] = ['store', 'cell'].map((name) => url.searchParams.get(name) ?? '') as [string, string];
  expect(urgent.has(site)).toBe(true);
  const [kind, column] = cell.split(':');
  expect([closelyWatched.has(`${kind}`), column]).toEqual([true, 'expired']);
  const lots = expired.filter((each) => each.site === site && each.kind === kind).map(({ lot }) => lot);
  const shown = await page.locator('.lot-facts header b').allInnerTexts();
  expect(shown.sort()).toEqual(lots.sort());
  expect([complaints, big.complaints]).toEqual([[], []]);
}, 120_000);

it('replays when a notice opened: as a mark on the bar of time, and in the strip from then on and not before', async () => {
  const world = await anEvening([{ site: 'RC-S', lot: 'ENDS-TONIGHT', days: 0 }]);
  const { page, open, complaints } = await aPage(world, '?lang=zh-CN');
  await withoutWebGl(page);
  await open();
  const counts = async () => Promise.all(['near-expiry', 'expired'].map((id) => page.textContent(`#${id}`)));
  await until(counts, ([near, expired]) => near === '1' && expired === '0');
  world.toMidnight();
  await until(counts, ([near, expired]) => near === '0' && expired === '1', 60_000);
  const opened = (await world.ask('/api/notices')).items.find(({ step }) => step === 'expired')?.openedAt;
  if (opened === undefined) throw new Error('no notice');
  const replayAt = async (moment: number) => {
    await page.goto(`${world.address}?lang=zh-CN&replay=${moment}`);
    await page.locator('.time-bar.is-running .bar').waitFor();
  };
  await replayAt(opened - 1000);
  await until(counts, ([near, expired]) => near === '1' && expired === '0');
  const feed = page.getByRole('region', { name: '动态' });
  expect(await feed.getByText('个批次过期').count()).toBe(0);
  await page.locator('.tick.is-watch').first().waitFor();
  await page.getByRole('slider').press('End');
  await until(counts, ([near, expired]) => near === '0' && expired === '1');
  await feed.getByText('个批次过期').waitFor();
  // The wall is of today.
  expect(await page.locator('.figure-expiry button').count()).toBe(0);
  expect(complaints).toEqual([]);
}, 240_000);
