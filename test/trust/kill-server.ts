/** P1 and P2: the server is killed again and again while three lines send, a fifth of their letters twice. Whatever was acknowledged must be in the ledger, once, and stock must be what the letters say. */
import { createHash } from 'node:crypto';
import type { Epoch } from '@changping/contracts/units';
import { mulberry32 } from '@changping/firmware-sim/random';
import { palletEpcs, strangers, tagsLetters } from '../letters.ts';
import { openSender, type Prepared, type Sender } from '../sender.ts';
import { until, type World } from '../world.ts';
import { soundness } from './soundness.ts';

export type KillServer = { kills: number; letters: number; seed: number };

/** @param world without a gateway process. */
export async function killServer(world: World, { kills, letters, seed }: KillServer) {
  const random = mulberry32(seed);
  const sites = ['RC-S', 'RC-N', 'CD-YC'];
  const lines = sites.map((site, i) => {
    const { gateway, key } = world.stores[site] as { gateway: string; key: string };
    const epoch = (i + 1).toString(16).padStart(16, '0') as Epoch;
    // The pallet is expected at Guyuan only; everywhere else its cases are seen elsewhere, and strangers everywhere.
    const epcs = [...strangers(200), ...palletEpcs()];
    const all = tagsLetters({ gateway, epoch, rows: 3, count: Math.ceil(letters / sites.length), epcs });
    const sender = openSender({
      port: world.mqttPort,
      site,
      gateway,
      key,
      epoch,
      duplicates: 0.2,
      random,
      window: 20,
    });
    return { site, gateway, epoch, all, sender };
  });
  const pace = feed(lines);
  for (let kill = 0; kill < kills; kill++) {
    const before = total(lines);
    await until(
      () => total(lines),
      (n) => n > before + 20 || n === letters,
      30_000,
    );
    await new Promise((later) => setTimeout(later, random() * 150));
    await world.server.kill('SIGKILL');
    await world.startServer();
  }
  await until(
    () => lines.every(({ all, sender }) => sender.acknowledged.size === all.length),
    Boolean,
    120_000,
  );
  clearInterval(pace);
  for (const { sender } of lines) sender.close();
  await world.close();

  const rows = world.ledger<{ gateway: string; seq: number; digest: Buffer }>(
    `select gateway.code as gateway, seq, digest from evidence
     join outbox on outbox.key = evidence.outbox join gateway on gateway.key = outbox.gateway`,
  );
  const kept = new Map(rows.map(({ gateway, seq, digest }) => [`${gateway}/${seq}`, digest.toString('hex')]));
  const lost = lines.flatMap(({ gateway, all, sender }) =>
    all.filter(
      ({ seq, bytes }) => sender.acknowledged.has(seq) && kept.get(`${gateway}/${seq}`) !== digestOf(bytes),
    ),
  );
  return {
    kills,
    accepted: total(lines),
    sent: lines.reduce((sum, { sender }) => sum + sender.sent(), 0),
    lost: lost.length,
    rows: rows.length,
    pieces: Number(
      world.ledger<{ n: number }>(`select count(*) as n from entry where actor like 'gateway:%'`)[0]?.n,
    ),
    ...soundness(world),
  };
}

type Line = { all: Prepared[]; sender: Sender };

/** Letters come bit by bit, so that every kill meets some under way. */
function feed(lines: Line[]): NodeJS.Timeout {
  const at = lines.map(() => 0);
  return setInterval(() => {
    lines.forEach(({ all, sender }, i) => {
      const from = at[i] as number;
      at[i] = Math.min(all.length, from + 8);
      sender.send(all.slice(from, at[i]));
    });
  }, 20);
}

const total = (lines: Line[]) => lines.reduce((sum, { sender }) => sum + sender.acknowledged.size, 0);
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
