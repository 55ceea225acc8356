import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inOrder } from './held-order.ts';

const text = (row: string | number | null) => `${row ?? '—'}`;
const asIs = { text, by: (row: string | number | null) => row };
it.each([
  ['numbers by their size', [10, 9, 100], [9, 10, 100]],
  ['numbers in texts too', ['v10', 'v9', 'v100'], ['v9', 'v10', 'v100']],
  ['Chinese by its sound', ['帐篷', '棉被', '大衣'], ['大衣', '棉被', '帐篷']],
  ['what says nothing behind the others', [null, 2, '', 1], [1, 2, null, '']],
] as const)('puts %s', (_, rows, rising) => {
  expect(inOrder(rows, asIs, false, 'zh-CN')).toEqual(rising);
  const nothing = (row: unknown) => row === null || row === '';
  const falling = [...rising.filter((row) => !nothing(row)).reverse(), ...rising.filter(nothing)];
  expect(inOrder(rows, asIs, true, 'zh-CN')).toEqual(falling);
});

it('goes by what a cell says where nothing else is said', () => {
  expect(inOrder(['b', 'a'], { text }, false, 'en')).toEqual(['a', 'b']);
});

it('loses none, and leaves those that are alike as they stood', () => {
  const rows = fc.array(fc.record({ by: fc.constantFrom(1, 2, null, 'x', ''), n: fc.nat() }));
  fc.assert(
    fc.property(rows, fc.boolean(), (rows, isDown) => {
      const put = inOrder(rows, { text: ({ n }) => `${n}`, by: ({ by }) => by }, isDown, 'en');
      expect(new Set(put)).toEqual(new Set(rows));
      expect(put).toHaveLength(rows.length);
      for (const value of [1, 2, 'x'])
        expect(put.filter(({ by }) => by === value)).toEqual(rows.filter(({ by }) => by === value));
    }),
  );
});
