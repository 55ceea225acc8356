import type { Instant } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { balance, goods, later, portion, slot, walk } from '../../../test/document-walk.ts';
import { isOverdue } from './overdue.ts';

const lent = (place = 'person/007') => goods(10, slot('RC-S/ordinary'), slot(place));
const out = (quantity: number) => ({ second: '007', portions: [portion(1, 'given', quantity)] });

it('hands out to a person, and it is a fact the day after that it was not returned', () => {
  const paper = walk('handOut', [lent()]);
  paper.does('approve', 'approver');
  expect(paper.refuses('handOut', 'keeper', out(10))).toBe(
    'documentNeeds: give a date for the return, later than now, within a year',
  );
  expect(paper.does('handOut', 'keeper', { ...out(10), dueAt: later(30) })).toEqual([
    '10 Q-26: RC-S/ordinary → person/007',
  ]);
  expect(paper.document.state).toBe('handedOut');
  expect(isOverdue(paper.document, later(30))).toBe(false);
  expect(isOverdue(paper.document, later(31))).toBe(true);
  expect(paper.document.owes).toEqual([{ what: 'return', dueAt: later(30) }]);
});

it('takes back in parts, each part good, damaged, used up or lost, until nothing is out', () => {
  const paper = walk('handOut', [lent()]);
  paper.does('approve', 'approver');
  paper.does('handOut', 'keeper', { ...out(10), dueAt: later(30) });
  expect(
    paper.does('takeBack', 'keeper', {
      second: '007',
      portions: [portion(1, 'returned', 6, { to: 'RC-S/receiving' })],
    }),
  ).toEqual(['6 Q-26: person/007 → RC-S/receiving']);
  expect(paper.document).toMatchObject({ state: 'returning', owes: [{ what: 'return' }] });
  const rest = { second: '007', portions: [portion(1, 'returned', 5)] };
  expect(paper.refuses('takeBack', 'keeper', rest)).toBe('quantityOver: line 1: 4 are left');
  expect(
    paper.does('takeBack', 'keeper', {
      second: '007',
      portions: [portion(1, 'damaged', 1, { reason: 'torn' }), portion(1, 'toInspect', 1)],
    }),
  ).toEqual([
    '1 Q-26: person/007 → RC-S/ordinary damaged',
    '1 Q-26: person/007 → RC-S/ordinary inInspection',
  ]);
  const gone = [
    portion(1, 'consumed', 1, { reason: 'left with the family' }),
    portion(1, 'lost', 1, { reason: 'washed away' }),
  ];
  // A loss is no keeper's word alone, whoever signs beside.
  expect(paper.refuses('takeBack', 'keeper', { second: '007', portions: gone })).toMatch(/^documentLine/);
  expect(paper.refuses('settle', 'keeper', { portions: gone })).toMatch(/^(dutyMissing|samePerson)/);
  expect(paper.does('settle', 'approver', { portions: gone })).toEqual([
    '1 Q-26: person/007 → consumed',
    '1 Q-26: person/007 → lost',
  ]);
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
  expect(balance(paper.moves)['person/007']).toBeUndefined();
});

it('hands out the rest later or not at all, and nothing at all closes it', () => {
  const paper = walk('handOut', [lent()]);
  paper.does('approve', 'approver');
  paper.does('handOut', 'keeper', { ...out(4), dueAt: later(30) });
  expect(paper.document.state).toBe('handingOut');
  paper.does('withhold', 'keeper', {
    portions: [portion(1, 'withheld', 6, { reason: 'not wanted any more' })],
  });
  expect(paper.document.state).toBe('handedOut');
  const none = walk('handOut', [lent()]);
  none.does('approve', 'approver');
  none.does('withhold', 'keeper', { portions: [portion(1, 'withheld', 10, { reason: 'not wanted' })] });
  expect(none.document.state).toBe('closed');
  expect(none.moves).toEqual([]);
});

it('puts the date of return off only with an approver and a reason, and only forwards', () => {
  const paper = walk('handOut', [lent()]);
  paper.does('approve', 'approver');
  paper.does('handOut', 'keeper', { ...out(10), dueAt: later(30) });
  for (const dueAt of [later(20), later(30)])
    expect(paper.refuses('prolong', 'approver', { reason: 'still raining', dueAt })).toMatch(
      /later than the one before/,
    );
  paper.does('prolong', 'approver', { reason: 'still raining', dueAt: later(60) });
  expect(isOverdue(paper.document, later(31))).toBe(false);
  expect(paper.document.state).toBe('handedOut');
});

it('wants the signature of who takes it, is refused by the approver, and cancelled while nothing is out', () => {
  const paper = walk('handOut', [lent()]);
  expect(paper.refuses('handOut', 'keeper', out(10))).toBe(
    'documentState: it is "asked for"; it offers: approve, refuse, rest on a lease, act first, cancel',
  );
  expect(paper.refuses('approve', 'asker')).toMatch(/^samePerson/);
  paper.does('refuse', 'approver', { reason: 'on duty elsewhere' });
  expect(paper.document.state).toBe('refused');
  const other = walk('handOut', [lent()]);
  other.does('approve', 'approver');
  expect(other.refuses('handOut', 'keeper', { portions: out(1).portions, dueAt: later(1) })).toMatch(
    /another person must sign/,
  );
  other.does('cancel', 'asker', { reason: 'asked twice' });
  const gone = walk('handOut', [lent()]);
  gone.does('approve', 'approver');
  gone.does('handOut', 'keeper', { ...out(10), dueAt: later(30) });
  expect(gone.refuses('cancel', 'asker', { reason: 'asked twice' })).toMatch(/^alreadyMoved/);
});

it('takes back what another hand-out gave', () => {
  const paper = walk('return', [goods(3, slot('unit/squad-3'), slot('RC-S/receiving'))]);
  expect(
    paper.does('takeBack', 'keeper', {
      second: 'squad leader',
      portions: [portion(1, 'toInspect', 2), portion(1, 'damaged', 1, { reason: 'burnt' })],
    }),
  ).toEqual([
    '2 Q-26: unit/squad-3 → RC-S/receiving inInspection',
    '1 Q-26: unit/squad-3 → RC-S/receiving damaged',
  ]);
  expect(paper.document.state).toBe('closed');
  const none = walk('return', [goods(3, slot('unit/squad-3'), slot('RC-S/receiving'))]);
  expect(
    none.does('takeBack', 'keeper', {
      second: 'x',
      portions: [portion(1, 'kept', 3, { reason: 'still in use' })],
    }),
  ).toEqual([]);
  expect(none.document.state).toBe('closed');
});

it('takes in from before the book what was given out before it, for a reason, and lets nobody use it uninspected', () => {
  const paper = walk('return', [goods(3, slot('unit/squad-3'), slot('RC-S/receiving'))]);
  const back = (more: object) => ({ second: 'squad leader', portions: [portion(1, 'beforeBook', 3, more)] });
  expect(paper.refuses('takeBack', 'keeper', back({}))).toMatch(/^documentNeeds: line 1: say why/);
  expect(paper.does('takeBack', 'keeper', back({ reason: '2024 年手工账领出' }))).toEqual([
    '3 Q-26: opening inInspection → RC-S/receiving inInspection',
  ]);
  expect(balance(paper.moves)).toEqual({ opening: -3, 'RC-S/receiving': 3 });
});

it('writes off nothing of another store, and makes none of its goods out of the time before the book', () => {
  const theirs = { owner: 'RC-N' };
  const paper = walk('return', [goods(3, slot('unit/squad-3', theirs), slot('RC-S/receiving', theirs))]);
  for (const as of ['lost', 'consumed'] as const)
    expect(
      paper.refuses('settle', 'approver', { portions: [portion(1, as, 3, { reason: '遗失' })] }),
    ).toContain('of another store');
  const back = { second: 'squad leader', portions: [portion(1, 'beforeBook', 3, { reason: '手工账' })] };
  expect(paper.refuses('takeBack', 'keeper', back)).toContain('of another store');
  expect(paper.moves).toEqual([]);
});

it('leaves what another store gave out its own, and that store notes it on its hand-out, which then ends', () => {
  const theirs = { owner: 'RC-N' };
  const paper = walk('return', [goods(3, slot('unit/squad-3', theirs), slot('RC-S/receiving', theirs))]);
  expect(
    paper.does('takeBack', 'keeper', { second: 'squad leader', portions: [portion(1, 'returned', 3)] }),
  ).toEqual(['3 Q-26: unit/squad-3 of RC-N → RC-S/receiving of RC-N']);
  const given = walk('handOut', [lent()]);
  given.does('approve', 'approver');
  given.does('handOut', 'keeper', { ...out(10), dueAt: later(30) });
  const noted = { portions: [portion(1, 'elsewhere', 10)] };
  expect(given.refuses('noteReturn', 'keeper', noted)).toMatch(/^documentNeeds/);
  expect(given.does('noteReturn', 'keeper', { ...noted, refs: ['GH-RC-N-2026-000001'] })).toEqual([]);
  expect(given.document).toMatchObject({ state: 'closed', owes: [] });
});

it('opens nothing that would change what goods are or whose they are', () => {
  const at = slot('RC-S/receiving', { quality: 'damaged', grade: 'dispose', owner: 'PARTNER' });
  for (const to of [
    slot('RC-S/ordinary', { ...at, place: 'RC-S/ordinary', quality: 'usable' }),
    slot('RC-S/ordinary', { ...at, place: 'RC-S/ordinary', grade: 'reserve' }),
    slot('RC-S/ordinary', { ...at, place: 'RC-S/ordinary', owner: 'RC-S' }),
  ])
    expect(() => walk('putAway', [goods(3, at, to)])).toThrow(/documentLine/);
  expect(() =>
    walk('return', [goods(3, slot('person/x', { owner: 'RC-N' }), slot('RC-S/receiving'))]),
  ).toThrow(/documentLine/);
});

it('gives to a neighbour within the lead time, takes back, and settles the rest by its bill', () => {
  const paper = walk('mutualAidGiven', [lent('unit/gansu')]);
  expect(paper.refuses('approve', 'approver')).toMatch(/a date for the goods/);
  paper.does('approve', 'approver', { dueAt: later(1) });
  expect(isOverdue(paper.document, later(2))).toBe(true);
  const given = { second: 'their officer', portions: [portion(1, 'given', 10)], dueAt: later(90) };
  expect(paper.refuses('handOver', 'approver', given)).toMatch(/^samePerson/);
  expect(paper.does('handOver', 'keeper', given)).toEqual(['10 Q-26: RC-S/ordinary → unit/gansu']);
  expect(paper.document.owes).toEqual([{ what: 'return', dueAt: later(90) }]);
  paper.does('takeBack', 'keeper', { second: 'their officer', portions: [portion(1, 'returned', 7)] });
  expect(paper.document.state).toBe('returning');
  const bill = { second: 'their officer', refs: ['bill 9'], portions: [portion(1, 'settled', 3)] };
  expect(paper.refuses('settle', 'keeper', bill)).toMatch(/^samePerson/);
  expect(paper.does('settle', 'approver', bill)).toEqual(['3 Q-26: unit/gansu → consumed']);
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
});

it('gives to a neighbour on an order from above at once, and is over only when that is signed', () => {
  const paper = walk('mutualAidGiven', [lent('unit/gansu')]);
  const order = { reason: 'flood', refs: ['order 12'] };
  expect(paper.refuses('actFirst', 'keeper', { reason: 'flood' })).toMatch(/^documentNeeds/);
  paper.does('actFirst', 'keeper', order);
  expect(paper.document).toMatchObject({ state: 'approved', owes: [{ what: 'approval', dueAt: later(1) }] });
  const given = { second: 'their officer', portions: [portion(1, 'given', 10)], dueAt: later(90) };
  expect(paper.does('handOver', 'keeper', given)).toEqual(['10 Q-26: RC-S/ordinary → unit/gansu']);
  const back = { second: 'their officer', portions: [portion(1, 'returned', 10)] };
  paper.does('takeBack', 'keeper', back);
  expect(paper.document).toMatchObject({ state: 'unsigned', owes: [{ what: 'approval' }] });
  expect(paper.refuses('signAfterwards', 'keeper')).toMatch(/^samePerson/);
  paper.does('signAfterwards', 'approver');
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
});

it('says with the asking by when it shall be back, for whoever approves; the hand-out sets the term', () => {
  const paper = walk('handOut', [lent()], { returnBy: later(20) });
  expect(paper.document).toMatchObject({ returnBy: later(20), owes: [] });
  paper.does('approve', 'approver');
  paper.does('handOut', 'keeper', { ...out(10), dueAt: later(30) });
  expect(paper.document).toMatchObject({
    returnBy: later(20),
    owes: [{ what: 'return', dueAt: later(30) }],
  });
});

it.each([
  ['handOut', later(0), 'documentNeeds: the day of its return must be later than now, within a year'],
  ['handOut', later(367), 'documentNeeds: the day of its return must be later than now, within a year'],
  ['handOut', 1.5 as Instant, 'documentNeeds: the day of its return must be later than now, within a year'],
  ['transfer', later(20), 'documentNeeds: what this type gives out does not come back'],
] as const)('opens no %s that is to be back by %s', (type, returnBy, refused) => {
  const line = goods(10, slot('RC-S/ordinary'), slot(type === 'handOut' ? 'person/007' : '640181/receiving'));
  expect(() => walk(type, [line], { returnBy })).toThrow(refused);
});
