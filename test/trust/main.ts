/** The promises under load for as long as they ask; one line a promise. */
import { join } from 'node:path';
import { type World, withWorld } from '../world.ts';
import { certificates } from './certificates.ts';
import { conserved } from './conserved.ts';
import { gatewayDiskFull, serverDiskFull, smallDisk } from './full-disk.ts';
import { gaps } from './gaps.ts';
import { halfDone } from './half-done.ts';
import { isolation } from './isolation.ts';
import { killBoth } from './kill-both.ts';
import { killServer } from './kill-server.ts';
import { offline } from './offline.ts';
import { poison } from './poison.ts';
import { tampering } from './tampering.ts';

/** `holds`: what the promise says beyond that nothing is lost, doubled or broken. */
type Trial<Counts extends Record<string, number>> = {
  promises: string;
  wish: Parameters<typeof withWorld>[0];
  run(world: World): Promise<Counts>;
  holds(counts: Counts): boolean;
};
/** Its counts, and whether they keep the promise. */
const trial = <Counts extends Record<string, number>>({ promises, wish, run, holds }: Trial<Counts>) => ({
  promises,
  async judge() {
    const counts: Counts = await withWorld(wish, run);
    return { counts: counts as Record<string, unknown>, kept: holds(counts) };
  },
});

const words = process.argv.slice(2);
const isJson = words.includes('--json');
const isShort = words.includes('--short');
const names = words.filter((word) => !word.startsWith('--'));
const seed = Number(process.env.CHANGPING_SEED ?? Date.now() % 1_000_000);
const long = <Size>(size: Size, short: Size): Size => (isShort ? short : size);

const holdsP16 = ({ tampered, found, byHeadOnly }: Record<string, unknown>) =>
  Number(tampered) > long(500, 140) && found === tampered && Number(byHeadOnly) > 0;

/** A promise that can not be tried is not kept. */
function needs(mounted: boolean): void {
  if (!mounted) throw new Error('P5 needs a small disk, and only root may mount one.');
}

const trials = [
  trial({
    promises: 'P1 P2',
    wish: { scenario: 'quiet-day', gateway: false },
    run: (world) => killServer(world, { kills: long(200, 10), letters: long(21_000, 2100), seed }),
    holds: ({ kills, accepted, rows, sent, pieces }) =>
      kills === long(200, 10) &&
      accepted === long(21_000, 2100) &&
      rows === accepted &&
      sent > 1.15 * accepted &&
      pieces === 40,
  }),
  trial({
    promises: 'P3',
    wish: { scenario: 'busy-gate', speed: 10, direct: true },
    run: (world) => killBoth(world, { kills: long(100, 10), letters: long(4000, 2000), seed }),
    holds: ({ accepted, outboxes, emptyAfter }) =>
      accepted >= long(4000, 2000) && outboxes === 6 && emptyAfter < 30,
  }),
  trial({
    promises: 'P5',
    wish: {
      ...{ scenario: 'quiet-day', gateway: false },
      prepare: (folder) => needs(smallDisk(join(folder, 'server'))),
    },
    run: (world) => serverDiskFull(world, { letters: long(4000, 400) }),
    holds: ({ acknowledged, whileFull, toldAfter }) =>
      acknowledged === long(4000, 400) && whileFull > 0 && toldAfter < 10,
  }),
  trial({
    promises: 'P5',
    wish: {
      ...{ scenario: 'busy-gate', direct: true, stores: ['RC-S'] },
      prepare: (folder) => needs(smallDisk(join(folder, 'GW-RC-S', 'data'))),
    },
    run: (world) => gatewayDiskFull(world, { letters: long(400, 40) }),
    holds: ({ accepted, toldAfter }) => accepted > long(400, 40) && toldAfter < 10,
  }),
  trial({
    promises: 'P8',
    wish: { scenario: 'quiet-day', gateway: false },
    run: (world) => gaps(world, { letters: long(20_000, 2000), seed }),
    holds: ({ letters, kept, dropped, overtaken, pieces, filledAfter }) =>
      letters === long(20_000, 2000) &&
      kept === letters &&
      dropped > 0 &&
      overtaken > 0 &&
      pieces === 40 &&
      filledAfter < long(600, 60),
  }),
  trial({
    promises: 'P9',
    wish: { scenario: 'quiet-day', gateway: false },
    run: (world) => poison(world, { letters: long(60_000, 6000), seed }),
    holds: ({ letters, poisoned, quarantined, reasons, p99 }) =>
      letters === long(60_000, 6000) &&
      poisoned === letters / 100 &&
      quarantined === poisoned &&
      reasons >= 4 &&
      p99 < 1000,
  }),
  {
    promises: 'P15',
    async judge() {
      const counts = await conserved({ sequences: long(5000, 60), seed });
      const { sequences, unlike, oversold, steps, refused, corrected } = counts;
      const kept =
        sequences === long(5000, 60) &&
        unlike + oversold === 0 &&
        steps > refused &&
        refused > 0 &&
        corrected > 0;
      return { counts: counts as Record<string, unknown>, kept };
    },
  },
  {
    promises: 'P16',
    // No world: what is tampered with is a file, and nobody writes it meanwhile.
    async judge() {
      const { missed, ...counts } = await tampering({
        ...{ rounds: long(10, 1), others: long(3, 1), flips: long(3000, 150) },
        seed,
      });
      for (const what of missed) console.error(`not found: ${what}`);
      return { counts: counts as Record<string, unknown>, kept: holdsP16(counts) };
    },
  },
  {
    promises: 'P24',
    // The server's own parts in this process: its clock is turned over more than a year.
    async judge() {
      const wish = { renewals: long(20, 2), questions: long(200, 60) };
      const counts = await certificates(wish);
      const { renewals, warnings, refusedStarts, questions, renewedSeen } = counts;
      const kept =
        questions === renewals * wish.questions &&
        warnings === 5 * renewals &&
        [renewals, refusedStarts, renewedSeen].every((n) => n === wish.renewals);
      return { counts: counts as Record<string, unknown>, kept };
    },
  },
  trial({
    promises: 'P28',
    wish: { scenario: 'quiet-day', gateway: false, stock: false, stores: ['RC-S'] },
    run: (world) => halfDone(world, { rounds: long(40, 3), seed }),
    holds: ({ kills, halfImports, halfPostings, doubled, unproved }) =>
      kills === 2 * long(40, 3) && halfImports + halfPostings > long(10, 0) && doubled + unproved === 0,
  }),
  {
    promises: 'P21',
    async judge() {
      const { leaks, ...counts } = await isolation({ homes: long(3, 1) });
      for (const leak of leaks) console.error(leak);
      const { people, own, refusals, told } = counts;
      const kept = people === long(31, 13) && leaks.length === 0 && own > 500 && refusals > 300 && told > 0;
      return { counts: { ...counts, leaks: leaks.length } as Record<string, unknown>, kept };
    },
  },
  {
    promises: 'P26',
    // The server's own parts in this process: what is tried out is what arrives in which order.
    async judge() {
      const counts = await offline({ runs: long(150, 8), seed });
      const { runs, overwritten, unlisted, done, conflicts, reasons, leased } = counts;
      const kept =
        runs === long(150, 8) &&
        overwritten + unlisted === 0 &&
        leased > 0 &&
        done > conflicts / 4 &&
        reasons >= 3;
      return { counts: counts as Record<string, unknown>, kept };
    },
  },
];

const known = trials.flatMap(({ promises }) => promises.split(' '));
const unknown = names.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`There is no trial of "${unknown}"; there are ${known.join(', ')}.`);
  process.exit(2);
}
let broken = 0;
for (const { promises, judge } of trials) {
  if (names.length && !promises.split(' ').some((name) => names.includes(name))) continue;
  if (!isJson) console.error(`${promises} … (seed ${seed})`);
  const { counts, kept } = await judge();
  const isWhole = ['lost', 'gaps', 'double', 'brokenChains', 'differences', 'reconnects'].every(
    (name) => !counts[name],
  );
  const ok = isWhole && kept;
  if (!ok) broken++;
  for (const promise of promises.split(' '))
    console.log(
      isJson
        ? JSON.stringify({ promise, seed, ...counts, ok })
        : `${promise} ${ok ? 'kept' : 'BROKEN'} ${JSON.stringify(counts)}`,
    );
}
process.exit(broken ? 1 : 0);
