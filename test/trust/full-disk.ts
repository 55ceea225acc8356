/** P5: the disk runs full, of the server or of a gateway. It is told within ten seconds; what was acknowledged is stored; and when there is room again everything goes on by itself. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Epoch } from '@changping/contracts/units';
import { strangers, tagsLetters } from '../letters.ts';
import { openSender } from '../sender.ts';
import { until, type World } from '../world.ts';
import { soundness } from './soundness.ts';

/** Needs the right to mount. */
export function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'changping-mount-'));
  try {
    return smallDisk(folder) && unmount(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** 8 MiB. @returns whether it is there. */
export function smallDisk(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]).status === 0;
}
const unmount = (folder: string) => spawnSync('umount', ['-l', folder]).status === 0;

/** Leaves no byte free. */
function fill(folder: string): () => void {
  const file = join(folder, 'filler');
  const open = openSync(file, 'w');
  try {
    for (const size of [65_536, 4096]) for (;;) if (writeSync(open, Buffer.alloc(size, 1)) < size) break;
  } catch {
    // Full: that was the aim.
  }
  closeSync(open);
  return () => rmSync(file);
}

const seconds = (since: number) => (performance.now() - since) / 1000;
const epoch = '00000000000000f5' as Epoch;

/** @param world whose server keeps its data on a small disk, without a gateway process. */
export async function serverDiskFull(world: World, { letters }: { letters: number }) {
  const { site, gateway, key } = world.stores['RC-S'] as { site: string; gateway: string; key: string };
  const disk = join(world.folder, 'server');
  const all = tagsLetters({ gateway, epoch, rows: 2, count: letters, epcs: strangers(50) });
  const half = letters >> 1;
  const sender = openSender({ port: world.mqttPort, site, gateway, key, epoch, window: 20 });
  const health = async () => (await fetch(new URL('/healthz', world.address))).status;
  try {
    sender.send(all.slice(0, half));
    await until(
      () => sender.acknowledged.size,
      (n) => n === half,
      60_000,
    );
    const empty = fill(disk);
    const filled = performance.now();
    sender.send(all.slice(half));
    await until(health, (status) => status === 507, 30_000);
    const toldAfter = seconds(filled);
    const before = sender.acknowledged.size;
    empty();
    const freed = performance.now();
    await until(
      () => sender.acknowledged.size,
      (n) => n === letters,
      60_000,
    );
    await until(health, (status) => status === 200);
    const recoveredAfter = seconds(freed);
    sender.close();
    await world.close();
    const kept = new Set(
      world.ledger<{ seq: number }>(`select seq from evidence where kind = 'tags'`).map(({ seq }) => seq),
    );
    const lost = [...sender.acknowledged].filter((seq) => !kept.has(seq)).length;
    return {
      acknowledged: sender.acknowledged.size,
      whileFull: letters - before,
      lost,
      toldAfter,
      recoveredAfter,
      ...soundness(world),
    };
  } finally {
    sender.close();
    await world.close();
    unmount(disk);
  }
}

/** @param world whose gateway of Guyuan keeps its data on a small disk, under load. */
export async function gatewayDiskFull(world: World, { letters }: { letters: number }) {
  const disk = join(world.folder, 'GW-RC-S', 'data');
  const health = async () => {
    const response = await fetch(`http://127.0.0.1:${world.stores['RC-S']?.statusPort}/healthz`);
    return (await response.json()) as {
      alarms: string[];
      outbox: { depth: number; last: number; refusedByDisk: number; thinned: number };
    };
  };
  try {
    world.begin();
    await until(health, ({ outbox }) => outbox.last > 20, 60_000);
    // Without its line it must keep everything.
    await world.server.kill('SIGKILL');
    const empty = fill(disk);
    const filled = performance.now();
    await until(health, ({ alarms }) => alarms.includes('diskFull'), 30_000);
    const toldAfter = seconds(filled);
    const { outbox: full } = await health();
    await until(health, ({ outbox }) => outbox.last >= full.last + letters, 120_000);
    empty();
    const freed = performance.now();
    await until(health, ({ alarms }) => !alarms.includes('diskFull'), 60_000);
    const recoveredAfter = seconds(freed);
    await world.startServer();
    await world.simulator.kill();
    const { outbox } = await until(health, (now) => now.outbox.depth === 0, 60_000);
    await world.close();
    const kept = Number(
      world.ledger<{ n: number }>(
        `select sum(seq - from_seq + 1) as n from evidence join outbox on outbox.key = evidence.outbox
         join gateway on gateway.key = outbox.gateway where gateway.code = 'GW-RC-S'`,
      )[0]?.n,
    );
    const { refusedByDisk, thinned, last } = outbox;
    return {
      accepted: last,
      lost: last - kept,
      refusedByDisk,
      thinned,
      toldAfter,
      recoveredAfter,
      ...soundness(world),
    };
  } finally {
    await world.close();
    unmount(disk);
  }
}
