import { expect, it } from 'vitest';
import { drawCurve } from './curve-line.ts';

const frame = { from: 0, to: 100, width: 100, height: 50 };
const points = (...values: [number, number | null][]) => values.map(([at, value]) => ({ at, value }));

it('draws one line through readings that follow each other', () => {
  const drawn = drawCurve(points([0, 4], [50, 6], [100, 4]), frame);
  expect(drawn?.line.match(/M/g)).toHaveLength(1);
  expect(drawn?.gaps).toEqual([]);
  expect([drawn?.low, drawn?.high]).toEqual([4, 6]);
});

it('breaks the line where there was no reading, and marks the gap', () => {
  const drawn = drawCurve(points([0, 4], [20, 5], [40, null], [60, 5], [80, 5], [100, 5]), frame);
  expect(drawn?.line.match(/M/g)).toHaveLength(2);
  expect(drawn?.gaps).toEqual([{ x: 20, width: 40 }]);
});

it('breaks the line where nothing came for more than three usual steps', () => {
  const drawn = drawCurve(points([0, 4], [5, 4], [10, 4], [15, 4], [90, 4], [95, 4], [100, 4]), frame);
  expect(drawn?.line.match(/M/g)).toHaveLength(2);
  expect(drawn?.gaps).toEqual([{ x: 15, width: 75 }]);
});

it('marks the time before the first reading and after the last', () => {
  const drawn = drawCurve(points([40, 4], [45, 4], [50, 4]), frame);
  expect(drawn?.gaps).toEqual([
    { x: 0, width: 40 },
    { x: 50, width: 50 },
  ]);
});

it('shows a reading that stands alone', () => {
  expect(drawCurve(points([50, 4]), frame)?.line).toContain('h0.1');
});

it('draws nothing of nothing', () => {
  expect(drawCurve(points([10, null]), frame)).toBeUndefined();
  expect(drawCurve([], frame)).toBeUndefined();
});
