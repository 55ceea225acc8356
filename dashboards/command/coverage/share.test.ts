import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shareText, waitOf } from './share.ts';

it.each([
  [0, '0.0%'],
  [0.97349, '97.3%'],
  [0.9999, '99.9%'],
  [0.999_999, '99.9%'],
  [1, '100%'],
  // Sums of floating point miss a whole by a hair.
  [0.999_999_999_999, '100%'],
  [1.000_000_000_000_2, '100%'],
  [0.779_999_153, '77.9%'],
  [0.29, '29.0%'],
])('writes %d as %s', (part, text) => {
  expect(shareText(part)).toBe(text);
});

it('never says more than is so, and never a tenth less', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (part) => {
      const said = Number.parseFloat(shareText(part)) / 100;
      expect(said).toBeLessThanOrEqual(part + 2e-9);
      expect(said).toBeGreaterThan(part - 0.001_000_1);
    }),
  );
});

it('rounds a wait up', () => {
  expect([117.01, 118, 118.000_000_000_01].map(waitOf)).toEqual([118, 118, 118]);
});
