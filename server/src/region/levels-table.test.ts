import { type KindFacts, levelOf, neededFor } from '@changping/contracts/catalogue';
import type { Kind } from '@changping/contracts/live';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { levelLines, levelTable } from './levels-table.ts';

const kind = (facts: Pick<KindFacts, 'need' | 'levels'>, id = 'tent', name = '帐篷') =>
  ({ id, name, nameEn: id, unit: '顶', ...facts }) as Kind;
const sites = [{ tier: 'regional' }, { tier: 'county' }, { tier: 'county' }, { tier: 'station' }] as const;

it.each([
  ['one for each', { units: 1, people: 1, every: 'once' }, 2000],
  ['one for four', { units: 1, people: 4, every: 'once' }, 500],
  ['three for each, every day', { units: 3, people: 1, every: 'day' }, 18_000],
  ['one for seven: there is no seventh of a tent', { units: 1, people: 7, every: 'once' }, 286],
  ['a tenth for each, every day: no more than that', { units: 0.1, people: 1, every: 'day' }, 600],
] as const)('needs for 2,000 people and 3 days: %s', (_, need, units) => {
  expect(neededFor(need, 2000, 3)).toBe(units);
});

it('adds up what each site of each tier shall hold, and nothing for tiers without a level', () => {
  const levels = { regional: { standing: 100, dynamic: 10 }, county: { standing: 5, dynamic: 1 } };
  expect(levelOf(levels, sites)).toEqual({ standing: 110, dynamic: 12 });
});

it('prints the true number where the levels fall short, in columns that stand below each other', () => {
  const lines = levelLines(
    [
      kind({
        need: { units: 1, people: 4, every: 'once' },
        levels: { regional: { standing: 400, dynamic: 60 } },
      }),
      kind(
        { need: { units: 1, people: 50, every: 'once' }, levels: { county: { standing: 38, dynamic: 0 } } },
        'searchlight',
        '移动照明灯',
      ),
    ],
    sites,
    { people: 2000, days: 3 },
  );
  expect(lines.map(({ over }) => over)).toEqual([-40, 36]);
  expect(levelTable(lines).split('\n').slice(1)).toEqual([
    '帐篷        tent         顶              400            60            460          500  -40 不足 short',
    '移动照明灯  searchlight  顶               76             0             76           40             +36',
  ]);
});

it('never asks less for more people or more days', () => {
  const need = fc.record({
    units: fc.double({ min: 0, max: 1000, noNaN: true }),
    people: fc.integer({ min: 1, max: 1000 }),
    every: fc.constantFrom('once' as const, 'day' as const),
  });
  fc.assert(
    fc.property(
      need,
      fc.nat(10_000),
      fc.nat(30),
      fc.nat(1000),
      fc.nat(30),
      (each, people, days, more, longer) => {
        const least = neededFor(each, people, days);
        expect(Number.isInteger(least)).toBe(true);
        expect(neededFor(each, people + more, days + longer)).toBeGreaterThanOrEqual(least);
      },
    ),
  );
});
