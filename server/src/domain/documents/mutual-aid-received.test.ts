import { expect, it } from 'vitest';
import { goods, later, portion, slot, walk } from '../../../test/document-walk.ts';
import { isOverdue } from './overdue.ts';

const theirs = { owner: 'unit/gansu' };
const asked = () => goods(50, slot('unit/gansu', theirs), slot('RC-S/receiving', theirs));
const promised = () => {
  const paper = walk('mutualAidReceived', [asked()], { there: 'gansu' });
  paper.does('approve', 'approver');
  expect(paper.refuses('accept', 'watch')).toBe(
    'documentNeeds: it wants: the number of the paper it rests on',
  );
  paper.does('accept', 'watch', { refs: ['GS-2026-17'], dueAt: later(1) });
  return paper;
};
const came = (quantity: number) => ({
  ...{ second: 'their driver', dueAt: later(60) },
  portions: [portion(1, 'arrived', quantity)],
});

it('stays theirs while it is with us, goes back from the shelf it stands on, and the rest becomes ours by its bill', () => {
  const paper = promised();
  expect(isOverdue(paper.document, later(2))).toBe(true);
  expect(paper.does('receive', 'keeper', came(50))).toEqual([
    '50 Q-26: unit/gansu of unit/gansu → RC-S/receiving of unit/gansu',
  ]);
  expect(paper.document).toMatchObject({ state: 'handedOut', owes: [{ what: 'return', dueAt: later(60) }] });
  expect(paper.refuses('accept', 'watch'), 'what we borrow we have handed out to nobody').toContain(
    'it is "borrowed"',
  );
  expect(
    paper.does('handOver', 'keeper', {
      second: 'their driver',
      portions: [portion(1, 'back', 40, { from: 'RC-S/ordinary/A-01' })],
    }),
  ).toEqual(['40 Q-26: RC-S/ordinary/A-01 of unit/gansu → unit/gansu of unit/gansu']);
  const bill = { second: 'their officer', refs: ['bill 3'] };
  expect(
    paper.does('settle', 'approver', {
      ...bill,
      portions: [portion(1, 'settled', 8), portion(1, 'consumed', 2, { reason: 'given to families' })],
    }),
  ).toEqual([
    '8 Q-26: RC-S/receiving of unit/gansu → RC-S/receiving',
    '2 Q-26: RC-S/receiving of unit/gansu → consumed of unit/gansu',
  ]);
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
});

it('closes what they could not send with a reason, and owes nothing where nothing came', () => {
  const paper = promised();
  const short = { portions: [portion(1, 'short', 50, { reason: 'their own flood' })] };
  expect(paper.does('withhold', 'keeper', short)).toEqual([]);
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
});

it('is cancelled after the promise, not after the lorry', () => {
  const paper = promised();
  paper.does('cancel', 'asker', { reason: 'the water fell' });
  expect(paper.document).toMatchObject({ state: 'cancelled', owes: [] });
  const other = promised();
  other.does('receive', 'keeper', came(10));
  expect(other.document.state).toBe('arriving');
  expect(other.refuses('cancel', 'asker', { reason: 'the water fell' })).toMatch(/^alreadyMoved/);
});

it('refuses more than was asked for unless it is said to be over, and one hand for two', () => {
  const paper = promised();
  expect(paper.refuses('receive', 'keeper', came(51))).toMatch(/^quantityOver/);
  expect(paper.refuses('receive', 'keeper', { ...came(50), second: 'keeper' })).toMatch(/^samePerson/);
  paper.does('receive', 'keeper', {
    ...came(50),
    portions: [portion(1, 'arrived', 50), portion(1, 'over', 5, { reason: 'full pallets' })],
  });
  paper.does('handOver', 'keeper', { second: 'their driver', portions: [portion(1, 'back', 55)] });
  expect(paper.document.state).toBe('closed');
});

it('calls a neighbour for help on an order at once, signed or objected to within a day', () => {
  const paper = walk('mutualAidReceived', [asked()], { there: 'gansu' });
  paper.does('actFirst', 'watch', { reason: 'flood', phone: '0951 555, at 14:05' });
  expect(paper.document).toMatchObject({ state: 'approved', owes: [{ what: 'approval', dueAt: later(1) }] });
  paper.does('accept', 'watch', { refs: ['GS-2026-17'], dueAt: later(1) });
  paper.does('receive', 'keeper', came(50));
  expect(paper.refuses('signAfterwards', 'watch')).toMatch(/^samePerson/);
  paper.does('objectAfterwards', 'approver', { reason: 'we had enough' });
  paper.does('handOver', 'keeper', { second: 'their driver', portions: [portion(1, 'back', 50)] });
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
});
