import { afterEach, expect, it } from 'vitest';
import { dayEnd, dayStart } from './day-end.ts';
import { dateTime, keepTimeOf } from './time.ts';

afterEach(() => void keepTimeOf('Asia/Shanghai'));

it.each([
  ['Asia/Shanghai', '2026-11-25', '2026-11-25T16:00:00Z'],
  ['Asia/Shanghai', '2026-12-31', '2026-12-31T16:00:00Z'],
  ['UTC', '2026-02-28', '2026-03-01T00:00:00Z'],
  // Berlin puts its clocks back in that night at three: midnight is still in summer time.
  ['Europe/Berlin', '2026-10-24', '2026-10-24T22:00:00Z'],
  ['Europe/Berlin', '2026-10-25', '2026-10-25T23:00:00Z'],
  ['Asia/Kathmandu', '2026-06-01', '2026-06-01T18:15:00Z'],
])('in %s the day %s is over at %s', (zone, day, end) => {
  keepTimeOf(zone);
  expect(new Date(dayEnd(day)).toISOString().replace('.000', '')).toBe(end);
  expect(dateTime(dayEnd(day))).toMatch(/ 00:00$/);
  expect(dateTime(dayStart(day))).toBe(`${day} 00:00`);
});

it('knows no end of what is no day', () => {
  expect(dayEnd('')).toBeNaN();
  expect(dayEnd('2026-13-40')).toBeNaN();
});
