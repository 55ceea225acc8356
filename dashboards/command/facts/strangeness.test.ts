import { expect, it } from 'vitest';
import { strangenessOf } from './strangeness.ts';

const out = { site: 'RC-S', direction: 'out' as const, unexplained: 2 };
const into = { ...out, direction: 'in' as const };
const quilt = { stray: false, kind: 'quilt', home: 'RC-S' };

it.each([
  ['went out while the book has it here', quilt, out, 'unexplained'],
  ['went out and the book has it elsewhere', { ...quilt, home: 'RC-N' }, out, null],
  ['came in where the book has it', quilt, into, null],
  ['came in and belongs to another store', { ...quilt, home: 'RC-N' }, into, 'unexplained'],
  ['is bound to nothing', { ...quilt, kind: null, home: null }, out, 'unexplained'],
  ['only stood near the gate', { ...quilt, stray: true }, out, 'stray'],
  ['went out of a trip that was explained', quilt, { ...out, unexplained: 0 }, null],
])('of a tag that %s', (_, tag, trip, is) => {
  expect(strangenessOf(tag, trip)).toBe(is);
});
