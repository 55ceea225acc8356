import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openPlanner } from './planner/planner.ts';
import { type CoverageSettings, type StockState, usualSettings } from './planner/world.ts';
import { settingsOf, worldOf } from './planner-region.ts';
import { readRegion } from './region.ts';

const region = readRegion(fileURLToPath(new URL('../region/ningxia', import.meta.url)));
const full = (depots: readonly { id: string }[], kinds: readonly string[]): StockState => ({
  version: 'full',
  usable: Object.fromEntries(
    depots.map(({ id }) => [id, Object.fromEntries(kinds.map((kind) => [kind, 1]))]),
  ),
  lost: [],
});
function planned(tiers: Parameters<typeof worldOf>[2], settings: CoverageSettings) {
  const world = worldOf(region, 'r1', tiers);
  const planner = openPlanner(world, settings);
  planner.follow(full(world.depots, world.kinds));
  for (const _ of planner.routing());
  return planner;
}
/** Driving alone at free speed × 0.85, however far. */
const driving = { ...usualSettings, dispatchMinutes: 0, maxKm: 10_000 };
const beyond = (tiers: Parameters<typeof worldOf>[2]) => {
  const world = worldOf(region, 'r1', tiers);
  const planner = openPlanner(
    { ...world, depots: world.depots.map((depot) => ({ ...depot, loadingMinutes: 0 })) },
    driving,
  );
  planner.follow(full(world.depots, world.kinds));
  for (const _ of planner.routing());
  const { worst } = planner.summary();
  return { count: worst.filter(({ minutes }) => minutes === null || minutes > 120).length, worst: worst[0] };
};

it('finds on the tables of Ningxia what was counted on them by other means', () => {
  // From the fact tables' own checks, made with another program: beyond 120 minutes of driving lie 33 places with the two regional depots
  // alone, 13 with the four city depots, none with all county seats, where 麻黄山 is the worst with 118.
  expect(beyond(['regional']).count).toBe(33);
  expect(beyond(['regional', 'city']).count).toBe(13);
  const { count, worst } = beyond(['regional', 'city', 'county']);
  expect(count).toBe(0);
  expect(worst?.place).toBe('麻黄山乡');
  expect(Math.floor(worst?.minutes ?? 0)).toBe(118);
});

it('counts every person once and none of the 32 places without a position', () => {
  const { unreachable, kinds, all, assumptions } = planned(undefined, settingsOf(region)).summary();
  expect(unreachable.filter(({ why }) => why === 'noPosition')).toHaveLength(32);
  expect(kinds.map(({ kind }) => kind)).toEqual(region.kinds.map(({ id }) => id));
  const people = region.counties.reduce((sum, { population }) => sum + population, 0);
  const homeless = unreachable.reduce((sum, each) => sum + each.people, 0);
  expect(all.people).toBeGreaterThan(0.5);
  expect(all.people).toBeLessThanOrEqual(1 - homeless / people);
  expect(all.straight.people).toBeCloseTo(1 - homeless / people, 9);
  const classes = Object.values(all.peopleByClass);
  expect(classes.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
  expect(assumptions.find(({ id }) => id === 'roads')?.zh).toContain('示意路网');
});

it('models the area as large as the counties are', () => {
  const km2 = region.counties.reduce((sum, { areaKm2 }) => sum + areaKm2, 0);
  expect(planned(['regional'], settingsOf(region)).cells().lons).toHaveLength(Math.round(km2));
});

it('takes the numbers of the region and the loading time of each site', () => {
  const settings = settingsOf(region);
  expect([settings.maxMinutes, settings.maxKm]).toEqual([120, 200]);
  for (const { loadingMinutes } of worldOf(region, 'r1').depots) expect(loadingMinutes).toBeGreaterThan(0);
});
