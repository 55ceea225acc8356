import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paces } from './pace.ts';

it.each([
  ['a burst and no more', [0, 0, 0, 0], 'yes yes yes no'],
  ['one more for every ten seconds', [0, 0, 0, 9_999, 10_000, 10_001], 'yes yes yes no yes no'],
  ['no more than a burst for a week', [0, 0, 0, 7e8, 7e8, 7e8, 7e8], 'yes yes yes yes yes yes no'],
  ['nothing for a clock that went back', [50_000, 50_000, 50_000, 0, 0], 'yes yes yes no no'],
])('allows %s', (_, times, answers) => {
  const { may } = paces({ burst: 3, oneIn: 10_000 });
  expect(times.map((at) => (may(1, at) ? 'yes' : 'no')).join(' ')).toBe(answers);
});

it('tells once an hour of each that it was too much', () => {
  const { isNews } = paces({ burst: 1, oneIn: 1 });
  expect([0, 1, 3_599_999, 3_600_000].map((at) => isNews(1, at))).toEqual([true, false, false, true]);
  expect(isNews(2, 1)).toBe(true);
});

it('allows within any time a burst and what that time brings, whatever others send', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ who: fc.integer({ min: 1, max: 3 }), after: fc.nat(5000) }), { maxLength: 300 }),
      (sent) => {
        const { may } = paces({ burst: 5, oneIn: 1000 });
        const allowed = new Map<number, number[]>();
        let now = 0;
        for (const { who, after } of sent) {
          now += after;
          if (may(who, now)) allowed.set(who, [...(allowed.get(who) ?? []), now]);
        }
        for (const times of allowed.values())
          for (const [n, from] of times.entries())
            for (const to of times.slice(n))
              expect(times.filter((at) => at >= from && at <= to).length).toBeLessThanOrEqual(
                5 + (to - from) / 1000,
              );
      },
    ),
  );
});
