/** P3: gateways and server are killed again and again while tags pass at six gates. Every number a gateway gave out must be in the ledger once the line is quiet. */
import { join } from 'node:path';
import { mulberry32 } from '@changping/firmware-sim/random';
import Sqlite from 'better-sqlite3';
import { until, type World } from '../world.ts';
import { soundness } from './soundness.ts';

export type KillBoth = { kills: number; letters: number; seed: number };

/** @param world under load. */
export async function killBoth(world: World, { kills, letters, seed }: KillBoth) {
  const random = mulberry32(seed);
  const wait = (most: number) => new Promise((later) => setTimeout(later, random() * most));
  world.begin();
  for (let kill = 0; kill < kills; kill++) {
    await wait(600);
    await world.gateway.kill('SIGKILL');
    await world.startGateway();
    await wait(600);
    await world.server.kill('SIGKILL');
    await world.startServer();
  }
  const numbered = () =>
    Promise.all(Object.keys(world.stores).map(async (site) => (await world.gatewayHealth(site)).outbox));
  await until(numbered, (boxes) => sum(boxes, 'last') >= letters, 180_000);
  await world.simulator.kill();
  const quiet = performance.now();
  // With the devices gone the gateway tells so, and then nothing more.
  await until(numbered, (boxes) => sum(boxes, 'depth') === 0, 60_000);
  const emptyAfter = (performance.now() - quiet) / 1000;
  await world.close();
  const given = Object.values(world.stores).map(({ gateway, config }) => ({ gateway, ...outboxOf(config) }));
  const kept = world.ledger<{ gateway: string; outbox: number; from: number; seq: number }>(
    `select gateway.code as gateway, outbox, from_seq as "from", seq from evidence
     join outbox on outbox.key = evidence.outbox join gateway on gateway.key = outbox.gateway`,
  );
  return {
    kills: kills * 2,
    accepted: given.reduce((n, { last }) => n + last, 0),
    lost: given.reduce(
      (n, box) =>
        n +
        missing(
          box,
          kept.filter(({ gateway }) => gateway === box.gateway),
        ),
      0,
    ),
    outboxes: new Set(kept.map(({ outbox }) => outbox)).size,
    emptyAfter,
    ...soundness(world),
  };
}

type Box = { last: number; depth: number };
const sum = (boxes: Box[], name: keyof Box) => boxes.reduce((n, box) => n + box[name], 0);

type Kept = { from: number; seq: number };

/** Numbers that were given out and are neither in the ledger nor waiting in the outbox any more. */
function missing({ last, waiting }: { last: number; waiting: number[] }, kept: Kept[]): number {
  const there = new Set(waiting);
  for (const { from, seq } of kept) for (let n = from; n <= seq; n++) there.add(n);
  return Array.from({ length: last }, (_, i) => i + 1).filter((n) => !there.has(n)).length;
}

/** Read from the gateway's own file, once it has ended and let go of it. */
function outboxOf(config: string): { last: number; waiting: number[] } {
  const db = new Sqlite(join(config, '..', 'data', 'outbox.sqlite'), { readonly: true });
  try {
    const last = db.prepare('select last from counter').pluck().get() as number;
    return { last, waiting: db.prepare('select seq from letter').pluck().all() as number[] };
  } finally {
    db.close();
  }
}
