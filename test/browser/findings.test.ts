import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readRegion } from '../../server/src/region.ts';
import { aWorld, until } from '../world.ts';
import { aPage, withBrowser, withoutWebGl } from './page.ts';

withBrowser();

const region = readRegion(fileURLToPath(new URL('../../server/region/ningxia', import.meta.url)));
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
