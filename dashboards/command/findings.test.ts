import type { FeedItem, SiteLive } from '@changping/contracts/live';
import { expect, it } from 'vitest';
import type { LiveSite } from '../shared/live/world.ts';
import type { Due } from './expiry/due.ts';
import { findingsOf, wallOf } from './findings.ts';

const quiet = {
  ...{
    stock: [],
    unconfirmed: 0,
    discrepancies: 0,
    leftWithoutOrder: 0,
    doors: [],
    passages: [],
    sweeps: [],
  },
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

const expires = (expired: number, nearExpiry = 0) => ({ notices: { expired, nearExpiry } });
const due = (step: Due['step'], kind: string, abc: 'A' | 'B' | 'C', on: string): Due => ({
  ...{ step, lots: 1 },
  kinds: [{ kind, abc, lots: 1, on }],
});

it('tells what of class A has expired as urgent, and whatever else has expired or will after all that moves', () => {
  const sites = sitesOf(
    store('near', expires(0, 2)),
    store('old', expires(1)),
    store('armour', expires(1, 5)),
    store('gone', { gateways: gone(50) }),
    store('warm', { probes: [warm] }),
  );
  const dues = new Map([
    ['near', due('nearExpiry', 'armour', 'A', '2026-12-01')],
    ['old', due('expired', 'ration', 'B', '2026-01-01')],
    ['armour', due('expired', 'armour', 'A', '2026-10-01')],
  ]);
  const found = findingsOf({ sites, feed: [] }, dues);
  expect(found.map(({ site, reason, mark, pieces }) => [site.id, reason, mark, pieces])).toEqual([
    ['warm', 'breach', 'act', 0],
    ['armour', 'expired', 'act', 1],
    ['gone', 'offline', 'watch', 0],
    ['old', 'expired', 'watch', 1],
    ['near', 'nearExpiry', 'watch', 2],
  ]);
  expect(found.map(wallOf)).toMatchObject([
    null,
    { what: 'expiry', site: 'armour', cell: { kind: 'armour', column: 'expired' } },
    null,
    { site: 'old', cell: { kind: 'ration', column: 'expired' } },
    { site: 'near', cell: { kind: 'armour', column: '2026Q4' } },
  ]);
});

it('tells of lots by their number alone while their kinds are not known, and of none where none are', () => {
  const sites = sitesOf(store('A', expires(3)), store('B', {}));
  const [finding, ...rest] = findingsOf({ sites, feed: [] });
  expect(finding).toMatchObject({ reason: 'expired', mark: 'watch', pieces: 3, due: null });
  expect(rest).toEqual([]);
  expect(finding && wallOf(finding)).toMatchObject({ what: 'expiry', site: 'A', cell: null });
});
