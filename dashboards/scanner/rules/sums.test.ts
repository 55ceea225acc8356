import { expect, it } from 'vitest';
import { sumsOf } from './sums.ts';

const units: Record<string, string> = { quilt: '条', blanket: '条', water: '升' };
const kinds = ['quilt', 'blanket', 'water', null];
const told = (...portions: [line: number, as: string, quantity: number, reason?: string][]) =>
  sumsOf(
    portions.map(([line, as, quantity, reason]) => ({
      ...{ line, as, quantity },
      ...(reason ? { reason } : {}),
    })) as Parameters<typeof sumsOf>[0],
    (line) => kinds[line - 1] ?? null,
    (kind) => units[kind ?? ''] ?? '',
  ).map(
    ({ as, amounts, reasons }) =>
      `${as} ${amounts.map(({ kind, quantity }) => `${quantity}${units[kind ?? ''] ?? ''}`).join('+')} ${reasons}`,
  );

it.each([
  ['nothing of nothing', [], []],
  [
    'of one unit one sum',
    [
      [1, 'arrived', 10],
      [2, 'arrived', 3],
    ],
    ['arrived 13条 '],
  ],
  [
    'of two units two',
    [
      [1, 'arrived', 10],
      [3, 'arrived', 3],
      [2, 'arrived', 1],
    ],
    ['arrived 11条+3升 '],
  ],
  [
    'each outcome for itself, and a reason once',
    [
      [1, 'arrived', 9],
      [1, 'damaged', 1, '受潮'],
      [2, 'damaged', 2, '受潮'],
    ],
    ['arrived 9条 ', 'damaged 3条 受潮'],
  ],
  ['what has no kind without a unit', [[4, 'passed', 2]], ['passed 2 ']],
] as [string, Parameters<typeof told>, string[]][])('says %s', (_, portions, sums) => {
  expect(told(...portions)).toEqual(sums);
});
