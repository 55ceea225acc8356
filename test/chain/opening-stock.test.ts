import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { soundness } from '../trust/soundness.ts';
import { aWorld, until } from '../world.ts';

const modelled = fileURLToPath(new URL('../../server/region/ningxia/areas.geojson', import.meta.url));

it('has 3,584 pieces on the shelves of 28 stores from the first start on, takes a pallet in beside them, and has them once after the next start', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', speed: 5, stock: true, stores: ['RC-S'] });
  const pieces = async () => {
    const { items } = await world.ask('/api/sites', '/api/sites?limit=500');
    return items.map(({ live }) => live.stock.reduce((sum, line) => sum + line.pieces, 0));
  };
  expect((await pieces()).filter(Boolean)).toHaveLength(28);
  expect((await pieces()).reduce((sum, each) => sum + each)).toBe(3584);

  world.begin();
  const quilts = await until(
    () => world.ask('/api/stock', '/api/stock?site=RC-S&kind=quilt&sort=place'),
    ({ items }) => items.find(({ lot }) => lot === 'SAMPLE-Q-2026-09')?.pieces === 40,
    30_000,
  );
  expect(quilts.items.map(({ place, quantity }) => [place, quantity])).toEqual([
    ['RC-S/ordinary/A-01', 400],
    ['RC-S/receiving', 400],
  ]);

  // An authority's boundary that was imported meanwhile is shown from the next start on.
  expect((await world.ask('/api/areas')).label?.zh).toBe('示意区划');
  const kept = join(world.folder, 'server', 'region', 'boundary.geojson');
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, JSON.stringify({ ...JSON.parse(readFileSync(modelled, 'utf8')), label: null }));
  await world.server.kill();
  await world.startServer();
  expect((await pieces()).reduce((sum, each) => sum + each)).toBe(3624);
  expect((await world.ask('/api/areas')).label).toBeNull();
  await world.close();
  expect(soundness(world)).toMatchObject({ double: 0, brokenChains: 0, differences: 0 });
}, 90_000);
