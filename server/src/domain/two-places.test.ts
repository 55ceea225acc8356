import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isTooSoon } from './two-places.ts';

const minute = 60_000;
const noon = 1_782_000_000_000;

it.each<[string, string, number, number | null, boolean]>([
  ['in the same store', 'A', 0, 0, false],
  ['at once, 75 km apart', 'B', 0, 75, true],
  ['24 minutes later, 75 km apart', 'B', 24, 75, true],
  ['25 minutes later, 75 km apart, with clocks that disagree', 'B', 25, 75, false],
  ['an hour later, 75 km apart', 'B', 60, 75, false],
  ['at once next door', 'B', 0, 12, false],
  ['at once, where nobody knows how far', 'B', 0, null, false],
])('is the other place %s too soon?', (_, site, minutes, km, soon) => {
  expect(isTooSoon({ site: 'A', at: noon }, { site, at: noon + minutes * minute }, km)).toBe(soon);
});

it('says the same of both orders, and what is too soon stays so farther away and sooner', () => {
  const sight = fc.record({ site: fc.constantFrom('A', 'B'), at: fc.integer({ min: 0, max: 1e9 }) });
  fc.assert(
    fc.property(sight, sight, fc.nat(2000), fc.nat(500), fc.nat(1e8), (one, other, km, more, less) => {
      expect(isTooSoon(one, other, km)).toBe(isTooSoon(other, one, km));
      if (!isTooSoon(one, other, km)) return;
      expect(isTooSoon(one, other, km + more)).toBe(true);
      const nearer = one.at + Math.sign(other.at - one.at) * Math.max(0, Math.abs(other.at - one.at) - less);
      expect(isTooSoon(one, { ...other, at: nearer }, km)).toBe(true);
    }),
    { verbose: true },
  );
});
