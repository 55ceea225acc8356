import type { FeedItem, SiteLive } from '@changping/contracts/live';
import { expect, it } from 'vitest';
import type { LiveSite } from '../shared/live/world.ts';
import { findingsOf } from './findings.ts';

const quiet = {
  ...{ stock: [], unconfirmed: 0, discrepancies: 0, leftWithoutOrder: 0, passages: [], sweeps: [] },
  ...{ inField: [], gateways: [], probes: [], notices: { nearExpiry: 0, expired: 0 } },
} as SiteLive;
const store = (id: string, live: Partial<SiteLive>) => ({ id, live: { ...quiet, ...live } }) as LiveSite;
const sitesOf = (...sites: LiveSite[]) => new Map(sites.map((site) => [site.id, site]));
const left = (id: number, site: string, at: number, kind: string, pieces: number) =>
  ({ id, site, at, what: 'leftWithoutOrder', detail: { kind, pieces } }) as unknown as FeedItem;
const warm = { probe: 'cold-1', at: 0, celsius: 9, humidity: null, breach: 'above' } as SiteLive['probes'][0];
const gone = (since: number) =>
  [{ id: 'GW', line: 'offline', since, readers: [], holes: 0 }] as unknown as SiteLive['gateways'];

it('tells what left without an order before a breach, and a breach before a gateway that is gone', () => {
  const sites = sitesOf(
    store('A', { gateways: gone(50) }),
    store('B', { probes: [warm] }),
    store('C', { leftWithoutOrder: 2, discrepancies: 2 }),
  );
  expect(findingsOf({ sites, feed: [] }).map(({ site, reason }) => [site.id, reason])).toEqual([
    ['C', 'leftWithoutOrder'],
    ['B', 'breach'],
    ['A', 'offline'],
  ]);
});

it('tells the newest of a sort first', () => {
  const sites = sitesOf(store('A', { gateways: gone(50) }), store('B', { gateways: gone(90) }));
  expect(findingsOf({ sites, feed: [] }).map(({ site }) => site.id)).toEqual(['B', 'A']);
});

it('names what left by kind, as far as it is still open', () => {
  const sites = sitesOf(store('A', { leftWithoutOrder: 42, discrepancies: 42 }));
  const feed = [left(3, 'A', 30, 'quilt', 40), left(2, 'A', 20, 'tent', 5), left(1, 'B', 10, 'quilt', 9)];
  const [finding] = findingsOf({ sites, feed });
  expect(finding).toMatchObject({ pieces: 42, at: 30, goods: { quilt: 40, tent: 2 } });
});

it('names no kind where the feed does not reach back far enough', () => {
  const sites = sitesOf(store('A', { leftWithoutOrder: 42, discrepancies: 42 }));
  expect(findingsOf({ sites, feed: [left(3, 'A', 30, 'quilt', 4)] })[0]?.goods).toEqual({});
});

it('counts differences beside what left only once', () => {
  const sites = sitesOf(store('A', { leftWithoutOrder: 2, discrepancies: 5 }));
  expect(findingsOf({ sites, feed: [] }).map(({ reason, pieces }) => [reason, pieces])).toEqual([
    ['leftWithoutOrder', 2],
    ['discrepancies', 3],
  ]);
});
