import { expect, it } from 'vitest';
import { draft, goods, later, may, noon, portion, slot, walk } from '../../../test/document-walk.ts';
import { open } from './draft.ts';
import { isOverdue, isPast } from './overdue.ts';

const expected = () => goods(40, slot('supplier'), slot('RC-S/receiving'));
const signedBy = { second: 'driver' };

it('takes in what came and says which slot it left and which it entered', () => {
  const paper = walk('goodsIn', [expected()]);
  expect(paper.does('receive', 'keeper', { ...signedBy, portions: [portion(1, 'arrived', 40)] })).toEqual([
    '40 Q-26: supplier → RC-S/receiving',
  ]);
  expect(paper.moves).toEqual([
    {
      from: { place: 'supplier', quality: 'usable', grade: 'reserve', owner: 'RC-S' },
      to: { place: 'RC-S/receiving', quality: 'usable', grade: 'reserve', owner: 'RC-S' },
      kind: 'quilt',
      lot: 'Q-26',
      piece: null,
      quantity: 40,
    },
  ]);
  expect(paper.document).toMatchObject({ state: 'arrived', version: 2 });
  expect(paper.document.steps[1]).toMatchObject({
    ...{ at: noon, by: 'keeper', second: 'driver', action: 'receive', from: 'expected', to: 'arrived' },
  });
});

it('waits for the second lorry, sets the damaged ones apart and writes off what never came', () => {
  const paper = walk('goodsIn', [expected()]);
  paper.does('receive', 'keeper', { ...signedBy, portions: [portion(1, 'arrived', 30)] });
  expect(paper.document.state).toBe('arriving');
  const rest = [
    portion(1, 'damaged', 4, { reason: 'wet' }),
    portion(1, 'short', 5, { reason: 'not loaded' }),
    portion(1, 'declined', 1, { reason: 'another colour' }),
  ];
  expect(paper.does('receive', 'keeper', { ...signedBy, portions: rest })).toEqual([
    '4 Q-26: supplier → RC-S/receiving damaged',
  ]);
  expect(paper.document.state).toBe('arrived');
});

it('takes in two more than ordered only with a reason, and only once the forty are there', () => {
  const paper = walk('goodsIn', [expected()]);
  const receive = (...portions: ReturnType<typeof portion>[]) => ({ ...signedBy, portions });
  const over = portion(1, 'over', 2, { reason: 'a gift of the maker' });
  expect(paper.refuses('receive', 'keeper', receive(portion(1, 'arrived', 42)))).toBe(
    'quantityOver: line 1: 40 are left; book the other 2 as "over" and say why',
  );
  expect(paper.refuses('receive', 'keeper', receive(portion(1, 'arrived', 30), over))).toBe(
    'documentLine: line 1: account for all that was wanted before anything is "over"',
  );
  expect(
    paper.refuses('receive', 'keeper', receive(portion(1, 'arrived', 40), portion(1, 'over', 2))),
  ).toMatch(/^documentNeeds: line 1/);
  expect(paper.does('receive', 'keeper', receive(portion(1, 'arrived', 40), over))).toHaveLength(2);
});

it('writes the lots and cases on the paper as they are unloaded', () => {
  const paper = walk('goodsIn', [goods(20, slot('supplier'), slot('RC-S/receiving'), { lot: null })]);
  const cases = ['c1', 'c2'].map((piece) => portion(1, 'arrived', 10, { lot: 'Q-27', piece }));
  expect(paper.refuses('receive', 'keeper', { ...signedBy, portions: [portion(1, 'arrived', 20)] })).toMatch(
    /name the lot/,
  );
  expect(paper.refuses('receive', 'keeper', { ...signedBy, portions: [cases[0]!, cases[0]!] })).toBe(
    'alreadyMoved: line 1: piece c1 is on this document already',
  );
  expect(paper.does('receive', 'keeper', { ...signedBy, portions: cases })).toEqual([
    '10 Q-27 c1: supplier → RC-S/receiving',
    '10 Q-27 c2: supplier → RC-S/receiving',
  ]);
  expect(paper.document.lines.map(({ n, of, piece, wanted }) => [n, of, piece, wanted])).toEqual([
    [1, null, null, 20],
    [2, 1, 'c1', 10],
    [3, 1, 'c2', 10],
  ]);
  expect(paper.document.state).toBe('arrived');
});

it('waits for what was ordered before another lot is over', () => {
  const paper = walk('goodsIn', [goods(20, slot('supplier'), slot('RC-S/receiving'), { lot: null })]);
  const over = portion(1, 'over', 5, { lot: 'Q-27', reason: 'a gift' });
  const came = portion(1, 'arrived', 19, { lot: 'Q-26' });
  expect(paper.refuses('receive', 'keeper', { ...signedBy, portions: [came, over] })).toMatch(
    /account for all that was wanted/,
  );
  const last = portion(1, 'short', 1, { reason: 'not loaded' });
  expect(paper.does('receive', 'keeper', { ...signedBy, portions: [came, over, last] })).toEqual([
    '19 Q-26: supplier → RC-S/receiving',
    '5 Q-27: supplier → RC-S/receiving',
  ]);
  expect(paper.document.lines[2]).toMatchObject({ of: 1, lot: 'Q-27', wanted: 0, done: { over: 5 } });
});

it.each([
  ['nobody brought it', {}, 'documentNeeds: another person must sign too'],
  ['the keeper signs for the driver', { second: 'keeper' }, 'samePerson: '],
  ['nothing is booked', { second: 'driver', portions: [] }, 'documentNeeds: it wants: lines'],
  ['there is no second line', { second: 'driver', portions: [portion(2, 'arrived', 1)] }, 'documentLine: '],
  ['half a quilt', { second: 'driver', portions: [portion(1, 'arrived', 0.5)] }, 'documentLine: '],
  ['less than none', { second: 'driver', portions: [portion(1, 'arrived', -1)] }, 'documentLine: '],
  [
    'it is put to another store',
    { second: 'driver', portions: [portion(1, 'arrived', 1, { to: 'RC-N/receiving' })] },
    'documentLine: ',
  ],
  [
    'it is of another lot',
    { second: 'driver', portions: [portion(1, 'arrived', 1, { lot: 'Q-25' })] },
    'documentLine: ',
  ],
  [
    'it is an outcome of another paper',
    { second: 'driver', portions: [portion(1, 'consumed', 1)] },
    'documentLine: ',
  ],
  ['the paper has changed meanwhile', { second: 'driver', version: 7 }, 'documentChanged: '],
])('refuses where %s', (_, more, why) => {
  const paper = walk('goodsIn', [expected()]);
  const before = structuredClone(paper.document);
  expect(paper.refuses('receive', 'keeper', { portions: [portion(1, 'arrived', 40)], ...more })).toContain(
    why,
  );
  expect(paper.document).toEqual(before);
});

it('is cancelled while nothing has come, and not any more once something has', () => {
  const paper = walk('goodsIn', [expected()]);
  expect(paper.refuses('cancel', 'keeper')).toBe('documentNeeds: it wants: a reason');
  paper.does('cancel', 'keeper', { reason: 'ordered twice' });
  expect(paper.document.state).toBe('cancelled');
  expect(paper.refuses('receive', 'keeper')).toBe('documentState: it is "cancelled" and over');
  const other = walk('goodsIn', [expected()]);
  other.does('receive', 'keeper', { ...signedBy, portions: [portion(1, 'arrived', 1)] });
  expect(other.refuses('cancel', 'keeper', { reason: 'ordered twice' })).toMatch(/^alreadyMoved/);
});

it.each([
  ['from our own shelf', goods(1, slot('RC-S/ordinary'), slot('RC-S/receiving'))],
  ['to another store', goods(1, slot('supplier'), slot('RC-N/receiving'))],
  ['to the store, but to none of its zones', goods(1, slot('supplier'), slot('RC-S/'))],
  ['of nothing', goods(0, slot('supplier'), slot('RC-S/receiving'))],
  ['of no kind', goods(1, slot('supplier'), slot('RC-S/receiving'), { kind: null })],
  ['of a case of no lot', goods(1, slot('supplier'), slot('RC-S/receiving'), { lot: null, piece: 'c1' })],
])('is not opened %s', (_, line) => {
  expect(open(draft('goodsIn', [line]), noon)).toMatchObject({ ok: false, code: 'documentLine' });
});

it('is opened and received by those only who may receive at this store', () => {
  const stranger = may('stranger', { 'RC-N': ['receive'] });
  expect(open({ ...draft('goodsIn', [expected()]), by: stranger }, noon)).toMatchObject({
    ok: false,
    code: 'dutyMissing',
  });
});

const onOrder = { phone: '局值班室 老李' };
it('is bought at once only on an order that is named: by number, by phone or photographed', () => {
  expect(() => walk('emergencyPurchase', [expected()])).toThrow(
    'documentNeeds: it wants: the order it rests on',
  );
  for (const order of [onOrder, { refs: ['固公传〔2026〕7号'] }, { photos: ['a'.repeat(64)] }])
    expect(walk('emergencyPurchase', [expected()], order).document.state).toBe('expected');
});

it('takes in an emergency purchase at once, and is overdue when its papers are', () => {
  const paper = walk('emergencyPurchase', [expected()], onOrder);
  const arrived = { ...signedBy, portions: [portion(1, 'arrived', 30)] };
  expect(paper.refuses('receive', 'keeper', arrived)).toBe(
    'documentNeeds: give a date for the papers, later than now, within a year',
  );
  paper.does('receive', 'keeper', { ...arrived, dueAt: later(7) });
  paper.does('receive', 'keeper', { ...signedBy, portions: [portion(1, 'arrived', 10)] });
  expect(paper.document.state).toBe('papersOwed');
  const owed = (days: number) =>
    paper.document.owes.filter(({ dueAt }) => isPast(dueAt, later(days))).map(({ what }) => what);
  expect([owed(1), owed(7), owed(8)]).toEqual([[], ['approval'], ['papers', 'approval']]);
  expect(paper.refuses('handInPapers', 'buyer', { refs: ['invoice 7'] })).toBe(
    'documentNeeds: it wants: a photo',
  );
  const papers = { refs: ['invoice 7'], photos: ['1'.repeat(64)] };
  paper.does('handInPapers', 'buyer', papers);
  expect(owed(8)).toEqual(['approval']);
  expect(paper.refuses('approve', 'keeper')).toMatch(/^samePerson/);
  expect(paper.refuses('approve', 'driver')).toMatch(/^samePerson/);
  paper.does('objectAfterwards', 'approver', { reason: 'no price asked of a second shop', dueAt: later(9) });
  expect(paper.document.state).toBe('papersOwed');
  paper.does('handInPapers', 'buyer', papers);
  paper.does('approve', 'approver');
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
});

it('takes the papers of an emergency purchase before its last lorry', () => {
  const paper = walk('emergencyPurchase', [expected()], onOrder);
  paper.does('receive', 'keeper', { ...signedBy, portions: [portion(1, 'arrived', 30)], dueAt: later(7) });
  paper.does('handInPapers', 'buyer', { refs: ['invoice 7'], photos: ['1'.repeat(64)] });
  expect(paper.document).toMatchObject({ state: 'arriving', owes: [{ what: 'approval', dueAt: later(1) }] });
  paper.does('receive', 'keeper', {
    ...signedBy,
    portions: [portion(1, 'short', 10, { reason: 'sold out' })],
  });
  expect(paper.document.state).toBe('papersIn');
});

it('owes the signature of an emergency purchase within a day, whenever its papers come', () => {
  const paper = walk('emergencyPurchase', [expected()], onOrder);
  const arrived = { ...signedBy, portions: [portion(1, 'arrived', 40)] };
  paper.does('receive', 'keeper', { ...arrived, dueAt: later(7) });
  expect(paper.document.owes).toEqual([
    { what: 'papers', dueAt: later(7) },
    { what: 'approval', dueAt: later(1) },
  ]);
  expect(isOverdue(paper.document, later(2))).toBe(true);
  expect(paper.refuses('signAfterwards', 'keeper')).toMatch(/^samePerson/);
  paper.does('signAfterwards', 'approver');
  expect(paper.document.owes).toEqual([{ what: 'papers', dueAt: later(7) }]);
  paper.does('handInPapers', 'buyer', { refs: ['invoice 7'], photos: ['1'.repeat(64)] });
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
});

it('ends an emergency purchase that was objected to once its papers are in', () => {
  const paper = walk('emergencyPurchase', [expected()], onOrder);
  paper.does('receive', 'keeper', { ...signedBy, portions: [portion(1, 'arrived', 40)], dueAt: later(7) });
  expect(paper.refuses('objectAfterwards', 'approver')).toBe('documentNeeds: it wants: a reason');
  paper.does('objectAfterwards', 'approver', { reason: 'nobody ordered it' });
  paper.does('handInPapers', 'buyer', { refs: ['invoice 7'], photos: ['1'.repeat(64)] });
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
});
