import { expect, it } from 'vitest';
import { above, movedUp, placed } from './rule-order.ts';
import type { Rule } from './rule-told.ts';

const rule = (id: string, action: Rule['action']) => ({ id, action }) as Rule;
const table = [
  rule('a1', 'approve'),
  rule('p', 'pick'),
  rule('a2', 'approve'),
  rule('a3', 'approve'),
] as const;
const named = (rules: readonly Rule[]) => rules.map(({ id }) => id).join(' ');

it('puts a new row before the others of its duty, or last where there is none', () => {
  expect(named(placed(table, rule('new', 'approve')))).toBe('new a1 p a2 a3');
  expect(named(placed(table, rule('new', 'pick')))).toBe('a1 new p a2 a3');
  expect(named(placed(table, rule('new', 'keep')))).toBe('a1 p a2 a3 new');
});

it('moves a row before the one above it of the same duty, and the first nowhere', () => {
  expect(named(movedUp(table, table[2]))).toBe('a2 a1 p a3');
  expect(named(movedUp(table, table[3]))).toBe('a1 p a3 a2');
  expect(above(table, table[0])).toBeUndefined();
  expect(named(movedUp(table, table[0]))).toBe('a1 p a2 a3');
});
