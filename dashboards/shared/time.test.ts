import { expect, it, onTestFinished } from 'vitest';
import { ageOf, clockTime, dateTime, keepTimeOf } from './time.ts';

const at = Date.UTC(2026, 10, 23, 6, 5, 9);

it('writes a date the way the region reads it', () => {
  expect(dateTime(at)).toBe('2026-11-23 14:05');
});

it('keeps the time of the region, and the one it had where a zone is unknown', () => {
  onTestFinished(() => void keepTimeOf('Asia/Shanghai'));
  expect(keepTimeOf('Asia/Urumqi')).toBe(true);
  expect(dateTime(at)).toBe('2026-11-23 12:05');
  expect(keepTimeOf('Asia/Urumqi')).toBe(false);
  expect(keepTimeOf('Mars/Olympus')).toBe(false);
  expect(dateTime(at)).toBe('2026-11-23 12:05');
});

it('leaves the date away on the same day only', () => {
  expect(clockTime(at, '2026-11-23')).toBe('14:05:09');
  expect(clockTime(at, '2026-11-24')).toBe('2026-11-23 14:05');
});

it.each([
  [-5000, 0, 'second'],
  [59_999, 59, 'second'],
  [60_000, 1, 'minute'],
  [3_599_000, 59, 'minute'],
  [7_200_000, 2, 'hour'],
  [172_800_000, 2, 'day'],
])('says of a datum %i ms old that it is %i %ss old', (ms, n, unit) => {
  expect(ageOf(at, at + ms)).toEqual({ n, unit });
});

it('writes every hour of a region that changes its clock, in the order of time and in any other', () => {
  onTestFinished(() => void keepTimeOf('Asia/Shanghai'));
  keepTimeOf('Australia/Lord_Howe');
  // Half an hour forward on 4 October 2026 at 2:00, which is 15:30 UTC of the day before.
  const change = Date.UTC(2026, 9, 3, 15, 30);
  expect([change - 1000, change, change - 1000].map((each) => dateTime(each))).toEqual([
    '2026-10-04 01:59',
    '2026-10-04 02:30',
    '2026-10-04 01:59',
  ]);
});
