import { expect, it } from 'vitest';
import { outOfTurn } from './turn.ts';

type Rows = [string, number][];
const amounts = (rows: Rows, kind = 'tent') => rows.map(([lot, quantity]) => ({ kind, lot, quantity }));

it.each<[string, Rows, Rows, string[]]>([
  ['as proposed', [['A', 10]], [['A', 10]], []],
  [
    'less of the last',
    [
      ['A', 8],
      ['B', 1],
    ],
    [
      ['A', 8],
      ['B', 2],
    ],
    [],
  ],
  [
    'of one lot in two places',
    [
      ['A', 4],
      ['A', 6],
    ],
    [['A', 10]],
    [],
  ],
  ['more of the first', [['A', 15]], [['A', 10]], []],
  ['one that was not proposed', [['C', 10]], [['A', 10]], ['tent C']],
  [
    'more of the second for some of the first',
    [
      ['A', 5],
      ['B', 5],
    ],
    [
      ['A', 8],
      ['B', 2],
    ],
    ['tent B'],
  ],
  [
    'the first left out',
    [['B', 2]],
    [
      ['A', 8],
      ['B', 2],
    ],
    ['tent B'],
  ],
])('asks why a lot is taken while one before it gives less: %s', (_, taken, proposed, lots) => {
  expect([...outOfTurn(amounts(taken), amounts(proposed))]).toEqual(lots);
});

it('asks nothing of a kind for which nothing was proposed', () => {
  expect(outOfTurn(amounts([['A', 5]], 'quilt'), amounts([['A', 5]])).size).toBe(0);
});
