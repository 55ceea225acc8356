import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Difference, type Tolerance, wantsSecondCount } from './tolerance.ts';

const limit = (more: Partial<Tolerance>): Tolerance => ({
  ...{ quantity: 10, percent: 0, fen: 50_000, secondCount: 'aboveTolerance', ...more },
});
const lacks = (quantity: number, more: Partial<Difference> = {}): Difference => ({
  ...{ what: 'missing', quantity, booked: 1000, fen: 0, ...more },
});

it.each<[string, Tolerance, Difference, boolean]>([
  ['so many units are let pass', limit({}), lacks(10), false],
  ['one more is not', limit({}), lacks(11), true],
  ['nor so few that are worth more', limit({}), lacks(1, { fen: 50_001 }), true],
  ['what they may be worth is let pass', limit({}), lacks(1, { fen: 50_000 }), false],
  ['a share of what the book had, where that is more', limit({ percent: 2 }), lacks(20), false],
  ['no more than that share', limit({ percent: 2 }), lacks(21), true],
  ['the units, where the share is less', limit({ percent: 2 }), lacks(10, { booked: 100 }), false],
  ['no part of a unit', limit({ quantity: 0, percent: 1 }), lacks(1, { booked: 99 }), true],
  ['the share lets nothing pass in money', limit({ percent: 100 }), lacks(20, { fen: 50_001 }), true],
  [
    'of what the book had none a share is nothing',
    limit({ quantity: 0, percent: 50 }),
    lacks(1, { booked: 0, what: 'gained' }),
    true,
  ],
  [
    'what lies elsewhere is still there',
    limit({ quantity: 0 }),
    lacks(500, { what: 'misplaced', fen: 1e9 }),
    false,
  ],
  [
    'but not where every difference is counted again',
    limit({ secondCount: 'everyDifference' }),
    lacks(1, { what: 'misplaced' }),
    true,
  ],
  [
    'then no tolerance lets anything pass',
    limit({ secondCount: 'everyDifference', percent: 100 }),
    lacks(1),
    true,
  ],
  ['a worse condition is a difference too', limit({ quantity: 0 }), lacks(1, { what: 'condition' }), true],
])('%s', (_, tolerance, difference, again) => {
  expect(wantsSecondCount(tolerance, difference)).toBe(again);
});

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const tolerances = fc.record({
  quantity: fc.nat(50),
  percent: fc.nat(100),
  fen: fc.nat(100_000),
  secondCount: fc.constantFrom<Tolerance['secondCount']>('aboveTolerance', 'everyDifference'),
});
const differences = fc.record({
  what: fc.constantFrom<Difference['what']>('missing', 'gained', 'misplaced', 'condition'),
  quantity: fc.integer({ min: 1, max: 200 }),
  booked: fc.nat(500),
  fen: fc.nat(200_000),
});

it(`lets pass nothing larger than what it asks about, and a stricter policy lets pass nothing that a looser one asks about (seed ${seed})`, () => {
  fc.assert(
    fc.property(tolerances, differences, fc.nat(50), fc.nat(50_000), (tolerance, difference, more, fen) => {
      if (!wantsSecondCount(tolerance, difference)) {
        // Whatever is looser lets it pass as well, and so does this one what is less.
        for (const looser of [
          { ...tolerance, quantity: tolerance.quantity + more },
          { ...tolerance, fen: tolerance.fen + fen },
          { ...tolerance, percent: Math.min(100, tolerance.percent + more) },
        ])
          expect(wantsSecondCount(looser, difference)).toBe(false);
        const less = Math.max(1, difference.quantity - more);
        expect(
          wantsSecondCount(tolerance, {
            ...difference,
            quantity: less,
            fen: Math.max(0, difference.fen - fen),
          }),
        ).toBe(false);
      }
      expect(wantsSecondCount({ ...tolerance, secondCount: 'everyDifference' }, difference)).toBe(true);
    }),
    { seed, numRuns: 2000 },
  );
});
