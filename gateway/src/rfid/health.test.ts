import { expect, it } from 'vitest';
import { type Signs, stateOf } from './health.ts';

const well: Signs = { isUp: true, sinceUp: 60_000, sinceFrame: 100, noise: 0, readsPerSecond: 200 };

it.each<[string, Partial<Signs>, string]>([
  ['reads', {}, 'reading'],
  ['has no line', { isUp: false }, 'disconnected'],
  ['has just been connected and had no time to speak', { sinceUp: 2_000, sinceFrame: 900_000 }, 'reading'],
  ['says nothing behind an open line', { sinceFrame: 15_000 }, 'silent'],
  ['sends garbage only', { sinceFrame: 12_000, noise: 500 }, 'wrongBaud'],
  [
    'sends garbage within the alarm time of 30 s',
    { sinceUp: 10_000, sinceFrame: 900_000, noise: 500 },
    'wrongBaud',
  ],
  ['loses a byte now and then', { sinceFrame: 50, noise: 23 }, 'reading'],
  ['reads faster than any reader can', { readsPerSecond: 5_000 }, 'flooding'],
])('a reader that %s', (_, signs, state) => {
  expect(stateOf({ ...well, ...signs })).toBe(state);
});
