/** Depots through one day: what the ledger says of their gates and rooms is what the simulator knows to have happened. */
import { expect, it } from 'vitest';
import { soundness } from '../trust/soundness.ts';
import { aWorld, until, type World } from '../world.ts';

const day = 86_400;
const speed = 2880;
const directions = { in: 'in', out: 'out', turnsBack: 'turnedBack' } as const;
type Passed = { device: string; way: keyof typeof directions; epcs: string[] };

/** Before that the first goods would pass unheard. */
const allAreReading = (world: World, gateways: number) =>
  until(
    async () => (await world.ask('/api/sites')).items.flatMap(({ live }) => live.gateways),
    (all) =>
      all.filter(({ line }) => line === 'online').length === gateways &&
      all.every(({ readers }) => readers.length > 0 && readers.every(({ state }) => state === 'reading')),
  );

it('books every load of a quiet day in six depots once, the way it went, and ends it with nothing missing', async () => {
  const world = await aWorld({ scenario: 'quiet-day', speed, stock: true });
  await allAreReading(world, 6);
  world.begin();
  await world.simulator.until((line) => line.event === 'ended', (day / speed) * 1000 + 30_000);
  const happened = world.simulator.lines.filter((line) => line.event === 'passed') as unknown as Passed[];
  const model = happened.map(({ device, way, epcs }) => `${device} ${directions[way]} ${epcs.length}`).sort();
  expect(model).toHaveLength(30);
  const booked = async () => {
    const { items } = await world.ask('/api/passages', '/api/passages?limit=500');
    return items
      .map((each) => `${each.site}/${each.reader} ${each.direction} ${each.pieces + each.strays}`)
      .sort();
  };
  expect(await until(booked, (rows) => rows.length >= model.length)).toEqual(model);
  // What went out has come back: nothing is open, and each room was found as the book has it.
  const { items } = await world.ask('/api/sites');
  expect(items.reduce((sum, { live }) => sum + live.discrepancies, 0)).toBe(0);
  const sweeps = items.flatMap(({ live }) => live.sweeps);
  expect(sweeps.length).toBeGreaterThan(0);
  for (const sweep of sweeps) expect(sweep).toMatchObject({ expected: 414, missing: 0, strange: 0 });
  await world.close();
  expect(soundness(world)).toEqual({ gaps: 0, double: 0, brokenChains: 0, differences: 0 });
}, 180_000);

it('names each of forty pieces that leave Guyuan and no order says so, and moves none of them in the book', async () => {
  const world = await aWorld({
    scenario: 'pallet-leaves-without-order',
    speed: 5,
    stores: ['RC-S'],
    stock: true,
  });
  await allAreReading(world, 1);
  const stock = async () => (await world.ask('/api/stock', '/api/stock?site=RC-S')).items;
  const before = await stock();
  world.begin();
  const doubts = () => world.ask('/api/discrepancies', '/api/discrepancies?site=RC-S&limit=500');
  const { items } = await until(doubts, (page) => page.items.length >= 40);
  const [pallet] = world.simulator.lines.filter((line) => line.event === 'passed');
  expect(items.map(({ epc }) => epc).sort()).toEqual(pallet?.epcs);
  expect(new Set(items.map(({ what }) => what))).toEqual(new Set(['leftWithoutOrder']));
  expect(await stock()).toEqual(before);
}, 60_000);

it('finds in a swept room the three that are missing and the five that do not belong there', async () => {
  const world = await aWorld({ scenario: 'room-sweep', speed: 60, stores: ['RC-S'], stock: true });
  await allAreReading(world, 1);
  world.begin();
  const site = () => world.ask('/api/sites/{id}', '/api/sites/RC-S');
  const { live } = await until(site, (now) => now.live.sweeps.length > 0);
  expect(live.sweeps).toMatchObject([{ zone: 'ordinary', expected: 414, missing: 3, extra: 0, strange: 5 }]);
}, 60_000);
