import { expect, it } from 'vitest';
import { comeIn } from '../chromium.ts';
import { aWorld } from '../world.ts';
import { aPage, withBrowser } from './page.ts';

withBrowser();

it.each(['system', 'security', 'audit'])(
  'leads the administrator %s, who opens the bare address, on to the console: the map has nothing for them',
  async (name) => {
    const world = await aWorld({ scenario: 'quiet-day', stock: false, stores: ['RC-S'], gateway: false });
    const { page, context, open } = await aPage(world, '');
    await comeIn(context, world.address, name);
    await open();
    await page.waitForURL(`${world.address}store/**`, { timeout: 60_000 });
    await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 60_000 });
    expect(await page.getByText('连不上服务器').count()).toBe(0);
  },
  150_000,
);
