import { expect, it } from 'vitest';
import { hear, serverNow, startClock } from './server-clock.ts';

it('runs on with the wall after the first news', () => {
  expect(serverNow(startClock(5000, 100), 1100)).toBe(6000);
});

it('learns that a demo runs 60 times faster', () => {
  const clock = hear(startClock(0, 0), 120_000, 2000);
  expect(clock.speed).toBe(60);
  expect(serverNow(clock, 3000)).toBe(180_000);
});

it('takes a little lateness on the way for nothing', () => {
  expect(hear(startClock(0, 0), 10_000, 10_300).speed).toBe(1);
});

it('learns no speed from two pieces of news close together', () => {
  expect(hear(startClock(0, 0), 40, 400).speed).toBe(1);
});

it('starts again when the server was set back', () => {
  const clock = hear(startClock(1_000_000, 0), 5000, 10_000);
  expect(serverNow(clock, 10_000)).toBe(5000);
});
