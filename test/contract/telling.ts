/** What a live server is made to tell in tests, and how to see that a page heard it. */
import type { FeedItem } from '@changping/contracts/live';
import type { Instant, SiteId } from '@changping/contracts/units';
import { until } from '../world.ts';
import type { Page } from './page.ts';
import type { TestServer } from './server.ts';

export const site = 'RC-S' as SiteId;
export const events = (count: number, text = ''): FeedItem[] =>
  Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    at: Date.now() as Instant,
    site,
    what: 'online' as const,
    detail: { gateway: 'GW-RC-S', text },
  }));
export const told = (page: Page, n: number) =>
  until(
    () => page.n(),
    (known) => known >= n,
    10_000,
  );

/** Says something new and waits until the page has heard it. */
export async function hearsMore(server: TestServer, page: Page) {
  const before = page.n();
  server.live.tellEvents(events(1));
  await told(page, before + 1);
}
