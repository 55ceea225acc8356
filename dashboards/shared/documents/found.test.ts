import type { Found } from '@changping/contracts/documents';
import { expect, it } from 'vitest';
import { foundTold } from './found.ts';

const names = {
  kind: (id: string) => `<${id}>`,
  unit: (_: string, n: number) => (n === 1 ? 'piece' : 'pieces'),
  place: (code: string) => `[${code}]`,
};
const seen = { places: ['S/cold', 'S/ordinary/A-01'], kinds: null, isAlike: true };
const goods = { kind: 'quilt', lot: 'L-1', piece: 'P-1', quantity: 24, from: 'S/cold', to: 'lost' };
const short = { as: 'missing', ...goods } as const;

it.each<[string, Found, 0 | 1, ReturnType<typeof foundTold>]>([
  [
    'what it saw, where all was as in the book',
    seen,
    0,
    { title: '盘点单 PD-1', codes: [], said: ['已盘：[S/cold]、[S/ordinary/A-01]', '相符'] },
  ],
  [
    'which kinds, where it looked for some only, and nothing of alike where something differed',
    { ...seen, kinds: ['quilt', 'tent'], isAlike: false },
    1,
    { title: 'count PD-1', codes: [], said: ['covered: [S/cold], [S/ordinary/A-01] · <quilt>, <tent>'] },
  ],
  [
    'a difference by kind, lot, piece and amount',
    short,
    0,
    { title: '<quilt>', codes: ['L-1', 'P-1'], said: ['盘亏 24 pieces', '[S/cold]'] },
  ],
  [
    'a difference of what has no piece',
    { ...short, piece: null, quantity: 1 },
    1,
    { title: '<quilt>', codes: ['L-1'], said: ['missing 1 piece', '[S/cold]'] },
  ],
  [
    'a move with both its ends',
    { ...short, as: 'misplaced', to: 'S/hall', piece: null },
    0,
    { title: '<quilt>', codes: ['L-1'], said: ['错位 24 pieces', '[S/cold] → [S/hall]'] },
  ],
])('a count tells a hand-over %s', (_, found, at, told) => {
  expect(foundTold('PD-1', found, names, at)).toEqual(told);
});
