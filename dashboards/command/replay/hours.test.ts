import { expect, it } from 'vitest';
import { hoursOf } from './hours.ts';

const at = (time: string) => Date.parse(`2026-11-25T${time}Z`);
it.each([
  ['a day', '00:10', '24:00', ['03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00']],
  ['an afternoon', '12:50', '18:10', ['13:00', '14:00', '15:00', '16:00', '17:00', '18:00']],
  ['twenty minutes', '09:01', '09:21', ['09:05', '09:10', '09:15', '09:20']],
  ['a minute', '09:01', '09:02', []],
  ['nothing', '09:01', '09:01', []],
])('shows of %s what can be read', (_, from, to, shown) => {
  expect(hoursOf(at(from), at(to)).map((moment) => new Date(moment).toISOString().slice(11, 16))).toEqual(
    shown,
  );
});
