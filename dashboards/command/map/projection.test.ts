import { expect, it } from 'vitest';
import { boxOf, dragged, fit, pixel } from './projection.ts';

const size = { width: 1200, height: 800 };
const box = { west: 105, south: 35.5, east: 107.5, north: 39.3 };

it('puts the middle of the camera in the middle of the drawing', () => {
  expect(pixel({ lon: 106, lat: 37, zoom: 7 }, size, [106, 37])).toEqual([600, 400]);
});

it('shows a box whole within its padding', () => {
  const camera = fit(box, size, { top: 40, right: 20, bottom: 60, left: 300 });
  const [left, top] = pixel(camera, size, [box.west, box.north]);
  const [right, bottom] = pixel(camera, size, [box.east, box.south]);
  expect(top).toBeCloseTo(40, 3);
  expect(bottom).toBeCloseTo(740, 3);
  expect(left).toBeGreaterThanOrEqual(300);
  expect(right).toBeLessThanOrEqual(1180);
});

it('moves the ground along with the hand', () => {
  const camera = { lon: 106, lat: 37, zoom: 7 };
  const [x, y] = pixel(dragged(camera, 30, -20), size, [106, 37]);
  expect(x).toBeCloseTo(630, 6);
  expect(y).toBeCloseTo(380, 6);
});

it('comes close to a single place but not under its ground', () => {
  const only = boxOf([[106, 37]]);
  expect(only && fit(only, size, { top: 0, right: 0, bottom: 0, left: 0 }).zoom).toBe(12);
  expect(boxOf([])).toBeUndefined();
});
