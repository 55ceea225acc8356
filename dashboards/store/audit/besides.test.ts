import { expect, it } from 'vitest';
import { besides } from './besides.ts';

it.each([
  [null, null, []],
  [{ roles: ['a'] }, { roles: ['a', 'b'] }, ['roles: ["a"] → ["a","b"]']],
  [null, { number: 'DB-1', lines: 2 }, ['number: undefined → DB-1', 'lines: undefined → 2']],
  [
    { state: 'asked', version: 1 },
    { state: 'approved', moves: 0 },
    ['state: asked → approved', 'version: 1 → undefined', 'moves: undefined → 0'],
  ],
  ['x', 7, [': x → 7']],
  [{ suspended: false }, { suspended: true }, ['suspended: false → true']],
])('lays %j and %j beside each other', (before, after, told) => {
  expect(besides(before, after).map(({ name, was, is }) => `${name}: ${was} → ${is}`)).toEqual(told);
});
