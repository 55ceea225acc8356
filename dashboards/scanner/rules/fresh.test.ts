import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FreshHead, FreshLine } from '../keep/keep.ts';
import { bodyOf, type FreshType, freshOf, lackOf, noHead, type Said, scanLine } from './fresh.ts';
import type { Lack } from './lack.ts';

const where = { from: 'supplier', to: 'RC-S/receiving' };
const line = {
  kind: 'quilt',
  lot: 'Q-1',
  piece: null,
  quantity: 3,
  madeOn: '2026-01-01',
  expiresOn: '',
  ...where,
};

it.each([
  [
    'a new lot is a new line',
    [],
    { lot: 'Q-1', kind: 'quilt', quantity: 3, madeOn: '2026-01-01' },
    [line],
    [],
  ],
  ['the same lot counts on', [line], { lot: 'Q-1' }, [{ ...line, quantity: 4 }], []],
  ['a carton of twelve', [line], { lot: 'Q-1', quantity: 12 }, [{ ...line, quantity: 15 }], []],
  [
    'a label fills what is empty',
    [line],
    { lot: 'Q-1', expiresOn: '2030-01-01' },
    [{ ...line, quantity: 4, expiresOn: '2030-01-01' }],
    [],
  ],
  [
    'an empty value empties nothing',
    [line],
    { lot: 'Q-1', madeOn: '', expiresOn: '' },
    [{ ...line, quantity: 4 }],
    [],
  ],
  [
    'what differs is told, and what stood there stays',
    [line],
    { lot: 'Q-1', madeOn: '2025-01-01' },
    [{ ...line, quantity: 4 }],
    [{ field: 'madeOn', known: '2026-01-01', scanned: '2025-01-01' }],
  ],
] as const)('%s', (_, before, said, after, told) => {
  const scanned = scanLine(before, said, where);
  expect(scanned.lines).toEqual(after);
  expect(scanned.told).toEqual(told);
});

it('a piece is one line, however often it is read', () => {
  const said = { lot: 'Q-1', kind: 'quilt', piece: 'P-1', quantity: 5 };
  const once = scanLine([], said, where);
  const twice = scanLine(once.lines, said, where);
  expect([twice.lines, twice.why]).toEqual([once.lines, 'already']);
});

it('a lot that is sold as another kind is not counted as the kind it stands with', () => {
  const other = scanLine([line], { lot: 'Q-1', kind: 'coat', quantity: 12 }, where);
  expect([other.lines, other.why]).toEqual([[line], 'otherKind']);
  const unsaid = scanLine([{ ...line, kind: '' }], { lot: 'Q-1', kind: 'coat' }, where);
  expect(unsaid.lines).toEqual([{ ...line, kind: 'coat', quantity: 4 }]);
});

it('the bar code of a kind alone begins a line of that kind, and counts on it until its lot is said', () => {
  const one = scanLine([], { lot: '', kind: 'coat' }, where).lines;
  const two = scanLine(
    scanLine(one, { lot: '', kind: 'coat' }, where).lines,
    { lot: '', kind: 'quilt' },
    where,
  );
  expect(two.lines.map(({ kind, lot, quantity }) => `${kind} ${lot} ${quantity}`)).toEqual([
    'coat  2',
    'quilt  1',
  ]);
});

it.each<[FreshType, FreshLine[], Partial<FreshHead>, Lack | null]>([
  ['goodsIn', [line], {}, null],
  ['goodsIn', [], {}, { what: 'lines' }],
  ['goodsIn', [{ ...line, kind: '' }], {}, { what: 'kind' }],
  ['goodsIn', [{ ...line, lot: ' ' }], {}, { what: 'lot' }],
  ['goodsIn', [line, { ...line, quantity: 0 }], {}, { what: 'quantity', line: 2 }],
  ['putAway', [{ ...line, to: '' }], {}, { what: 'place' }],
  ['emergencyPurchase', [], {}, { what: 'caller' }],
  ['emergencyPurchase', [line], { phone: '局值班室 老李' }, null],
  ['emergencyPurchase', [line], { ref: '文 1' }, null],
  ['return', [line], { giver: 'unit/' }, { what: 'giver' }],
  ['return', [line], { giver: '' }, { what: 'giver' }],
  ['return', [line], { giver: 'unit/a\\b' }, { what: 'wrongName' }],
  ['return', [line], { giver: 'unit/squad-3' }, null],
])('a %s of %j by %j still lacks: %j', (type, lines, head, lack) => {
  expect(lackOf(type, lines, { ...noHead, ...head })).toEqual(lack);
});

it('whatever is scanned: a date once known never changes, and the quantities add up', () => {
  const day = fc.constantFrom('', '2026-01-01', '2027-02-02');
  const scan = fc.record({
    lot: fc.constantFrom('A', 'B'),
    kind: fc.constantFrom('', 'quilt', 'tent'),
    quantity: fc.integer({ min: 1, max: 9 }),
    madeOn: day,
    expiresOn: day,
  });
  fc.assert(
    fc.property(fc.array(scan, { maxLength: 20 }), (scans: Said[]) => {
      let lines: Parameters<typeof scanLine>[0] = [];
      const taken: Said[] = [];
      for (const said of scans) {
        const { lines: after, why } = scanLine(lines, said, where);
        if (why) expect(after).toEqual(lines);
        else taken.push(said);
        for (const [i, before] of lines.entries())
          for (const field of ['kind', 'madeOn', 'expiresOn'] as const)
            if (before[field]) expect(after[i]?.[field]).toBe(before[field]);
        lines = after;
      }
      const sum = (all: readonly { quantity?: number }[]) =>
        all.reduce((total, { quantity = 0 }) => total + quantity, 0);
      expect(sum(lines)).toBe(sum(taken));
    }),
  );
});

it.each<[FreshType, string, string]>([
  ['goodsIn', 'supplier', 'RC-S/receiving'],
  ['putAway', 'RC-S/receiving', 'RC-S/ordinary/A-01'],
  ['return', 'person/李四', 'RC-S/receiving'],
  ['emergencyPurchase', 'supplier', 'RC-S/receiving'],
])('stands as it was opened where it comes back, and is opened again as the same: %s', (type, from, to) => {
  const lines = [
    { ...line, from, to },
    { ...line, lot: 'Q-2', piece: 'P-1', expiresOn: '2030-01-01', from, to },
  ];
  const giver = type === 'return' ? from : '';
  const head = { giver, phone: '0954', ref: 'A-1', supplier: '', reason: '集训' };
  const body = bodyOf('01990000-0000-7000-8000-000000000001', type, 'RC-S', lines, head);
  const back = freshOf(body);
  expect(back.lines.map(({ lot, piece }) => [lot, piece])).toEqual([
    ['Q-1', null],
    ['Q-2', 'P-1'],
  ]);
  expect(bodyOf(body.id as string, type, 'RC-S', back.lines, back.head)).toEqual(body);
});
