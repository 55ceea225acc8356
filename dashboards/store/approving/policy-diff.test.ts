import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differencesOf } from './policy-diff.ts';
import type { Rule } from './rule-told.ts';

const rule = (id: string, more: Partial<Rule> = {}): Rule => ({
  ...{ id, action: 'approve', types: null, classes: null, fen: { from: 0, to: null }, urgencies: null },
  ...{ levels: null, signatures: [], actFirst: false, byAsker: false, source: '' },
  ...more,
});
const table = (names: string) => [...names].map((name) => rule(name));
const told = (before: readonly Rule[], after: readonly Rule[]) =>
  differencesOf(before, after).map(({ id, what }) => `${id} ${what}`);

it.each<[string, readonly Rule[], readonly Rule[], string[]]>([
  ['nothing', table('abc'), table('abc'), []],
  ['a row that came', table('ac'), table('abc'), ['b added']],
  ['a row that went', table('abc'), table('ac'), ['b removed']],
  ['one that was put last', table('abc'), table('bca'), ['a moved']],
  ['one that says something else', table('ab'), [rule('a'), rule('b', { actFirst: true })], ['b changed']],
  ['one under another name', table('ab'), table('xb'), ['x added', 'a removed']],
  [
    'the order among different duties decides nothing',
    [rule('a'), rule('p', { action: 'pick' })],
    [rule('p', { action: 'pick' }), rule('a')],
    [],
  ],
])('tells %s', (_, before, after, differences) => {
  expect(told(before, after)).toEqual(differences);
});

it('tells nothing of a table and itself, and of any other order that something was moved', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...'abcdefgh'], { minLength: 8 }), (order) => {
      const moved = told(table('abcdefgh'), table(order.join('')));
      expect(moved.length === 0).toBe(order.join('') === 'abcdefgh');
      expect(moved.length).toBeLessThan(8);
    }),
  );
});
