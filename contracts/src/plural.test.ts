import { expect, it } from 'vitest';
import { plural } from './plural.ts';

it.each([
  ['piece', 0, 'pieces'],
  ['piece', 1, 'piece'],
  ['piece', undefined, 'piece'],
  ['coat', 10, 'coats'],
  ['box', 2, 'boxes'],
  ['glass', 2, 'glasses'],
  ['battery', 2, 'batteries'],
  ['tray', 2, 'trays'],
  ['pair of gloves', 3, 'pairs of gloves'],
  ['pcs', 10, 'pcs'],
  ['kg', 10, 'kg'],
  ['m²', 10, 'm²'],
  ['件', 10, '件'],
])('writes %s of %s as %s', (unit, n, told) => {
  expect(plural(unit, n)).toBe(told);
});
