import type { LifeClock, ShelfLife } from '@changping/contracts/catalogue';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addMonths, type Day } from './day.ts';
import { effectiveExpiry, type LotFacts, nearDaysOf, stepOf } from './expiry.ts';

const day = (text: string) => text as Day;
const record = (more: Partial<ShelfLife> = {}): ShelfLife => ({
  ...{ storageYears: 3, storageRange: null, serviceYears: null, serviceRange: null },
  ...{ clock: 'manufacture', serviceClock: null, basis: 'standard', rule: null, source: 's', grade: 'A' },
  ...more,
});
const made = { manufacture: day('2024-02-29'), receipt: day('2024-06-30') };
const lot = (since: LotFacts['since'] = made, printed: string | null = null): LotFacts => ({
  printed: printed as Day | null,
  since,
});
const none = record({ storageYears: null, clock: null, basis: 'none', grade: null });
const jacket = {
  storageYears: 10,
  serviceYears: 5,
  serviceRange: [5, 7] as const,
  serviceClock: 'firstUse' as const,
};

it.each<[string, LotFacts, ShelfLife, string | null, string, string | null]>([
  ['the printed date before the record', lot(made, '2030-01-01'), record(), '2030-01-01', 'printed', null],
  [
    'the printed date before an earlier record',
    lot(made, '2049-01-01'),
    record(),
    '2049-01-01',
    'printed',
    null,
  ],
  ['the printed date without a record', lot({}, '2026-05-05'), none, '2026-05-05', 'printed', null],
  ['the record from the making', lot(), record(), '2027-02-28', 'record', 'manufacture'],
  ['a leap day that comes again', lot(), record({ storageYears: 4 }), '2028-02-29', 'record', 'manufacture'],
  ['half a year', lot(), record({ storageYears: 1.5 }), '2025-08-29', 'record', 'manufacture'],
  [
    'the lower year of a range',
    lot(),
    record({ storageRange: [2, 3] }),
    '2026-02-28',
    'record',
    'manufacture',
  ],
  ['the receipt', lot(), record({ clock: 'receipt' }), '2027-06-30', 'record', 'receipt'],
  [
    'no receipt yet',
    lot({ manufacture: made.manufacture }),
    record({ clock: 'receipt' }),
    null,
    'noReference',
    null,
  ],
  [
    'the bottling',
    lot({ bottling: day('2026-01-31') }),
    record({ clock: 'bottling', storageYears: 1 }),
    '2027-01-31',
    'record',
    'bottling',
  ],
  ['first use that has not come', lot(), record({ clock: 'firstUse' }), null, 'noReference', null],
  [
    'opening that has not come, though it was made',
    lot(),
    record({ clock: 'opened' }),
    null,
    'noReference',
    null,
  ],
  [
    'opening that has come',
    lot({ ...made, opened: day('2026-03-01') }),
    record({ clock: 'opened' }),
    '2029-03-01',
    'record',
    'opened',
  ],
  ['no making date', lot({}), record(), null, 'noReference', null],
  ['no record', lot(), none, null, 'noReference', null],
  ['storage alone while nothing is in use', lot(), record(jacket), '2034-02-28', 'record', 'manufacture'],
  [
    'service once it is in use',
    lot({ ...made, firstUse: day('2025-01-01') }),
    record(jacket),
    '2030-01-01',
    'record',
    'firstUse',
  ],
  [
    'storage where service would end later',
    lot({ ...made, firstUse: day('2033-01-01') }),
    record(jacket),
    '2034-02-28',
    'record',
    'manufacture',
  ],
])('takes %s', (_, facts, life, on, by, clock) => {
  expect(effectiveExpiry(facts, life)).toEqual({ on, by, clock });
});

it.each([
  ['2026-06-30', '2026-06-29', 'nearExpiry'],
  ['2026-06-30', '2026-06-30', 'nearExpiry'],
  ['2026-06-30', '2026-07-01', 'expired'],
  ['2026-06-30', '2026-04-01', 'nearExpiry'],
  ['2026-06-30', '2026-03-31', 'ok'],
  [null, '2099-01-01', 'ok'],
])('good until %s is on %s, told 90 days before: %s', (on, today, step) => {
  expect(stepOf(on as Day | null, day(today), 90)).toBe(step);
});

it('is near to its end sooner at a depot than at the end of the chain, and where a kind has few steps at its last', () => {
  const near = { regional: 1, city: 2, county: 3, station: 3, partner: 2, external: 1 };
  expect(nearDaysOf([365, 180, 90], 'regional', near)).toBe(365);
  expect(nearDaysOf([365, 180, 90], 'city', near)).toBe(180);
  expect(nearDaysOf([365, 180, 90], 'county', near)).toBe(90);
  expect(nearDaysOf([30], 'county', near)).toBe(30);
  expect(nearDaysOf([], 'county', near)).toBe(0);
});

const days = fc.integer({ min: 0, max: 1200 }).map((n) => addMonths(day('1990-01-31'), n));
const maybe = fc.option(days, { nil: null });
const clocks: LifeClock[] = ['manufacture', 'receipt', 'firstUse', 'opened', 'bottling'];
const clock = fc.option(fc.constantFrom(...clocks), { nil: null });
const years = fc.option(fc.integer({ min: 1, max: 50 }), { nil: null });
const sinces = fc.record(Object.fromEntries(clocks.map((each) => [each, maybe])), { requiredKeys: [] });
const records = fc
  .record({ storageYears: years, serviceYears: years, clock, serviceClock: clock })
  .map((given) => record(given));

it('lets the printed date win over any record, and never gives a date that no clock bears', () => {
  fc.assert(
    fc.property(maybe, sinces, records, (printed, since, life) => {
      const expiry = effectiveExpiry({ printed, since }, life);
      if (printed) expect(expiry).toMatchObject({ on: printed, by: 'printed' });
      else if (expiry.by === 'record') expect(expiry.on > (since[expiry.clock] as Day)).toBe(true);
      else expect(expiry).toMatchObject({ on: null, by: 'noReference' });
    }),
  );
});

it('takes of any range no more than its lower end gives', () => {
  const range = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }));
  fc.assert(
    fc.property(days, range, (from, [low, more]) => {
      const of = (life: Partial<ShelfLife>) => effectiveExpiry(lot({ manufacture: from }), record(life)).on;
      const ranged = of({ storageYears: low, storageRange: [low, low + more] });
      expect(ranged).toBe(of({ storageYears: low }));
      expect(of({ storageYears: low + more, storageRange: [low, low + more] })).toBe(ranged);
    }),
  );
});

it('never takes a step back while days go by', () => {
  const order = ['ok', 'nearExpiry', 'expired'];
  fc.assert(
    fc.property(maybe, days, days, fc.nat(800), (on, one, other, near) => {
      const [today, later] = one < other ? [one, other] : [other, one];
      expect(order.indexOf(stepOf(on, later, near))).toBeGreaterThanOrEqual(
        order.indexOf(stepOf(on, today, near)),
      );
      if (on) expect(stepOf(on, on, near)).not.toBe('expired');
    }),
  );
});
