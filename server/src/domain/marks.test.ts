import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gapsWithin, has, highest, holes, type Mark, noMark, take } from './marks.ts';

const all = (numbers: number[]): Mark => numbers.reduce((mark, n) => take(mark, n, n), noMark);

it('stops the mark at the first gap and names the gap', () => {
  const mark = all([1, 2, 4, 5, 9]);
  expect(mark).toEqual({
    upTo: 2,
    over: [
      [4, 5],
      [9, 9],
    ],
  });
  expect(holes(mark, 100)).toEqual([
    [3, 3],
    [6, 8],
  ]);
  expect(holes(mark, 100, 12)).toEqual([
    [3, 3],
    [6, 8],
    [10, 12],
  ]);
  expect(holes(mark, 1)).toEqual([[3, 3]]);
});

it('moves on over what was kept before, once the gap is filled', () => {
  expect(take(all([1, 2, 4, 5, 9]), 3, 3)).toEqual({ upTo: 5, over: [[9, 9]] });
  expect(take(all([1, 2, 4, 5, 9]), 2, 8)).toEqual({ upTo: 9, over: [] });
});

it('names what is not kept yet of a stretch', () => {
  const mark = all([1, 2, 4, 5, 9]);
  expect(gapsWithin(mark, 1, 2)).toEqual([]);
  expect(gapsWithin(mark, 4, 9)).toEqual([[6, 8]]);
  expect(gapsWithin(mark, 2, 7)).toEqual([
    [3, 3],
    [6, 7],
  ]);
  expect(gapsWithin(mark, 7, 12)).toEqual([
    [7, 8],
    [10, 12],
  ]);
});

it('is, for any order with repeats and voids, the plain set of numbers', () => {
  const ranges = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 6 })), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(ranges, (list) => {
      const model = new Set<number>();
      let mark = noMark;
      for (const [from, more] of list) {
        mark = take(mark, from, from + more);
        for (let n = from; n <= from + more; n++) model.add(n);
      }
      const top = Math.max(0, ...model);
      expect(highest(mark)).toBe(top);
      const missing = holes(mark, Infinity).flatMap(([a, b]) =>
        Array.from({ length: b - a + 1 }, (_, i) => a + i),
      );
      for (let n = 1; n <= top + 2; n++) expect(has(mark, n)).toBe(model.has(n));
      expect(missing).toEqual(Array.from({ length: top }, (_, i) => i + 1).filter((n) => !model.has(n)));
      let first = 0;
      while (model.has(first + 1)) first++;
      expect(mark.upTo).toBe(first);
    }),
    { verbose: true },
  );
});
