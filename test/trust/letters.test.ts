import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aWorld } from '../world.ts';
import { canMount, gatewayDiskFull, serverDiskFull, smallDisk } from './full-disk.ts';
import { gaps } from './gaps.ts';
import { killBoth } from './kill-both.ts';
import { killServer } from './kill-server.ts';
import { poison } from './poison.ts';

const seed = Number(process.env.CHANGPING_SEED ?? 7);

it('has in its ledger, once, whatever it acknowledged, though it is killed in the middle and hears a fifth twice (P1, P2)', async () => {
  const world = await aWorld({ scenario: 'quiet-day', gateway: false });
  const counts = await killServer(world, { kills: 10, letters: 2100, seed });
  console.log('P1 P2', JSON.stringify({ seed, ...counts }));
  expect(counts).toMatchObject({ accepted: 2100, lost: 0, rows: 2100, gaps: 0, double: 0 });
  expect(counts.sent).toBeGreaterThan(2100 * 1.15);
  // 40 cases are expected at Guyuan and seen there: each arrives once, wherever else it was seen.
  expect(counts).toMatchObject({ pieces: 40, brokenChains: 0, differences: 0 });
}, 120_000);

it('loses nothing, doubles nothing and leaves no gap when gateways and server are killed in turn (P3)', async () => {
  const world = await aWorld({ scenario: 'busy-gate', speed: 10, direct: true });
  const counts = await killBoth(world, { kills: 10, letters: 2000, seed });
  console.log('P3', JSON.stringify({ seed, ...counts }));
  expect(counts).toMatchObject({ lost: 0, gaps: 0, double: 0, brokenChains: 0, differences: 0, outboxes: 6 });
  expect(counts.accepted).toBeGreaterThanOrEqual(2000);
  expect(counts.emptyAfter).toBeLessThan(30);
}, 240_000);

it('sees the gaps a bad line makes and has them filled within a minute (P8)', async () => {
  const world = await aWorld({ scenario: 'quiet-day', gateway: false });
  const counts = await gaps(world, { letters: 2000, seed });
  console.log('P8', JSON.stringify({ seed, ...counts }));
  expect(counts).toMatchObject({
    letters: 2000,
    lost: 0,
    gaps: 0,
    double: 0,
    brokenChains: 0,
    differences: 0,
  });
  expect(counts.dropped).toBeGreaterThan(50);
  expect(counts.overtaken).toBeGreaterThan(100);
  expect(counts).toMatchObject({ pieces: 40 });
  expect(counts.filledAfter).toBeLessThan(60);
}, 120_000);

it('lets one poisoned letter in a hundred hold up nobody, and cuts nobody off for it (P9)', async () => {
  const world = await aWorld({ scenario: 'quiet-day', gateway: false });
  const counts = await poison(world, { letters: 6000, seed });
  console.log('P9', JSON.stringify({ seed, ...counts }));
  expect(counts).toMatchObject({ letters: 6000, poisoned: 60, quarantined: 60, lost: 0, reconnects: 0 });
  expect(counts).toMatchObject({ double: 0, brokenChains: 0, differences: 0 });
  expect(counts.reasons).toBeGreaterThanOrEqual(4);
  expect(counts.p99).toBeLessThan(1000);
}, 60_000);

const mounts = canMount();
if (!mounts) console.error('P5 IS NOT TRIED: a small disk can only be mounted by root.');

it.skipIf(!mounts)(
  'keeps on a full disk of the server what it acknowledged, says so, and goes on when there is room (P5)',
  async () => {
    const world = await aWorld({
      ...{ scenario: 'quiet-day', gateway: false },
      prepare: (folder) => void smallDisk(join(folder, 'server')),
    });
    const counts = await serverDiskFull(world, { letters: 400 });
    console.log('P5 server', JSON.stringify(counts));
    expect(counts).toMatchObject({ acknowledged: 400, lost: 0, gaps: 0, double: 0, brokenChains: 0 });
    expect(counts).toMatchObject({ differences: 0 });
    expect(counts.whileFull).toBeGreaterThan(0);
    expect(counts.toldAfter).toBeLessThan(10);
  },
  120_000,
);

it.skipIf(!mounts)(
  'keeps on a full disk of a gateway what it accepted, says so, and goes on when there is room (P5)',
  async () => {
    const world = await aWorld({
      ...{ scenario: 'busy-gate', direct: true, stores: ['RC-S'] },
      prepare: (folder) => void smallDisk(join(folder, 'GW-RC-S', 'data')),
    });
    const counts = await gatewayDiskFull(world, { letters: 40 });
    console.log('P5 gateway', JSON.stringify(counts));
    expect(counts).toMatchObject({ lost: 0, gaps: 0, double: 0, brokenChains: 0, differences: 0 });
    expect(counts.toldAfter).toBeLessThan(10);
  },
  240_000,
);
