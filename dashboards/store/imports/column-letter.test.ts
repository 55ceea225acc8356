import { expect, it } from 'vitest';
import { columnLetter } from './column-letter.ts';

it.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [99, 'CV'],
  [702, 'AAA'],
])('calls column %i %s', (at, letter) => {
  expect(columnLetter(at)).toBe(letter);
});
