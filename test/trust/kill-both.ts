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
  const given = Object.values(world.stores).map(({ config }) => outboxOf(config));
  const kept = world.ledger<{ gateway: string; epoch: string; n: number }>(
    `select gateway.code as gateway, epoch, sum(seq - from_seq + 1) as n from evidence
     join outbox on outbox.key = evidence.outbox join gateway on gateway.key = outbox.gateway group by outbox.key`,
  );
  return {
    kills: kills * 2,
    accepted: sum(given, 'last'),
    lost: sum(given, 'last') - sum(given, 'depth') - kept.reduce((n, row) => n + row.n, 0),
    outboxes: kept.length,
    emptyAfter,
    ...soundness(world),
  };
}

type Box = { last: number; depth: number };
const sum = (boxes: Box[], name: keyof Box) => boxes.reduce((n, box) => n + box[name], 0);

/** Read from the gateway's own file, once it has ended and let go of it. */
function outboxOf(config: string): Box {
  const db = new Sqlite(join(config, '..', 'data', 'outbox.sqlite'), { readonly: true });
  try {
    return db
      .prepare('select (select last from counter) as last, (select count(*) from letter) as depth')
      .get() as Box;
  } finally {
    db.close();
  }
}
