import type { Instant, Minutes } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { sessionEnd } from './session-end.ts';

const at = (minutes: number) => (1_790_000_000_000 + minutes * 60_000) as Instant;

it.each([
  ['a hand on it a moment ago', 600, 599, 30, null],
  ['half an hour without one', 600, 570, 30, 'idle'],
  ['a moment less', 600, 570.01, 30, null],
  ['settings that ask less', 600, 589, 10, 'idle'],
  ['settings that ask more than the law', 600, 560, 480, 'idle'],
  ['twelve hours of work', 720, 719, 30, 'tooLong'],
  ['a clock set back an hour', -60, 0, 30, 'idle'],
  ['a clock set back a day', -1440, 0, 30, 'tooLong'],
])('%s', (_, now, seen, idle, end) => {
  expect(sessionEnd({ openedAt: at(0), lastSeenAt: at(seen) }, at(now), idle as Minutes)).toBe(end);
});
