import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blankCells, cellFields, changesOf, type KindCells } from './catalogue-cells.ts';

const kind = (id: string, more: Partial<KindCells> = {}): KindCells => ({ ...blankCells(), id, ...more });
const told = (before: KindCells[], after: KindCells[]) =>
  changesOf(before, after).map(
    ({ id, what, changes }) =>
      `${id} ${what} ${changes.map((each) => `${each.field}: ${each.before}→${each.after}`).join(', ')}`,
  );

it.each<[string, KindCells[], KindCells[], string[]]>([
  ['nothing', [kind('a')], [kind('a')], []],
  ['an order that is another', [kind('a'), kind('b')], [kind('b'), kind('a')], []],
  [
    'another life',
    [kind('a', { storage_years: '5' })],
    [kind('a', { storage_years: '3-5' })],
    ['a changed storage_years: 5→3-5'],
  ],
  ['one that retires', [kind('a')], [kind('a', { retired: 'yes' })], ['a retired retired: →yes']],
  ['one that comes back', [kind('a', { retired: 'yes' })], [kind('a')], ['a restored retired: yes→']],
])('tells %s', (_, before, after, changes) => {
  expect(told(before, after)).toEqual(changes);
});

it('tells every cell that says something of a kind that is new, and of one that is gone', () => {
  const [added] = changesOf([], [kind('a', { name: '雨衣' })]);
  expect(added).toMatchObject({ what: 'added' });
  expect(added?.changes).toContainEqual({ field: 'name', before: '', after: '雨衣' });
  expect(changesOf([kind('a', { name: '雨衣' })], [])[0]).toMatchObject({ what: 'removed' });
});

const fields = Object.fromEntries(
  cellFields.map((field) => [field, fc.constantFrom('', '1', '2', field === 'retired' ? 'yes' : '3')]),
) as Record<(typeof cellFields)[number], fc.Arbitrary<string>>;
const cells: fc.Arbitrary<KindCells> = fc.record({ ...fields, id: fc.constantFrom(...'abcde') });
const catalogue = fc.uniqueArray(cells, { selector: ({ id }) => id });

it('leads from any catalogue to any other by its changes alone, and back by the same cells the other way round', () => {
  fc.assert(
    fc.property(catalogue, catalogue, (before, after) => {
      const changes = changesOf(before, after);
      const next = new Map(before.map((each) => [each.id, { ...each }]));
      for (const { id, what, changes: cells } of changes) {
        if (what === 'removed') next.delete(id);
        else {
          const is =
            next.get(id) ?? (Object.fromEntries([...cellFields, 'id'].map((f) => [f, ''])) as KindCells);
          for (const { field, before: was, after: now } of cells) {
            expect(is[field]).toBe(was);
            is[field] = now;
          }
          next.set(id, { ...is, id });
        }
      }
      const sorted = (all: Iterable<KindCells>) =>
        [...all].sort((one, other) => (one.id < other.id ? -1 : 1));
      expect(sorted(next.values())).toEqual(sorted(after));
      const back = changesOf(after, before);
      const cellsOf = (all: typeof changes) =>
        all.flatMap(({ id, changes }) => changes.map(({ field }) => `${id} ${field}`)).sort();
      expect(cellsOf(back)).toEqual(cellsOf(changes));
      expect(changesOf(after, after)).toEqual([]);
    }),
  );
});
