import { expect, it } from 'vitest';
import { addTo, type Line } from './sums.ts';

const line = (name: string, pieces: number, quantity: number): Line => ({
  ...{ name, site: 1, place: 1, lot: 1, quality: 'usable', grade: 'reserve', owner: 'RC-S' },
  ...{ pieces, quantity },
});

it.each([
  ['what came', [line('a', 1, 10)], ['a 1 10']],
  ['what came twice', [line('a', 1, 10), line('a', 1, 10)], ['a 2 20']],
  ['nothing of what came and went', [line('a', 1, 10), line('a', -1, -10)], []],
  ['nothing of what came and went within one sum', [line('a', 0, 0)], []],
  ['a piece that was opened into as much', [line('a', -1, 0)], ['a -1 0']],
])('holds %s', (_, sums, held) => {
  const lines = new Map<string, Line>();
  addTo(lines, sums);
  expect([...lines.values()].map(({ name, pieces, quantity }) => `${name} ${pieces} ${quantity}`)).toEqual(
    held,
  );
});
