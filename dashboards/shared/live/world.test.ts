import type { Changes, FeedItem, LiveChange, Picture, SiteLive } from '@changping/contracts/live';
import { expect, it } from 'vitest';
import { apply, returningOf, type World, worldOf } from './world.ts';

const quiet: SiteLive = {
  ...{
    stock: [],
    unconfirmed: 0,
    discrepancies: 0,
    leftWithoutOrder: 0,
    doors: [],
    passages: [],
    sweeps: [],
  },
  ...{ notices: { nearExpiry: 0, expired: 0 }, inField: [], gateways: [], probes: [] },
};
const item = (id: number) =>
  ({ id, at: 1000 + id, site: 'RC-S', what: 'arrived', detail: { pieces: 1 } }) as unknown as FeedItem;
const picture = {
  stream: 'run-1',
  n: 7,
  at: 1000,
  sites: [{ id: 'RC-S', name: '固原', tier: 'regional', live: quiet }],
  kinds: [],
  feed: [item(1), item(2)],
  trouble: null,
  coverage: null,
  seesAll: true,
} as unknown as Picture;
const quilts = (pieces: number): LiveChange =>
  ({
    what: 'site',
    site: 'RC-S',
    live: { ...quiet, stock: [{ kind: 'quilt', pieces, usable: pieces * 10, held: 0 }] },
  }) as LiveChange;
const told = (id: number): LiveChange => ({ what: 'feed', item: item(id) });
const changes = (from: number, ...items: LiveChange[]) => ({ from, at: 2000, items }) as unknown as Changes;
const pieces = (world: World) => world.sites.get('RC-S' as never)?.live.stock[0]?.pieces ?? 0;
const ids = (world: World) => world.feed.map(({ id }) => id);
const after = (world: World, more: Changes) => {
  const next = apply(world, more);
  if (next === 'gap') throw new Error('a gap');
  return next;
};

it('shows the feed of a picture newest first', () => {
  expect(ids(worldOf(picture))).toEqual([2, 1]);
});

it('takes numbered changes in and remembers the last number for its return', () => {
  const world = after(worldOf(picture), changes(8, told(3), quilts(40)));
  expect(pieces(world)).toBe(40);
  expect(ids(world)).toEqual([3, 2, 1]);
  expect(returningOf(world)).toEqual({ stream: 'run-1', n: 9 });
});

it('changes nothing when the same changes come twice', () => {
  const once = after(worldOf(picture), changes(8, told(3), quilts(40)));
  expect(after(once, changes(8, told(3), quilts(40)))).toBe(once);
});

it('takes only the new part of changes that overlap', () => {
  const once = after(worldOf(picture), changes(8, told(3), quilts(40)));
  const twice = after(once, changes(9, quilts(1), told(4), quilts(41)));
  expect(pieces(twice)).toBe(41);
  expect(twice.n).toBe(11);
  expect(ids(twice)).toEqual([4, 3, 2, 1]);
});

it('tells a gap instead of guessing', () => {
  expect(apply(worldOf(picture), changes(9, told(3)))).toBe('gap');
});

it('leaves the other sites as they are, so that what did not change is not drawn again', () => {
  const before = worldOf({
    ...picture,
    sites: [...picture.sites, { ...picture.sites[0], id: 'RC-N' } as never],
  });
  const next = after(before, changes(8, quilts(2)));
  expect(next.sites.get('RC-N' as never)).toBe(before.sites.get('RC-N' as never));
});

it('passes over a site that the picture did not have', () => {
  const strange = { ...quilts(2), site: 'NEW' } as LiveChange;
  expect(after(worldOf(picture), changes(8, strange)).sites.size).toBe(1);
});

it('keeps the newest 200 of the feed', () => {
  const many = Array.from({ length: 300 }, (_, i) => told(i + 3));
  const world = after(worldOf(picture), changes(8, ...many));
  expect(world.feed).toHaveLength(200);
  expect(world.feed[0]?.id).toBe(302);
});
