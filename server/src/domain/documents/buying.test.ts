import { expect, it } from 'vitest';
import { goods, later, portion, slot, walk } from '../../../test/document-walk.ts';
import { isOverdue } from './overdue.ts';

const wanted = () => goods(100, slot('supplier'), slot('RC-S/receiving'), { lot: null });

function ordered() {
  const paper = walk('procurement', [wanted()]);
  paper.does('approve', 'approver');
  expect(paper.refuses('order', 'approver', { refs: ['contract 5'], dueAt: later(30) })).toMatch(
    /^samePerson/,
  );
  expect(paper.refuses('order', 'buyer', { dueAt: later(30) })).toMatch(/the number of the paper/);
  paper.does('order', 'buyer', { refs: ['contract 5'], dueAt: later(30) });
  return paper;
}

it('orders, expects by a date, and notes the goods-in papers until all is there or short', () => {
  const paper = ordered();
  expect(isOverdue(paper.document, later(31))).toBe(true);
  const first = { refs: ['RK-RC-S-2026-000001'], portions: [portion(1, 'arrived', 60)] };
  expect(paper.does('noteArrival', 'keeper', first)).toEqual([]);
  expect(paper.document).toMatchObject({ state: 'arriving', owes: [{ what: 'goods' }] });
  expect(paper.refuses('noteArrival', 'keeper', { ...first, portions: [portion(1, 'arrived', 41)] })).toMatch(
    /^quantityOver: line 1: 40 are left; book the other 1 as "over"/,
  );
  paper.does('prolong', 'buyer', { reason: 'snow', dueAt: later(40) });
  paper.does('noteArrival', 'keeper', {
    ...first,
    portions: [portion(1, 'arrived', 30), portion(1, 'short', 10, { reason: 'bankrupt' })],
  });
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
  // Its goods-in documents post, it does not.
  expect(paper.moves).toEqual([]);
});

it('is refused with a reason, and cancelled until something came', () => {
  const no = walk('procurement', [wanted()]);
  expect(no.refuses('approve', 'asker')).toMatch(/^samePerson/);
  no.does('refuse', 'approver', { reason: 'no budget' });
  expect(no.document.state).toBe('refused');
  const paper = ordered();
  paper.does('cancel', 'asker', { reason: 'price doubled' });
  expect(paper.document).toMatchObject({ state: 'cancelled', owes: [] });
  const late = ordered();
  late.does('noteArrival', 'keeper', { refs: ['RK-1'], portions: [portion(1, 'arrived', 1)] });
  expect(late.refuses('cancel', 'asker', { reason: 'price doubled' })).toMatch(/^alreadyMoved/);
});

const partner = () => goods(20, slot('640181/ordinary', { owner: '640181' }), slot('RC-S/receiving'));

it.each([
  ['on the portal', 'accept', 'partner', {}],
  ['by telephone, written down by the watch', 'recordCall', 'watch', { reason: 'Mr Ma, 0951 555, at 14:05' }],
] as const)(
  'calls off what a partner keeps, accepted %s, delivered in time and settled',
  (_, action, by, more) => {
    const paper = walk('callOff', [partner()]);
    expect(paper.refuses(action, by, { ...more, dueAt: later(1) })).toMatch(/^documentState/);
    paper.does('approve', 'approver');
    paper.does(action, by, { ...more, dueAt: later(1) });
    expect(paper.document).toMatchObject({ state: 'ordered', owes: [{ what: 'goods', dueAt: later(1) }] });
    const came = { second: 'their driver' };
    expect(paper.does('receive', 'keeper', { ...came, portions: [portion(1, 'arrived', 15)] })).toEqual([
      '15 Q-26: 640181/ordinary of 640181 → RC-S/receiving',
    ]);
    expect(paper.document.state).toBe('delivering');
    expect(isOverdue(paper.document, later(2))).toBe(true);
    expect(
      paper.does('receive', 'keeper', {
        ...came,
        portions: [
          portion(1, 'damaged', 1, { reason: 'wet' }),
          portion(1, 'short', 2, { reason: 'sold' }),
          portion(1, 'declined', 2, { reason: 'out of date' }),
          portion(1, 'over', 1, { reason: 'a full case' }),
        ],
      }),
    ).toEqual([
      '1 Q-26: 640181/ordinary of 640181 → RC-S/receiving damaged',
      '1 Q-26: 640181/ordinary of 640181 → RC-S/receiving',
    ]);
    expect(paper.document).toMatchObject({ state: 'delivered', owes: [] });
    expect(paper.refuses('settle', 'keeper', { refs: ['bill 1'] })).toMatch(/^samePerson/);
    paper.does('settle', 'approver', { refs: ['bill 1'] });
    expect(paper.document.state).toBe('closed');
  },
);

it('is declined by the partner before or after he accepted, and cancelled before he delivers', () => {
  const no = walk('callOff', [partner()]);
  no.does('approve', 'approver');
  no.does('recordDecline', 'watch', { reason: 'nobody answers' });
  expect(no.document.state).toBe('refused');
  const late = walk('callOff', [partner()]);
  late.does('approve', 'approver');
  late.does('accept', 'partner', { dueAt: later(1) });
  late.does('decline', 'partner', { reason: 'the lorry broke down' });
  expect(late.document).toMatchObject({ state: 'refused', owes: [] });
  const off = walk('callOff', [partner()]);
  off.does('approve', 'approver');
  off.does('accept', 'partner', { dueAt: later(1) });
  off.does('cancel', 'asker', { reason: 'found nearer' });
  expect(off.document).toMatchObject({ state: 'cancelled', owes: [] });
});
