import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isUsable, warningOf } from './certificate-end.ts';

const day = 86_400_000;
const term = { startsAt: 0 as Instant, endsAt: (397 * day) as Instant };
const left = (days: number) => (term.endsAt - days * day) as Instant;

it.each([
  [397, null],
  [30.01, null],
  [30, 30],
  [7.01, 30],
  [7, 7],
  [1.01, 7],
  [1, 1],
  [0.001, 1],
  [0, 0],
  [-5, 0],
])('P24 with %s days left the warning is %s', (days, within) => {
  expect(warningOf(term, left(days))?.within ?? null).toBe(within);
});

it('P24 never warns of more days than it warned of before, and is not usable once it is over', () => {
  const seed = Number(process.env.CHANGPING_SEED ?? Date.now() % 1_000_000);
  const days = fc.double({ min: -10, max: 400, noNaN: true });
  fc.assert(
    fc.property(days, days, (one, other) => {
      const [early, late] = [left(Math.max(one, other)), left(Math.min(one, other))];
      const [before, after] = [early, late].map((at) => warningOf(term, at)?.within ?? 1000);
      expect(after).toBeLessThanOrEqual(before as number);
      if (warningOf(term, late)?.within === 0) expect(isUsable(term, late)).toBe(false);
    }),
    { seed },
  );
});
