import type { Outcome } from '@changping/contracts/document-words';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  bodyLots,
  differing,
  isOdd,
  kindOfNew,
  type LotSaid,
  lacksLot,
  mayName,
  namedBy,
  nameLot,
  read,
  saidIn,
  unsaid,
} from './new-lots.ts';
import { type Deed, type Paper, portionsOf, type Row, rowsOf, typed } from './tally.ts';

type Line = Paper['document']['lines'][number];
const line = (n: number, more: Partial<Line> = {}): Line =>
  ({
    n,
    of: null,
    kind: 'quilt',
    item: null,
    lot: null,
    piece: null,
    wanted: 10,
    from: null,
    to: null,
    done: {},
    ...more,
  }) as Line;
const paper = (lines: Line[], newLots: string[] = [], type = 'callOff') =>
  ({ document: { type, lines }, newLots }) as unknown as Paper;
const add = (n: number, quantity: number, lot?: string, as: Outcome = 'arrived'): Deed => ({
  do: 'add',
  portion: { line: n, as, quantity, ...(lot ? { lot } : {}) },
});
const offer = (paper: Paper) =>
  ({
    outcomes: [
      { as: 'arrived', reason: false, beyond: false },
      { as: 'short', reason: true, beyond: false },
    ],
    left: paper.document.lines.map(({ n, wanted }) => ({ line: n, quantity: wanted })),
  }) as unknown as Paper['steps'][number];

it.each<[string, Paper, Deed[], string[], string[]]>([
  ['a lot that a label named and nobody knows', paper([line(1)]), [add(1, 3, 'Q-NEW')], [], ['Q-NEW']],
  ['one that the store has had', paper([line(1)]), [add(1, 3, 'Q-OLD')], ['Q-OLD'], []],
  ['one that its line names and the book has', paper([line(1, { lot: 'Q-7' })]), [add(1, 3)], [], []],
  [
    'one that its line names and the book has not',
    paper([line(1, { lot: 'Q-7' })], ['Q-7']),
    [add(1, 3)],
    [],
    ['Q-7'],
  ],
  ['of what never came', paper([line(1, { lot: 'Q-7' })], ['Q-7']), [add(1, 3, undefined, 'short')], [], []],
  ['the same twice', paper([line(1), line(2)]), [add(1, 3, 'Q-NEW'), add(2, 1, 'Q-NEW')], [], ['Q-NEW']],
])('knows which lots are new: %s', (_, document, deeds, known, want) => {
  expect(namedBy(document, deeds, (lot) => known.includes(lot)).map(({ lot }) => lot)).toEqual(want);
});

it('names lots only on papers that bring goods', () => {
  const open = (type: string) => paper([line(1)], [], type);
  expect(mayName(open('callOff'), offer(open('callOff')))).toBe(true);
  expect(mayName(open('transfer'), offer(open('transfer')))).toBe(false);
});

it('fills gaps from a label, keeps what stands there, and says what the label says otherwise', () => {
  const printed = { lot: 'Q', madeOn: '2026-01-10', expiresOn: '2031-01-10', quantity: null };
  const first = read(undefined, printed);
  expect(first).toMatchObject({ madeOn: '2026-01-10', expiresOn: '2031-01-10', supplier: '' });
  expect(differing(first)).toEqual([]);
  // A label that is silent empties nothing.
  expect(read(first, { ...printed, madeOn: null, expiresOn: null })).toEqual(first);
  const own: LotSaid = { ...unsaid, expiresOn: '2030-12-31', supplier: '宁夏救灾' };
  const merged = read(own, printed);
  expect(merged).toMatchObject({ madeOn: '2026-01-10', expiresOn: '2030-12-31', supplier: '宁夏救灾' });
  expect(differing(merged)).toEqual(['expiresOn']);
  expect(isOdd({ ...unsaid, madeOn: '2027-01-01', expiresOn: '2026-01-01' })).toBe(true);
  expect(bodyLots([{ lot: 'Q', kind: 'quilt' }], { Q: own })).toEqual([
    { lot: 'Q', kind: 'quilt', expiresOn: '2030-12-31', supplier: '宁夏救灾' },
  ]);
  expect(saidIn(bodyLots([{ lot: 'Q', kind: 'quilt' }], { Q: own }))).toEqual({ Q: own });
});

const rows = (paper: Paper, deeds: Deed[] = []): Row[] => rowsOf(paper, offer(paper), deeds);
it.each<[string, Line[], Deed[], number | null, string | null]>([
  ['the only kind that waits', [line(1), line(2)], [], null, 'quilt'],
  ['two kinds and no line in hand', [line(1), line(2, { kind: 'tent' })], [], null, 'ask'],
  ['two kinds and one in hand', [line(1), line(2, { kind: 'tent' })], [], 2, 'tent'],
  ['as its first label was counted', [line(1), line(2, { kind: 'tent' })], [add(2, 1, 'X')], 1, 'tent'],
  ['a line names the lot', [line(1), line(2, { lot: 'X' })], [], null, null],
  ['no line waits for any', [line(1, { lot: 'Y' })], [], null, null],
])('knows of which kind an unknown lot is: %s', (_, lines, deeds, inHand, want) => {
  const document = paper(lines);
  expect(kindOfNew(rows(document, deeds), deeds, 'X', inHand)).toBe(want);
});

it('types numbers of several lots on one line, each its own, never more together than was wanted', () => {
  const document = paper([line(1)]);
  const deeds: Deed[] = [];
  const type = (quantity: number) => {
    const deed = typed(rows(document, deeds), deeds, 1, quantity, { as: 'arrived' });
    if (deed) deeds.push(deed);
  };
  type(4);
  expect(lacksLot(document, deeds)).toEqual([1]);
  deeds.push(nameLot(deeds, 1, 'A', 'arrived'));
  expect(portionsOf(deeds)).toEqual([{ line: 1, as: 'arrived', quantity: 4, lot: 'A' }]);
  deeds.push(nameLot(deeds, 1, 'B', 'arrived'));
  type(20);
  expect(portionsOf(deeds)).toEqual([
    { line: 1, as: 'arrived', quantity: 4, lot: 'A' },
    { line: 1, as: 'arrived', quantity: 6, lot: 'B' },
  ]);
  expect(lacksLot(document, deeds)).toEqual([]);
});

it('never loses or changes what stands there, whatever labels are read', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  const day = fc.option(fc.constantFrom('2026-01-10', '2027-01-10', '2031-12-31'), { nil: null });
  const label = fc.record({
    lot: fc.constant('Q'),
    madeOn: day,
    expiresOn: day,
    quantity: fc.constant(null),
  });
  const own = fc.record({
    madeOn: fc.constantFrom('', '2025-05-05'),
    expiresOn: fc.constantFrom('', '2030-05-05'),
    supplier: fc.constantFrom('', '甲'),
  });
  fc.assert(
    fc.property(own, fc.array(label, { maxLength: 6 }), (before, labels) => {
      const after = labels.reduce<LotSaid>((said, each) => read(said, each), before);
      for (const fact of ['madeOn', 'expiresOn', 'supplier'] as const)
        if (before[fact]) expect(after[fact], `seed ${seed}`).toBe(before[fact]);
      for (const fact of ['madeOn', 'expiresOn'] as const)
        if (!before[fact]) expect(after[fact]).toBe(labels.find((each) => each[fact])?.[fact] ?? '');
    }),
    { seed },
  );
});
