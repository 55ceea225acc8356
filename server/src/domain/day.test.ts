import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addMonths, calendarOf, type Day, dayIn, daysBetween, quarterOf, quartersFrom } from './day.ts';

const at = (text: string) => Date.parse(text) as Instant;
const day = (text: string) => text as Day;

it.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2100-02-29', false],
  ['2000-02-29', true],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-04-31', false],
  ['2026-4-1', false],
  ['二〇二六', false],
  ['', false],
])('%s is a day: %s', (text, is) => {
  expect(dayIn(text)).toBe(is ? text : null);
});

it.each([
  ['Asia/Shanghai', '2026-03-31T15:59:59.999Z', '2026-03-31'],
  ['Asia/Shanghai', '2026-03-31T16:00:00Z', '2026-04-01'],
  ['Asia/Urumqi', '2026-03-31T17:59:59Z', '2026-03-31'],
  // The night the clocks go forward has 23 hours, the one they go back 25.
  ['Europe/Berlin', '2026-03-28T22:59:59Z', '2026-03-28'],
  ['Europe/Berlin', '2026-03-29T21:59:59Z', '2026-03-29'],
  ['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-30'],
  ['Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-25'],
  ['Europe/Berlin', '2026-10-25T23:00:00Z', '2026-10-26'],
])('in %s it is at %s the day %s', (zone, instant, is) => {
  expect(calendarOf(zone)(at(instant))).toBe(is);
});

it.each([
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-02-29', 48, '2028-02-29'],
  ['2023-02-28', 12, '2024-02-28'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2026-12-15', 1, '2027-01-15'],
  ['2026-05-31', 18, '2027-11-30'],
])('%s and %i months are %s', (from, months, to) => {
  expect(addMonths(day(from), months)).toBe(to);
});

it('counts quarters over the year, and names each once', () => {
  expect(quarterOf(day('2026-01-01'))).toBe('2026Q1');
  expect(quarterOf(day('2026-12-31'))).toBe('2026Q4');
  expect(quartersFrom('2025Q3', '2026Q2')).toEqual(['2025Q3', '2025Q4', '2026Q1', '2026Q2']);
  expect(quartersFrom('2026Q2', '2026Q2')).toEqual(['2026Q2']);
});

it('adds months that never leave the month they lead to, and never go back', () => {
  const days = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2080-01-01'), noInvalidDate: true })
    .map((date) => day(date.toISOString().slice(0, 10)));
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 600 }), (from, months) => {
      const to = addMonths(from, months);
      expect(dayIn(to)).toBe(to);
      const count = (text: Day) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
      expect(count(to) - count(from)).toBe(months);
      expect(Number(to.slice(8))).toBeLessThanOrEqual(Number(from.slice(8)));
      expect(daysBetween(from, to)).toBeGreaterThanOrEqual(months * 28);
    }),
  );
});
