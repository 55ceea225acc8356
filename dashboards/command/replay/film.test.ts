import { expect, it } from 'vitest';
import type { World } from '../../shared/live/world.ts';
import { type Film, player } from './film.ts';

const now = {
  stream: 's',
  n: 9,
  kinds: [],
  feed: [],
  sites: new Map(
    ['A', 'B'].map((id) => [
      id,
      { id, name: id, live: { gateways: [{ id: `GW-${id}` }], stock: [{ pieces: 999 }] } },
    ]),
  ),
} as unknown as World;
const quilts = (pieces: number) => ({ kind: 'quilt', pieces, usable: pieces * 10, held: 0 });
const open = (left: number) => ({ unconfirmed: 0, discrepancies: left, leftWithoutOrder: left });
const trip = (id: number) =>
  ({
    id,
    reader: 'gate',
    direction: 'out',
    at: id,
    pieces: 1,
    strays: 0,
    unexplained: 1,
    goods: {},
    match: null,
  }) as const;
const news = (id: number, recordedAt: number, at = recordedAt) =>
  ({ id, at, recordedAt, site: 'A', what: 'passage', detail: {} }) as Film['news'][number];
const film: Film = {
  from: 1000,
  to: 9000,
  begins: 0,
  sites: [
    {
      ...{ site: 'A', stock: [quilts(5)], open: open(0), notices: { nearExpiry: 1, expired: 0 } },
      ...{ breaches: [], doors: [], line: null, passages: [], sweeps: [] },
    },
  ],
  steps: [
    { at: 2000, site: 'A', stock: [quilts(7)], line: { gateway: 'GW-A', line: 'online', since: 1900 } },
    { at: 3000, site: 'A', open: open(2), passages: [trip(1), trip(2)] },
    { at: 4000, site: 'B', breaches: [{ probe: 'p', cause: 'above', since: 3900 }] },
    { at: 5000, site: 'A', stock: [quilts(0)], open: open(0), notices: { nearExpiry: 0, expired: 1 } },
  ],
  coverage: [
    { at: 1500, people: 0.9, area: 0.8, worst: null, isSchematic: true },
    { at: 4000, people: 0.7, area: 0.6, worst: null, isSchematic: true },
  ],
  news: [news(1, 500), news(2, 3000), news(3, 5000, 100)],
  leftOff: 0,
};
const seen = (world: World) => {
  const [a, b] = ['A', 'B'].map((id) => world.sites.get(id as never)?.live);
  return [a?.stock[0]?.pieces ?? 0, a?.leftWithoutOrder, a?.gateways[0]?.line, b?.probes.length];
};

it.each([
  [1000, [5, 0, 'never', 0]],
  [2500, [7, 0, 'online', 0]],
  [3000, [7, 2, 'online', 0]],
  [4500, [7, 2, 'online', 1]],
  [9000, [0, 0, 'online', 1]],
])('shows at %i how it stood then', (at, stood) => {
  expect(seen(player(film, now).worldAt(at))).toEqual(stood);
});

it.each([
  [1000, [1, 0]],
  [4999, [1, 0]],
  [5000, [0, 1]],
])('counts at %i the lots that were near their end and past it then', (at, counts) => {
  const { nearExpiry, expired } =
    player(film, now)
      .worldAt(at)
      .sites.get('A' as never)?.live.notices ?? {};
  expect([nearExpiry, expired]).toEqual(counts);
});

it('shows the same going on, going back and beginning anew', () => {
  const moving = player(film, now);
  for (const at of [9000, 2500, 4500, 1000, 5000, 3000])
    expect(moving.worldAt(at)).toEqual(player(film, now).worldAt(at));
});

it('keeps nothing of now but names', () => {
  const world = player(film, now).worldAt(1000);
  expect(JSON.stringify([...world.sites])).not.toContain('999');
});

it('tells the feed as it was known then, newest first', () => {
  const ids = (at: number) =>
    player(film, now)
      .worldAt(at)
      .feed.map(({ id }) => id);
  expect([ids(1000), ids(3000), ids(6000)]).toEqual([[1], [2, 1], [3, 2, 1]]);
});

it('leaves alone the sites that a step does not touch', () => {
  const moving = player(film, now);
  const before = moving.worldAt(2500);
  const after = moving.worldAt(3500);
  expect(after.sites.get('B' as never)).toBe(before.sites.get('B' as never));
  expect(after.sites.get('A' as never)).not.toBe(before.sites.get('A' as never));
  expect(after.sites.get('A' as never)?.live.passages.map(({ id }) => id)).toEqual([2, 1]);
});

it('has the coverage that held at the moment with its time, forwards and back, and none before the first that was kept', () => {
  const reel = player(film, now);
  const covered = (at: number) => {
    const { coverage } = reel.worldAt(at);
    return coverage && [coverage.people, coverage.at];
  };
  expect([1000, 1500, 3999, 4000, 9000, 2000].map(covered)).toEqual([
    null,
    [0.9, 1500],
    [0.9, 1500],
    [0.7, 4000],
    [0.7, 4000],
    [0.9, 1500],
  ]);
});
