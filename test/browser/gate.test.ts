import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';
import { aPage, withBrowser, withoutWebGl } from './page.ts';

withBrowser();

it('lists by name what a sweep of a room missed and what it found that does not belong', async () => {
  const world = await aWorld({ scenario: 'room-sweep', speed: 10, stock: true, stores: ['RC-S'] });
  const { page, open, complaints } = await aPage(world, '?lang=en&site=RC-S');
  await withoutWebGl(page);
  await open();
  world.begin();
  const swept = page.getByRole('button', { name: /missing [1-9].*foreign [1-9]/ }).first();
  await swept.waitFor({ timeout: 90_000 });
  await swept.click();
  await page.getByRole('heading', { name: /^missing \d+/ }).waitFor();
  const { items } = await world.ask('/api/sweeps', '/api/sweeps?site=RC-S');
  const sweep = items.find(({ missing, strange }) => missing > 0 && strange > 0);
  await page.getByRole('heading', { name: `foreign ${sweep?.strange}` }).waitFor();
  const found = (sweep?.missing ?? 0) + (sweep?.extra ?? 0) + (sweep?.strange ?? 0);
  expect(await page.locator('.facts tbody tr').count()).toBe(found);
  expect(complaints).toEqual([]);
}, 150_000);

it('tells once of a reader that died, however long it stays dead', async () => {
  const world = await aWorld({ scenario: 'reader-dies', speed: 1200, stores: ['CD-WZ'] });
  const { page, open } = await aPage(world, '?lang=en&site=CD-WZ');
  await withoutWebGl(page);
  await open();
  world.begin();
  await page
    .getByText(/Reader .*: disconnected/)
    .first()
    .waitFor({ timeout: 90_000 });
  const toldAt = (await world.ask('/healthz')).now;
  // Six hours of the store later.
  await until(
    async () => (await world.ask('/healthz')).now,
    (now) => now > toldAt + 6 * 3_600_000,
    60_000,
  );
  const events = await world.ask('/api/events', '/api/events?site=CD-WZ&limit=500');
  const told = events.items.filter(({ what, detail }) => what === 'reader' && detail.reader === 'portal-1');
  expect(told.map(({ detail }) => detail.state)).toEqual(['disconnected']);
  await page.getByText('reader fault').first().waitFor();
}, 200_000);
