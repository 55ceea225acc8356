import { expect, it } from 'vitest';
import { cellOf, columnsOf } from './columns.ts';

it('tells the past from this quarter, the next and what is later, over the turn of a year', () => {
  const quarters = ['2026Q2', '2026Q3', '2026Q4', '2027Q1', '2027Q2'];
  expect(columnsOf({ today: '2026-11-26', quarters }).map(({ name, state }) => `${name} ${state}`)).toEqual([
    'expired past',
    '2026Q2 past',
    '2026Q3 past',
    '2026Q4 now',
    '2027Q1 next',
    '2027Q2 later',
    'later later',
    'noReference unknown',
  ]);
});

it.each([
  ['2026-03-31', '2026Q1'],
  ['2026-04-01', '2026Q2'],
  ['2026-12-31', '2026Q4'],
])('on %s this quarter is %s', (today, now) => {
  const quarters = ['2026Q1', '2026Q2', '2026Q3', '2026Q4'];
  expect(columnsOf({ today, quarters }).find(({ state }) => state === 'now')?.name).toBe(now);
});

it('has nothing in a cell that the wall leaves out', () => {
  const nothing = { lots: 0, pieces: 0, quantity: 0 };
  const some = { lots: 1, pieces: 24, quantity: 576 };
  const row = {
    ...{ kind: 'ration', expired: some, noReference: nothing, later: nothing },
    cells: [{ quarter: '2026Q3', ...some }],
  };
  expect(cellOf(row, 'expired')).toEqual(some);
  expect(cellOf(row, '2026Q3').pieces).toBe(24);
  expect(cellOf(row, '2026Q4')).toEqual(nothing);
});
