/** A pallet of 40 tagged cases from device bytes to the ledger, over real processes. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { aWorld, until, type World } from '../world.ts';

type List<Item> = { items: Item[]; next: unknown };
type Stock = List<{ site: string; kind: string; pieces: number }>;

let world: World;
afterEach(() => world?.close());

const pieces = async () =>
  (await world.get<Stock>('/api/stock?site=RC-S')).items.reduce((sum, line) => sum + line.pieces, 0);

it('puts a pallet of 40 cases into the ledger once, although the gate read them again and again', async () => {
  world = await aWorld();
  await world.startServer();
  const devices = await world.startDevices('pallet-arrives');
  await world.startGateway();
  await until(async () => (await pieces()) === 40, '40 pieces at RC-S', 25_000);
  const trail = await world.get<{ trail: { what: string }[] }>('/api/pieces/E28011606000020000000001');
  expect(trail.trail.filter((step) => step.what === 'entry')).toHaveLength(1);
  expect(devices.said.length).toBeGreaterThan(0);
}, 60_000);

it('does the same over a serial line', async () => {
  const pty = join(tmpdir(), `changping-pty-${process.pid}`);
  world = await aWorld({ pty });
  await world.startServer();
  await world.startDevices('pallet-arrives');
  await world.startGateway();
  await until(async () => (await pieces()) === 40, '40 pieces at RC-S', 25_000);
  expect(await pieces()).toBe(40);
}, 60_000);

it('loses nothing and counts nothing twice when gateway and server are killed again and again', async () => {
  world = await aWorld();
  await world.startDevices('pallet-arrives');
  let server = await world.startServer();
  let gateway = await world.startGateway();
  for (let kill = 0; kill < 3; kill++) {
    await server.end('SIGKILL');
    server = await world.startServer();
    await gateway.end('SIGKILL');
    gateway = await world.startGateway();
  }
  await until(async () => (await pieces()) === 40, '40 pieces at RC-S', 30_000);
  expect((await world.get<List<unknown>>('/api/discrepancies')).items).toHaveLength(0);
}, 120_000);
