import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Asked, arranged, bySound, isNamed, type Orders } from './arranged.ts';

type Row = { key: number; name: string; due: number | null };
const orders: Orders<Row> = { name: ({ name }) => name, due: ({ due }) => due };
const page = (rows: readonly Row[], asked: Asked) => arranged(rows, orders, ({ key }) => key, asked);
const rows: Row[] = [
  { key: 1, name: '张库管', due: 20 },
  { key: 2, name: '阿依', due: null },
  { key: 3, name: 'CS-10', due: 10 },
  { key: 4, name: 'CS-9', due: 20 },
  { key: 5, name: '李审批', due: null },
];

it.each([
  ['name', [2, 5, 1, 4, 3]],
  ['-name', [3, 4, 1, 5, 2]],
  ['due', [3, 1, 4, 2, 5]],
  ['-due', [4, 1, 3, 2, 5]],
])(
  'puts people in the order of %s: names by their sound, what has no day behind all others',
  (sort, keys) => {
    expect(page(rows, { sort, limit: 9 }).items.map(({ key }) => key)).toEqual(keys);
  },
);

it('finds a name by some of it, however it is written', () => {
  expect(isNamed('库', '张库管')).toBe(true);
  expect(isNamed('CS-1', 'x', 'cs-10')).toBe(true);
  expect(isNamed('王', '张库管', '李审批')).toBe(false);
});

it('takes no word for the next page that was given for another order', () => {
  const { next } = page(rows, { sort: 'name', limit: 2 });
  expect(() => page(rows, { sort: '-name', limit: 2, after: next as string })).toThrow('of another order');
  for (const after of ['0', 'x', Buffer.from('["name",0,{},1]').toString('base64url')])
    expect(() => page(rows, { sort: 'name', limit: 2, after })).toThrow();
});

it('shows every row once on pages that together are the whole list in its order, whatever comes and goes between them', () => {
  const row = fc.record({
    name: fc.oneof(fc.constantFrom('甲', '乙', 'CS-1', 'CS-01', ''), fc.string()),
    due: fc.option(fc.integer({ min: 0, max: 3 })),
  });
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 30 }),
      fc.array(row, { maxLength: 10 }),
      fc.constantFrom('name', '-name', 'due', '-due'),
      fc.integer({ min: 1, max: 7 }),
      (first, later, sort, limit) => {
        const there = first.map((each, key) => ({ ...each, key }));
        const come = later.map((each, i) => ({ ...each, key: first.length + i }));
        const seen: Row[] = [];
        for (let after: string | undefined; ; ) {
          const { items, next } = page(there, { sort, limit, after });
          seen.push(...items);
          if (next === null) break;
          after = next;
          there.push(...come.splice(0, 1));
        }
        const keys = seen.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.filter((key) => key < first.length).toSorted((a, b) => a - b)).toEqual(
          first.map((_, i) => i),
        );
        const values = seen.flatMap(({ name, due }) => (sort.endsWith('name') ? name : (due ?? [])));
        const way = sort.startsWith('-') ? -1 : 1;
        for (const [i, value] of values.slice(1).entries())
          expect(
            way * (typeof value === 'number' ? value - Number(values[i]) : bySound(value, `${values[i]}`)),
          ).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
