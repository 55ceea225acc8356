/** The promises under load for as long as they ask; one line a promise. */
import { type World, withWorld } from '../world.ts';
import { gaps } from './gaps.ts';
import { killBoth } from './kill-both.ts';
import { killServer } from './kill-server.ts';
import { poison } from './poison.ts';

type Counts = Record<string, number>;
type Trial = { promises: string; wish: Parameters<typeof withWorld>[0]; run(world: World): Promise<Counts> };

const words = process.argv.slice(2);
const isJson = words.includes('--json');
const isShort = words.includes('--short');
const names = words.filter((word) => !word.startsWith('--'));
const seed = Number(process.env.CHANGPING_SEED ?? Date.now() % 1_000_000);
const long = <Size>(size: Size, short: Size): Size => (isShort ? short : size);

const trials: Trial[] = [
  {
    promises: 'P1 P2',
    wish: { scenario: 'quiet-day', gateway: false },
    run: (world) => killServer(world, { kills: long(200, 10), letters: long(21_000, 2100), seed }),
  },
  {
    promises: 'P3',
    wish: { scenario: 'busy-gate', speed: 10, direct: true },
    run: (world) => killBoth(world, { kills: long(100, 10), letters: long(4000, 2000), seed }),
  },
  {
    promises: 'P8',
    wish: { scenario: 'quiet-day', gateway: false },
    run: (world) => gaps(world, { letters: long(20_000, 2000), seed }),
  },
  {
    promises: 'P9',
    wish: { scenario: 'quiet-day', gateway: false },
    run: (world) => poison(world, { letters: long(60_000, 6000), seed }),
  },
];

const known = trials.flatMap(({ promises }) => promises.split(' '));
const unknown = names.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`There is no trial of "${unknown}"; there are ${known.join(', ')}.`);
  process.exit(2);
}
let broken = 0;
for (const { promises, wish, run } of trials) {
  if (names.length && !promises.split(' ').some((name) => names.includes(name))) continue;
  if (!isJson) console.error(`${promises} … (seed ${seed})`);
  const counts = await withWorld(wish, run);
  const ok = ['lost', 'gaps', 'double', 'brokenChains', 'differences', 'reconnects'].every(
    (name) => !counts[name],
  );
  if (!ok) broken++;
  for (const promise of promises.split(' '))
    console.log(
      isJson
        ? JSON.stringify({ promise, seed, ...counts, ok })
        : `${promise} ${ok ? 'kept' : 'BROKEN'} ${JSON.stringify(counts)}`,
    );
}
process.exit(broken ? 1 : 0);
