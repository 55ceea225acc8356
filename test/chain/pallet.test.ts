import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rederive, verifyChains } from '@changping/server/store/verify';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { aWorld, until, type World } from '../world.ts';

const palletIn = (world: World) => world.ask('/api/stock', '/api/stock?site=RC-S&kind=quilt');

async function fortyArriveOnce(world: World) {
  world.begin();
  const last = await world.simulator.until(
    (line) => line.event === 'lastRead' && line.device === 'RC-S/gate-1',
    30_000,
  );
  const stock = await until(
    () => palletIn(world),
    ({ items }) => items[0]?.pieces === 40,
    2000,
  );
  expect(stock.items).toHaveLength(1);
  expect(stock.items[0]).toMatchObject({
    place: 'RC-S/receiving',
    quality: 'usable',
    pieces: 40,
    quantity: 400,
  });
  expect(last.reads).toBeGreaterThan(400);
  // The tags leave, and nothing more moves.
  await until(
    () => world.gatewayHealth('RC-S'),
    ({ outbox }) => outbox.depth === 0 && outbox.last >= 3,
  );
  expect(world.ledger<{ n: number }>('select count(*) as n from entry')).toEqual([{ n: 40 }]);
}

it('takes a pallet of 40 tagged cases into the stock of Guyuan, once each, though the gate read them hundreds of times', async () => {
  const world = await aWorld({ scenario: 'pallet-arrives', speed: 5 });
  await fortyArriveOnce(world);
  const { items } = await world.ask('/api/pieces', '/api/pieces?site=RC-S&limit=500');
  expect(new Set(items.map(({ epc }) => epc)).size).toBe(40);
  const piece = await world.ask('/api/pieces/{epc}', `/api/pieces/${items[0]?.epc}`);
  expect(piece.trail.map(({ what }) => what)).toContain('entry');
  expect(piece.trail.map(({ what }) => what)).toContain('sighting');
  await world.close();
  const raw = new Sqlite(join(world.folder, 'server', 'changping.sqlite'), { readonly: true });
  expect(verifyChains({ raw }).faults).toEqual([]);
  expect(rederive({ raw })).toEqual([]);
  raw.close();
}, 60_000);

it('does the same when the reader hangs on a serial line', async () => {
  const ptys = mkdtempSync(join(tmpdir(), 'changping-pty-'));
  onTestFinished(() => rmSync(ptys, { recursive: true, force: true }));
  const world = await aWorld({ scenario: 'pallet-arrives', speed: 5, simulator: ['--pty', ptys] });
  await fortyArriveOnce(world);
}, 60_000);

it('does the same through a reader that stutters, loses bytes, damages lengths and misses three reads in ten', async () => {
  const faults = ['stutters', 'losesByte=7', 'badChecksum=11', 'damagedLength=13', 'missesReads=0.3'];
  const world = await aWorld({
    scenario: 'pallet-arrives',
    speed: 5,
    simulator: faults.flatMap((fault) => ['--with', `RC-S/gate-1:${fault}`]),
  });
  await fortyArriveOnce(world);
}, 60_000);
