import { expect, it } from 'vitest';
import { soundness } from '../trust/soundness.ts';
import { aWorld, until } from '../world.ts';

it('opens an episode when the cold room fails, closes it with its worst value, and calls a silent probe silent', async () => {
  const world = await aWorld({ scenario: 'cold-room-fails', speed: 1200 });
  const happened = async (site: string) =>
    (await world.ask('/api/events', `/api/events?site=${site}`)).items
      .filter(({ what, detail }) => what.startsWith('breach') && detail.measure === 'celsius')
      .reverse();
  const probe = async () => (await world.ask('/api/sites/{id}', '/api/sites/RC-S')).live.probes[0];
  world.begin();
  await until(probe, (live) => live?.breach === 'above', 30_000);
  await until(
    () => happened('RC-S'),
    (events) => events.length === 2,
    30_000,
  );
  const [opened, closed] = await happened('RC-S');
  expect(opened).toMatchObject({
    what: 'breachOpened',
    detail: { probe: 'cold-1', cause: 'above', limit: 8 },
  });
  expect(closed).toMatchObject({ what: 'breachClosed', detail: { probe: 'cold-1', cause: 'above' } });
  expect(Number(closed?.detail.worst)).toBeGreaterThan(14);
  expect((await probe())?.breach).toBeNull();

  await world.simulator.until((line) => line.event === 'ended', 60_000);
  const silent = world
    .ledger<{ site: string; cause: string; openedAt: number; closedAt: number | null }>(
      'select site.code as site, cause, opened_at as openedAt, closed_at as closedAt from breach join site on site.key = breach.site',
    )
    // At this speed a pause of 60 ms on the wall is a silence too; the story's own lasts an hour.
    .filter(({ site, cause }) => cause === 'noData' && site === 'CD-YC');
  const minutes = silent.map(({ openedAt, closedAt }) => ((closedAt ?? 0) - openedAt) / 60_000);
  expect(Math.max(...minutes)).toBeGreaterThan(50);
  expect(Math.max(...minutes)).toBeLessThan(70);
  // In the curve of that probe the hour is a gap, never its last value on and on.
  const curves = await world.ask('/api/climate', '/api/climate?site=CD-YC&hours=8');
  const points = curves.items.flatMap((curve) => curve.points);
  expect(points.some(({ celsius }) => celsius === null)).toBe(true);
  await world.close();
  expect(soundness(world)).toEqual({ gaps: 0, double: 0, brokenChains: 0, differences: 0 });
}, 120_000);
