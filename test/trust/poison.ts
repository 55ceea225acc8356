/** P9: one letter in a hundred is poison. The good ones are thanked as quickly as ever, the bad ones lie in quarantine with their reason, and nobody is cut off for them. */
import type { Epoch } from '@changping/contracts/units';
import { mulberry32 } from '@changping/firmware-sim/random';
import { percentile } from '../bench/machine.ts';
import { strangers, tagsLetters } from '../letters.ts';
import { openSender, type Prepared } from '../sender.ts';
import { until, type World } from '../world.ts';
import { soundness } from './soundness.ts';

const reasons = ['letterNotJson', 'letterShape', 'letterVersion', 'letterTooDeep', 'letterTooLarge'] as const;

/** @param world without a gateway process. */
export async function poison(world: World, { letters, seed }: { letters: number; seed: number }) {
  const random = mulberry32(seed);
  const waits: number[] = [];
  const lines = Object.values(world.stores).map(({ site, gateway, key }, i) => {
    const epoch = (0xd0 + i).toString(16).padStart(16, '0') as Epoch;
    const count = Math.ceil(letters / Object.keys(world.stores).length);
    const good = tagsLetters({ gateway, epoch, rows: 2, count, epcs: strangers(300) });
    const bad = new Set<number>();
    const all = good.map((letter, n) => {
      if (n % 100 !== 50) return letter;
      bad.add(letter.seq);
      return spoiled(letter, reasons[Math.floor(random() * reasons.length)] ?? reasons[0]);
    });
    const heard = (seq: number, waited: number) => {
      if (!bad.has(seq)) waits.push(waited);
    };
    return {
      all,
      bad,
      sender: openSender({ port: world.mqttPort, site, gateway, key, epoch, window: 20, heard }),
    };
  });
  for (const { all, sender } of lines) sender.send(all);
  await until(
    () => lines.every(({ all, sender }) => sender.acknowledged.size === all.length),
    Boolean,
    60_000,
  );
  const poisoned = lines.reduce((sum, { bad }) => sum + bad.size, 0);
  await until(
    () => lines.reduce((sum, { sender }) => sum + sender.refusals.length, 0),
    (n) => n === poisoned,
  );
  const reconnects = lines.reduce((sum, { sender }) => sum + sender.connects() - 1, 0);
  for (const { sender } of lines) sender.close();
  await world.close();
  const quarantined = world.ledger<{ fault: string; why: string }>('select fault, why from quarantine');
  const kept = Number(
    world.ledger<{ n: number }>(`select count(*) as n from evidence where kind = 'tags'`)[0]?.n,
  );
  // A number that could not be read stays open: only a gateway, which keeps the letter, can name and void it.
  const { gaps: unreadable, ...sound } = soundness(world);
  return {
    letters: lines.reduce((sum, { all }) => sum + all.length, 0),
    poisoned,
    quarantined: quarantined.filter(({ why }) => why !== '').length,
    reasons: new Set(quarantined.map(({ fault }) => fault)).size,
    lost: lines.reduce((sum, { all, bad }) => sum + all.length - bad.size, 0) - kept,
    reconnects,
    p99: percentile(waits, 0.99),
    unreadable,
    ...sound,
  };
}

/** The same number with a content that has this fault; bytes differ, so each is a poison of its own. */
function spoiled({ seq, bytes }: Prepared, reason: (typeof reasons)[number]): Prepared {
  const text = bytes.toString();
  const spoil: Record<(typeof reasons)[number], () => string> = {
    letterNotJson: () => text.slice(0, -10),
    letterShape: () => text.replace('"reader":"gate-1"', '"reader":7'),
    letterVersion: () => text.replace('"v":1', '"v":99'),
    letterTooDeep: () => text.replace('"boot"', `"deep":${'['.repeat(40)}${']'.repeat(40)},"boot"`),
    letterTooLarge: () => text.replace('"boot"', `"much":"${'x'.repeat(300_000)}","boot"`),
  };
  return { seq, bytes: Buffer.from(spoil[reason]()) };
}
