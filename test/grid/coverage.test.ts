import { openPlanner, type Planner } from '@changping/server/planner/planner';
import type { CoverageSettings, StockState, World } from '@changping/server/planner/world';
import { expect, it } from 'vitest';
import {
  aDepot,
  aGridWorld,
  aPlace,
  blockKm,
  crossing,
  gridSettings,
  somewhere,
  stocked,
  streets,
} from './grid-world.ts';

function planned(world: World, state: StockState, settings: Partial<CoverageSettings> = {}): Planner {
  const planner = openPlanner(world, { ...gridSettings, ...settings });
  planner.follow(state);
  for (const _ of planner.routing());
  return planner;
}
/** What the inspector says of the one kind at a place. */
const at = (planner: Planner, code: string) => planner.place(code)?.kinds[0];

it('drives four blocks in forty minutes and names the streets', () => {
  // A at 0,0; P at 3,1: three blocks east and one north, or the other way about: 4 × 10 min = 40 min, 4 × 10 km = 40 km.
  // East 1 is a faster road at 120 km/h, 5 min a block: north first, 10 + 3 × 5 = 25 min over the same 40 km.
  const depots = [aDepot('A', 0, 0)];
  const places = [aPlace('P', 3, 1)];
  const slow = planned(aGridWorld({ ...streets(4, 2), depots, places }), stocked({ A: ['tent'] }));
  expect(at(slow, 'P')?.best).toMatchObject({ depot: 'A', minutes: 40, km: 40 });

  const fast = (from: string, to: string) =>
    from.endsWith(',1') && to.endsWith(',1') ? { freeSpeedKmh: 120 } : {};
  const quick = planned(aGridWorld({ ...streets(4, 2, fast), depots, places }), stocked({ A: ['tent'] }));
  expect(at(quick, 'P')?.best).toMatchObject({
    minutes: 25,
    km: 40,
    route: [
      { road: 'North 0', km: 10 },
      { road: 'East 1', km: 30 },
    ],
  });
});

it('counts from the order: dispatch, loading of that depot, a loaded lorry, then the way beside the road', () => {
  // 5 min dispatch + 25 min loading + 2 blocks at 60 km/h × 0.5 = 40 min. P lies 2 km north of crossing 2,0, where no street goes on:
  // 2 km × 1.5 of detour = 3 km at 20 km/h = 9 min. Together 79 min, 20 km + 3 km.
  const { lon, lat } = crossing(2, 0.2);
  const world = aGridWorld({
    ...streets(3, 1),
    depots: [{ ...aDepot('A', 0, 0), loadingMinutes: 25 }],
    places: [{ ...aPlace('P', 2, 0), lon, lat }],
  });
  const planner = planned(world, stocked({ A: ['tent'] }), {
    dispatchMinutes: 5,
    loadingMinutes: 99,
    speedFactor: 0.5,
    accessDetour: 1.5,
    accessKmh: 20,
  });
  const way = at(planner, 'P')?.best;
  expect(way?.minutes).toBeCloseTo(79, 1);
  expect(way?.km).toBeCloseTo(23, 1);
});

it('puts each place into the class that its holders leave it', () => {
  // One row of 22 crossings, depot A at 0,0. At 100 km/h a block takes 6 min; asked is 60 min (10 blocks) and 80 km (8 blocks).
  //   4 blocks: 24 min, 40 km → both.  9 blocks: 54 min, 90 km → time only.
  //   12 blocks: 72 min, 120 km → neither.
  // A path north of A, 5 km at 6 km/h = 50 min. Two of them: 100 min, 10 km → distance only.
  const row = streets(22, 1, () => ({ freeSpeedKmh: 100 }));
  const world = aGridWorld({
    nodes: [...row.nodes, { node: 'n1', ...crossing(0, 1) }, { node: 'n2', ...crossing(0, 2) }],
    roads: [
      ...row.roads,
      { from: '0,0', to: 'n1', road: 'Path', class: 'county', freeSpeedKmh: 6, km: 5, quality: 'sourced' },
      { from: 'n1', to: 'n2', road: 'Path', class: 'county', freeSpeedKmh: 6, km: 5, quality: 'sourced' },
    ],
    depots: [aDepot('A', 0, 0)],
    places: [aPlace('near', 4, 0), aPlace('far', 9, 0), aPlace('farther', 12, 0), aPlace('slow', 0, 2)],
  });
  const planner = planned(world, stocked({ A: ['tent'] }), { maxMinutes: 60, maxKm: 80 });
  const classOf = (code: string) => at(planner, code)?.class;
  expect(['near', 'far', 'farther', 'slow'].map(classOf)).toEqual([
    'both',
    'timeOnly',
    'neither',
    'distanceOnly',
  ]);
  expect(at(planner, 'slow')?.best).toMatchObject({ minutes: 100, km: 10 });
  expect(at(planner, 'far')?.best).toBeNull();
});

it('does not let a depot whose road is too long hide a feasible second', () => {
  // To P from A: 150 km of expressway at 120 km/h = 75 min, too long for 100 km. From B: nine blocks = 90 min over 90 km.
  // A is faster; within 120 min and 100 km it is B that covers.
  const row = streets(10, 1);
  const world = aGridWorld({
    nodes: [...row.nodes, { node: 'A', ...crossing(9, 9) }],
    roads: [
      ...row.roads,
      {
        from: 'A',
        to: '9,0',
        road: 'G1',
        class: 'expressway',
        freeSpeedKmh: 120,
        km: 150,
        quality: 'sourced',
      },
    ],
    depots: [aDepot('A', 9, 9), aDepot('B', 0, 0)],
    places: [aPlace('P', 9, 0)],
  });
  const both = planned(world, stocked({ A: ['tent'], B: ['tent'] }), { maxKm: 100 });
  expect(at(both, 'P')).toMatchObject({ class: 'both', best: { depot: 'B', minutes: 90 }, second: null });
  const onlyA = planned(world, stocked({ A: ['tent'] }), { maxKm: 100 });
  expect(at(onlyA, 'P')).toMatchObject({ class: 'timeOnly', best: null });
  // With 200 km allowed A is first and B second.
  const wide = planned(world, stocked({ A: ['tent'], B: ['tent'] }));
  expect(at(wide, 'P')).toMatchObject({
    best: { depot: 'A', minutes: 75 },
    second: { depot: 'B', minutes: 90 },
  });
});

it('obeys one-way streets on the way there', () => {
  // A ring of 4: 0,0 → 1,0 may only be driven eastwards. From A at 1,0 to P at 0,0 it is three blocks round: 30 min, back 10.
  const world = aGridWorld({
    ...streets(2, 2, (from, to) => (from === '0,0' && to === '1,0' ? { oneWay: true } : {})),
    depots: [aDepot('A', 1, 0), aDepot('B', 0, 0)],
    places: [aPlace('P', 0, 0), aPlace('Q', 1, 0)],
  });
  expect(at(planned(world, stocked({ A: ['tent'] })), 'P')?.best?.minutes).toBe(30);
  expect(at(planned(world, stocked({ B: ['tent'] })), 'Q')?.best?.minutes).toBe(10);
  // Asked from the place against the direction of travel it is the same.
  const planner = planned(world, stocked({}));
  const { lon, lat } = crossing(0, 0);
  expect(planner.at(lon, lat).depots.map(({ depot, minutes }) => [depot, minutes])).toEqual([
    ['B', 0],
    ['A', 30],
  ]);
});

it('never covers an island, a place without a road or one without a position', () => {
  // The island's streets lead nowhere else; "off" lies 15 km north of the row, further than the 10 km that any access may be.
  const row = streets(3, 1);
  const island = [
    { node: 'i1', ...crossing(2, 4) },
    { node: 'i2', ...crossing(3, 4) },
  ];
  const world = aGridWorld({
    nodes: [...row.nodes, ...island],
    roads: [
      ...row.roads,
      { from: 'i1', to: 'i2', road: 'I', class: 'county', freeSpeedKmh: 60, km: blockKm, quality: 'sourced' },
    ],
    depots: [aDepot('A', 0, 0)],
    places: [aPlace('on', 2, 0), aPlace('island', 3, 4), aPlace('off', 0, 1.5), somewhere('nowhere', 3000)],
  });
  const planner = planned(world, stocked({ A: ['tent'] }));
  const { all, unreachable } = planner.summary();
  expect(unreachable.map(({ code, why }) => [code, why])).toEqual([
    ['island', 'noRoad'],
    ['off', 'noRoad'],
    ['nowhere', 'noPosition'],
  ]);
  for (const code of ['island', 'off', 'nowhere'])
    expect(at(planner, code)).toMatchObject({ class: 'neither', best: null, second: null });
  // 3,000 of 6,000 people live nobody knows where, so no more than half can be covered, however good the roads are.
  expect(all.people).toBeGreaterThan(0);
  expect(all.people).toBeLessThanOrEqual(0.5);
});

it('is covered for all kinds only where it is for each, and groups nothing that differs', () => {
  // A at 0,0 and B at 9,0; limit 60 min = 6 blocks. P at 4,0: 40 min from A, 50 from B. Q at 8,0: 10 min from B, 80 from A.
  const world = aGridWorld({
    ...streets(10, 1),
    depots: [aDepot('A', 0, 0), aDepot('B', 9, 0)],
    places: [aPlace('P', 4, 0), aPlace('Q', 8, 0)],
    kinds: ['tent', 'boat', 'water'],
  });
  const planner = planned(world, stocked({ A: ['tent', 'water'], B: ['boat', 'tent'] }), { maxMinutes: 60 });
  const kindsOf = (code: string) =>
    planner.place(code)?.kinds.map(({ kinds, class: standing }) => [kinds, standing]);
  expect(kindsOf('P')).toEqual([
    [['tent'], 'both'],
    [['boat'], 'both'],
    [['water'], 'both'],
  ]);
  expect(kindsOf('Q')).toEqual([
    [['tent'], 'both'],
    [['boat'], 'both'],
    [['water'], 'distanceOnly'],
  ]);
  const { kinds, all, worst } = planner.summary();
  const share = (kind: string) => kinds.find((each) => each.kind === kind)?.people;
  // No cell counts for all that does not count for boats and for water.
  expect(all.people).toBeLessThan(Math.min(share('boat') as number, share('water') as number));
  expect(all.people).toBeGreaterThan(0);
  expect(share('tent')).toBeGreaterThan(share('water') as number);
  expect(worst[0]).toMatchObject({ code: 'Q', kind: 'water', by: 'A', minutes: 80, class: 'distanceOnly' });
});

it('tells what is lost when a depot runs dry or cannot be used, and leaves the present as it is', () => {
  // As above: without B's boats nobody brings boats; without B as a whole Q loses tents too, P keeps them from A.
  const world = aGridWorld({
    ...streets(10, 1),
    depots: [aDepot('A', 0, 0), aDepot('B', 9, 0)],
    places: [aPlace('P', 4, 0), aPlace('Q', 8, 0)],
    kinds: ['tent', 'boat'],
  });
  const planner = planned(world, stocked({ A: ['tent'], B: ['boat', 'tent'] }), { maxMinutes: 60 });
  const before = planner.summary();
  const dry = planner.whatIf({ dry: [{ depot: 'B', kind: 'boat' }] });
  expect(dry.kinds.map(({ kind, after, places }) => [kind, after.people, places])).toEqual([
    ['boat', 0, ['P', 'Q']],
  ]);
  const lost = planner.whatIf({ lost: ['B'] });
  expect(lost.kinds.map(({ kind, places }) => [kind, places])).toEqual([
    ['tent', ['Q']],
    ['boat', ['P', 'Q']],
  ]);
  // The map of what is supposed is that of a region where it is so.
  const present = ['tent', 'boat', null].map((kind) => planner.layer(kind)?.class);
  const without = planned(world, stocked({ A: ['tent'] }), { maxMinutes: 60 });
  for (const kind of ['tent', 'boat', null])
    expect(planner.layer(kind, { lost: ['B'] })).toMatchObject({
      ...{ class: without.layer(kind)?.class, minutes: without.layer(kind)?.minutes },
    });
  expect(planner.layer('tent', { dry: [{ depot: 'B', kind: 'boat' }] })?.class).toEqual(present[0]);
  expect(['tent', 'boat', null].map((kind) => planner.layer(kind)?.class)).toEqual(present);
  expect(planner.summary()).toEqual(before);
});

it('answers by the depots routed so far and says how many that are', () => {
  const world = aGridWorld({
    ...streets(10, 1),
    depots: [aDepot('A', 0, 0), aDepot('B', 9, 0)],
    places: [aPlace('P', 8, 0)],
  });
  const planner = openPlanner(world, gridSettings);
  planner.follow(stocked({ A: ['tent'], B: ['tent'] }));
  const steps = planner.routing();
  steps.next();
  expect(planner.summary()).toMatchObject({
    versions: { rows: { done: 1, of: 2 } },
    worst: [{ minutes: 80 }],
  });
  steps.next();
  expect(planner.summary()).toMatchObject({
    versions: { rows: { done: 2, of: 2 } },
    worst: [{ minutes: 10 }],
  });
});

it('follows stock: a piece that comes covers, a piece that goes uncovers, a lost depot counts for nothing', () => {
  const world = aGridWorld({ ...streets(3, 1), depots: [aDepot('A', 0, 0)], places: [aPlace('P', 2, 0)] });
  const planner = planned(world, stocked({}));
  const covered = (state: StockState) => {
    planner.follow(state);
    return [planner.versions().stock === state.version, at(planner, 'P')?.class];
  };
  expect(covered(stocked({}))).toEqual([true, 'neither']);
  expect(covered(stocked({ A: ['tent'] }))).toEqual([true, 'both']);
  expect(covered(stocked({ A: ['tent'] }, ['A']))).toEqual([true, 'neither']);
});

it('counts a depot as a holder from its least usable quantity on', () => {
  const world = aGridWorld({ ...streets(3, 1), depots: [aDepot('A', 0, 0)], places: [aPlace('P', 2, 0)] });
  const least = { '*': 1, tent: 40 };
  const with39 = { version: '39', lost: [], usable: { A: { tent: 39 } } };
  const with40 = { version: '40', lost: [], usable: { A: { tent: 40 } } };
  expect(at(planned(world, with39, { leastUsable: least }), 'P')?.class).toBe('neither');
  expect(at(planned(world, with40, { leastUsable: least }), 'P')?.class).toBe('both');
});

it('draws every cell of the map as the place in it stands', () => {
  // A at 0,0; limit 60 min. The cell around P at 4,0 is reached in 40 min and its way from the street, that around Q at 8,0 too late.
  const world = aGridWorld({
    ...streets(10, 1),
    depots: [aDepot('A', 0, 0)],
    places: [aPlace('P', 4, 0), aPlace('Q', 8, 0)],
    kinds: ['tent', 'boat'],
  });
  const planner = planned(world, stocked({ A: ['tent'] }), { maxMinutes: 60 });
  const { lons, lats, sizeKm, depots } = planner.cells();
  expect([lons.length, sizeKm]).toEqual([100, 1]);
  const cellAt = (x: number, y: number) => {
    const { lon, lat } = crossing(x, y);
    const away = Array.from(lons, (each, i) => Math.hypot(each - lon, (lats[i] as number) - lat));
    return away.indexOf(Math.min(...away));
  };
  const tents = planner.layer('tent');
  const seen = (x: number) => [tents?.class[cellAt(x, 0)], tents?.minutes[cellAt(x, 0)]];
  expect(tents?.class).toHaveLength(100);
  expect(seen(4)[0]).toBe(0);
  // Within half a cell's diagonal of the crossing: at most 0.71 km × 1.3 at 20 km/h, 2.8 min.
  expect(seen(4)[1]).toBeGreaterThanOrEqual(40);
  expect(seen(4)[1]).toBeLessThanOrEqual(43);
  expect(seen(8)[0]).toBe(2);
  expect(depots[tents?.by[cellAt(4, 0)] as number]).toBe('A');
  // Nobody has boats, so for all kinds together nobody comes.
  const all = planner.layer(null);
  expect(new Set(all?.class)).toEqual(new Set([3]));
  expect(new Set(all?.minutes)).toEqual(new Set([65_535]));
  expect(new Set(all?.by)).toEqual(new Set([65_535]));
  expect(planner.layer('dragon')).toBeUndefined();
});
