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
