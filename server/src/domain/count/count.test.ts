import { expect, it } from 'vitest';
import { A1, A2, cell, codes, count, loose, moved, said, worse } from '../../../test/count-room.ts';
import type { CountInput } from './facts.ts';

it.each<[string, Partial<CountInput>, string[], string[]]>([
  ['all as in the book', { book: [cell(A1, 'W', 10)], scans: [loose('W', 10)] }, [], []],
  ['two bottles less', { book: [cell(A1, 'W', 10)], scans: [loose('W', 8)] }, ['missing W 2'], []],
  ['two more', { book: [cell(A1, 'W', 10)], scans: [loose('W', 12)] }, ['gained W 2'], []],
  ['a lot the book has nowhere', { scans: [loose('W', 3)] }, ['gained W 3'], []],
  ['a lot nobody wrote down where somebody looked', { book: [cell(A1, 'W', 10)] }, ['missing W 10'], []],
  [
    'what went out before the scan',
    {
      book: [cell(A1, 'W', 10)],
      moved: [moved(1, 'W', 4, A1, 'consumed')],
      scans: [loose('W', 6, { n: 1 })],
    },
    [],
    [],
  ],
  [
    'what went out after it',
    { book: [cell(A1, 'W', 10)], moved: [moved(1, 'W', 4, A1, 'consumed')], scans: [loose('W', 10)] },
    [],
    [],
  ],
  [
    'shelf by shelf on one device',
    { book: [cell(A1, 'W', 10)], scans: [loose('W', 4), loose('W', 6, { n: 3 })] },
    [],
    [],
  ],
  [
    'movement between two shelves of a lot',
    {
      book: [cell(A1, 'W', 10)],
      moved: [moved(2, 'W', 4, A1, 'consumed')],
      scans: [loose('W', 4), loose('W', 6, { n: 3 })],
    },
    [],
    ['movedMeanwhile'],
  ],
  [
    'two devices on one bin',
    { book: [cell(A1, 'W', 10)], scans: [loose('W', 10), loose('W', 10, { device: 'd2', counter: 'wu' })] },
    [],
    ['twoDevices'],
  ],
  [
    'two devices, then a second count by another',
    {
      book: [cell(A1, 'W', 10)],
      scans: [
        loose('W', 5),
        loose('W', 4, { device: 'd2', counter: 'wu' }),
        loose('W', 9, { round: 2, counter: 'he', device: 'd3' }),
      ],
    },
    ['missing W 1'],
    [],
  ],
  [
    'a second count by the same person',
    { book: [cell(A1, 'W', 90)], scans: [loose('W', 9), loose('W', 9, { round: 2 })] },
    [],
    ['samePerson'],
  ],
  [
    'goods in the wrong bin',
    { book: [cell(A1, 'W', 10), cell(A2, 'W', 5)], scans: [loose('W', 7), loose('W', 8, { place: A2 })] },
    ['misplaced W 3'],
    [],
  ],
  [
    'some of them broken',
    { book: [cell(A1, 'W', 10)], scans: [loose('W', 8), loose('W', 2, { condition: worse })] },
    ['condition W 2'],
    [],
  ],
  [
    'better than the book has them',
    {
      book: [{ ...cell(A1, 'W', 10), quality: 'held' }],
      scans: [loose('W', 10, { condition: { quality: 'usable', grade: 'reserve' } })],
    },
    [],
    ['needsInspection'],
  ],
  [
    'a loss the book has given out since',
    { book: [cell(A1, 'W', 10)], moved: [moved(3, 'W', 9, A1, 'consumed')], scans: [loose('W', 8)] },
    ['missing W 2'],
    ['belowZero'],
  ],
])('counts loose goods: %s', (_, more, variances, troubles) => {
  const result = count(more);
  expect([said(result), codes(result)]).toEqual([variances, troubles]);
});
