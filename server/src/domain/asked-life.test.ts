import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Demand, freshDays, passedOver } from './asked-life.ts';
import type { Day } from './day.ts';
import type { Offer } from './first-out.ts';

const today = '2026-11-26' as Day;
it.each([
  [3, null, 1096],
  [0.5, null, 181],
  [5, [5, 7], 2557],
  [null, [2, 3], 1096],
  [null, null, null],
] as const)('a fresh lot of %s years, or of %j, keeps %s days', (storageYears, storageRange, days) => {
  expect(freshDays({ storageYears, storageRange }, today)).toBe(days);
});

const offer = (lot: string, effectiveOn: string | null, more: Partial<Offer> = {}): Offer => ({
  ...{ kind: 'water', lot, piece: null, place: 'CS-1/ordinary', site: 'CS-1', quality: 'usable' },
  ...{
    grade: 'reserve',
    owner: 'CS-1',
    quantity: 10,
    effectiveOn: effectiveOn as Day | null,
    receivedAt: null,
    reserved: 0,
    leased: 0,
  },
  ...more,
});
const asks = (minimumDays: number, more: Partial<Demand> = {}): Demand => ({
  ...{ line: 1, kind: 'water', site: 'CS-1', grade: 'reserve', owner: 'CS-1', quantity: 5, minimumDays },
  ...more,
});
const early = offer('E', '2026-12-26');
const next = offer('N', '2027-01-25');
const late = offer('L', '2027-11-26');
const unknown = offer('U', null);

it.each<[string, Demand[], Offer[], string[]]>([
  ['nothing without a demand', [asks(0)], [early, late], []],
  ['nothing that keeps long enough', [asks(30)], [early, late], []],
  ['what would have gone first', [asks(31)], [early, late], ['1 E 2026-12-26']],
  ['no more than would have gone', [asks(200)], [early, next, late], ['1 E 2026-12-26']],
  [
    'all that would have gone',
    [asks(200, { quantity: 15 })],
    [early, next, late],
    ['1 E 2026-12-26', '1 N 2027-01-25'],
  ],
  [
    'what the other lines would have left',
    [asks(200), asks(0, { line: 2, quantity: 10 })],
    [early, next, late],
    ['1 E 2026-12-26', '1 N 2027-01-25'],
  ],
  ['nothing that others hold', [asks(200)], [offer('E', '2026-12-26', { reserved: 10 }), late], []],
  ['nothing that has expired', [asks(200)], [offer('X', '2026-11-25'), late], []],
  ['what nobody knows the end of, where it is all there is', [asks(1)], [unknown], ['1 U null']],
  [
    'nothing of another kind, grade or owner',
    [asks(200)],
    [
      offer('E', '2026-12-26', { kind: 'rice' }),
      offer('F', '2026-12-26', { grade: 'duty' }),
      offer('G', '2026-12-26', { owner: 'CS-2' }),
      late,
    ],
    [],
  ],
])('passes over %s', (_what, demands, offers, passed) => {
  const told = [...passedOver(demands, offers, today)].flatMap(([line, lots]) =>
    lots.map(({ lot, on }) => `${line} ${lot} ${on}`),
  );
  expect(told).toEqual(passed);
});

it('tells of more the longer goods shall keep, and of nothing that meets the demand', () => {
  const lot = fc.record({ days: fc.integer({ min: 0, max: 400 }), quantity: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(
      fc.array(lot, { maxLength: 6 }),
      fc.nat(400),
      fc.nat(400),
      fc.integer({ min: 1, max: 30 }),
      (lots, one, other, quantity) => {
        const dayFrom = (days: number) =>
          new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
        const offers = lots.map(({ days, quantity }, n) => offer(`${n}`, dayFrom(days), { quantity }));
        const of = (minimumDays: number) =>
          (passedOver([asks(minimumDays, { quantity })], offers, today).get(1) ?? []).map(({ lot }) => lot);
        const [less, more] = [of(Math.min(one, other)), of(Math.max(one, other))];
        expect(more).toEqual(expect.arrayContaining(less));
        for (const name of more) expect(lots[Number(name)]?.days).toBeLessThan(Math.max(one, other));
      },
    ),
  );
});
