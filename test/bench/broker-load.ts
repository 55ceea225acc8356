/** Six lines send at once to a real server; it commits before it thanks. */
import type { Epoch } from '@changping/contracts/units';
import { strangers, tagsLetters } from '../letters.ts';
import { openSender } from '../sender.ts';
import { until, type World } from '../world.ts';
import { percentile, processCost } from './machine.ts';

export type Load = { letters: number; rows: number; epoch: Epoch; window: number };
export type LoadResult = { lettersPerSecond: number; cpuPerLetterUs: number; p50: number; p99: number };

export async function brokerLoad(world: World, { letters, rows, epoch, window }: Load): Promise<LoadResult> {
  const waits: number[] = [];
  const stores = Object.values(world.stores);
  const count = Math.ceil(letters / stores.length);
  const epcs = strangers(Math.max(600, rows));
  const lines = stores.map(({ site, gateway, key }) => ({
    all: tagsLetters({ gateway, epoch, rows, count, epcs }),
    sender: openSender({
      port: world.mqttPort,
      site,
      gateway,
      key,
      epoch,
      window,
      heard: (_seq, waited) => waits.push(waited),
    }),
  }));
  await until(() => lines.every(({ sender }) => sender.connects() === 1), Boolean);
  const before = processCost(world.server.pid).cpu;
  const began = performance.now();
  for (const { all, sender } of lines) sender.send(all);
  await until(() => lines.every(({ sender }) => sender.acknowledged.size === count), Boolean, 300_000);
  const seconds = (performance.now() - began) / 1000;
  const cpu = processCost(world.server.pid).cpu - before;
  for (const { sender } of lines) sender.close();
  const total = count * lines.length;
  const [kept] = world.ledger<{ n: number }>(
    `select count(*) as n from evidence join outbox on outbox.key = outbox where kind = 'tags' and epoch = '${epoch}'`,
  );
  if (kept?.n !== total) throw new Error(`${kept?.n} letters in the ledger of ${total} acknowledged`);
  return {
    lettersPerSecond: total / seconds,
    cpuPerLetterUs: (cpu / total) * 1e6,
    p50: percentile(waits, 0.5),
    p99: percentile(waits, 0.99),
  };
}
