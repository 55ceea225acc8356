import { expect, it } from 'vitest';
import { soundness } from '../trust/soundness.ts';
import { aWorld, until } from '../world.ts';

const hour = 3_600_000;

it('counts on while the line to the server is down for two days, and reports everything after, in order', async () => {
  const world = await aWorld({ scenario: 'line-down-two-days', speed: 5760, stores: ['RC-S'] });
  const line = async () => (await world.ask('/api/sites/{id}', '/api/sites/RC-S')).live.gateways[0]?.line;
  await until(line, (state) => state === 'online');
  world.begin();
  await world.simulator.until((each) => each.event === 'lineDown');
  await until(line, (state) => state === 'offline');
  const kept = (await world.ask('/api/events', '/api/events?limit=500')).items.length;
  await world.simulator.until((each) => each.event === 'lineUp', 60_000);
  const before = await world.gatewayHealth('RC-S');
  expect(before.outbox.depth).toBeGreaterThan(1000);
  expect(before.line.state).toBe('offline');

  await world.simulator.until((each) => each.event === 'ended', 60_000);
  const after = await until(
    () => world.gatewayHealth('RC-S'),
    ({ outbox }) => outbox.depth === 0,
    // After so long the gateway tries twice a minute.
    45_000,
  );
  expect(await line()).toBe('online');
  const visits = world.simulator.lines.filter(({ event, tags }) => event === 'tagsInView' && tags > 0);
  expect(visits).toHaveLength(16);
  const events = await world.ask('/api/events', '/api/events?limit=500');
  expect(events.items.length).toBeGreaterThan(kept);
  await world.close();

  // Every number the gateway gave out is there, once, kept in the order it was given out.
  const letters = world.ledger<{ seq: number; at: number; kind: string }>(
    'select seq, at, kind from evidence order by key',
  );
  expect(letters.map(({ seq }) => seq)).toEqual(Array.from({ length: letters.length }, (_, i) => i + 1));
  expect(letters.length).toBeGreaterThanOrEqual(after.outbox.last);
  const curve = letters.filter(({ kind }) => kind === 'climate').map(({ at }) => at);
  // Between two looks at a clock pass some microseconds, and at this speed each of them is six milliseconds of the story.
  expect(curve.filter((at, i) => at < (curve[i - 1] ?? 0) - 100)).toEqual([]);
  expect(soundness(world)).toEqual({ gaps: 0, double: 0, brokenChains: 0, differences: 0 });

  // Each of the 16 visits of five tags was seen, though nobody listened.
  const seen = world.ledger<{ tag: number; at: number }>(
    `select value as tag, at from evidence join json_each(links) where kind = 'tags' and json_each.key % 2 = 0 order by at`,
  );
  const first = seen[0]?.at ?? 0;
  const byVisit = new Map<number, Set<number>>();
  for (const { tag, at } of seen) {
    const visit = Math.floor((at - first + hour) / (3 * hour));
    byVisit.set(visit, (byVisit.get(visit) ?? new Set()).add(tag));
  }
  expect([...byVisit.values()].map(({ size }) => size)).toEqual(Array(16).fill(5));
}, 180_000);
