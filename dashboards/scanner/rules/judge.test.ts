import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judge, worstOf } from './judge.ts';

const today = '2026-11-25';
it.each([
  ['usable', '2027-11-25', 'good', 'usable', 365],
  ['usable', '2027-02-23', 'watch', 'near', 90],
  ['usable', '2027-02-24', 'good', 'usable', 91],
  ['usable', '2026-11-25', 'watch', 'near', 0],
  ['usable', '2026-11-24', 'act', 'expired', -1],
  ['held', '2028-01-01', 'watch', 'held', 402],
  ['held', '2026-11-01', 'act', 'expired', -24],
  ['inInspection', null, 'watch', 'inInspection', null],
  ['damaged', '2030-01-01', 'act', 'damaged', 1133],
  ['usable', null, 'none', 'noReference', null],
  [null, null, 'none', 'noReference', null],
] as const)('%s until %s: %s, for it is %s', (quality, effectiveOn, mark, why, days) => {
  expect(judge({ quality, effectiveOn, nearDays: 90 }, today)).toEqual({ mark, why, days });
});

it.each([
  [[], null, null],
  [[['usable', 40]], 'usable', null],
  [[['damaged', 2]], 'damaged', null],
  [
    [
      ['usable', 39],
      ['damaged', 1],
    ],
    'damaged',
    1,
  ],
  [
    [
      ['damaged', 1],
      ['inInspection', 3],
      ['damaged', 2],
      ['usable', 7],
    ],
    'damaged',
    3,
  ],
  [
    [
      ['inInspection', 5],
      ['held', 4],
    ],
    'held',
    4,
  ],
  // While it is counted no amount is told.
  [
    [
      ['usable', null],
      ['damaged', null],
    ],
    'damaged',
    0,
  ],
] as const)('of a lot with %j the worst is %s, %s of it', (held, quality, part) => {
  const rows = held.map(([quality, quantity]) => ({ quality, quantity }));
  expect(worstOf(rows)).toEqual({ quality, part });
});

it.each([
  ['damaged', '2030-01-01', 'watch', 'damaged'],
  ['held', '2030-01-01', 'watch', 'held'],
  ['damaged', '2026-11-24', 'act', 'expired'],
  ['damaged', null, 'watch', 'damaged'],
] as const)(
  'a part that is %s of a lot until %s is no alarm for the rest: %s, for it is %s',
  (quality, effectiveOn, mark, why) => {
    expect(judge({ quality, part: 1, effectiveOn, nearDays: 90 }, today)).toMatchObject({ mark, why });
  },
);

it('goods get no better by waiting', () => {
  const rank = { good: 0, none: 0, watch: 1, act: 2 };
  fc.assert(
    fc.property(
      fc.constantFrom('usable', 'held', 'inInspection', 'damaged'),
      fc.integer({ min: -900, max: 900 }),
      fc.nat(900),
      fc.nat(200),
      (quality, left, later, nearDays) => {
        const on = (offset: number) =>
          new Date(Date.parse(today) + offset * 86_400_000).toISOString().slice(0, 10);
        const facts = { quality, effectiveOn: on(left), nearDays };
        expect(rank[judge(facts, on(later)).mark]).toBeGreaterThanOrEqual(rank[judge(facts, today).mark]);
      },
    ),
  );
});
