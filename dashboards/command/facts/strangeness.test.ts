import { expect, it } from 'vitest';
import { strangenessOf } from './strangeness.ts';

const out = { site: 'RC-S', direction: 'out' as const, unexplained: 2, matches: [] };
const into = { ...out, direction: 'in' as const };
const road = (...extra: string[]) => ({ ...into, matches: [{ extra: extra.map((epc) => ({ epc })) }] });
const quilt = { epc: 'E1', stray: false, kind: 'quilt', home: 'RC-S' };

it.each([
  ['went out while the book has it here', quilt, out, 'unexplained'],
  ['went out and the book has it elsewhere', { ...quilt, home: 'RC-N' }, out, null],
  ['came in where the book has it', quilt, into, null],
  ['came in and belongs to another store', { ...quilt, home: 'RC-N' }, into, 'unexplained'],
  ['came in from the road, as a document says', { ...quilt, home: null }, road(), null],
  ['came in with a document that does not want it', { ...quilt, home: null }, road('E1'), 'unexplained'],
  ['came in from nowhere', { ...quilt, home: null }, into, 'unexplained'],
  ['is bound to nothing', { ...quilt, kind: null, home: null }, out, 'unexplained'],
  ['only stood near the gate', { ...quilt, stray: true }, out, 'stray'],
  ['went out of a trip that was explained', quilt, { ...out, unexplained: 0 }, null],
])('of a tag that %s', (_, tag, trip, is) => {
  expect(strangenessOf(tag, trip)).toBe(is);
});
