import { expect, it } from 'vitest';
import { goods, item, later, portion, slot, walk } from '../../../test/document-walk.ts';
import { isOverdue } from './overdue.ts';

const shelf = 'RC-S/ordinary/A-01';

it('puts away to the bin where there was room, and leaves the rest with a reason', () => {
  const paper = walk('putAway', [goods(10, slot('RC-S/receiving'), slot(shelf))]);
  expect(
    paper.does('putAway', 'keeper', {
      portions: [
        portion(1, 'placed', 6),
        portion(1, 'placed', 2, { to: 'RC-S/ordinary/B-02' }),
        portion(1, 'damaged', 1, { reason: 'dropped' }),
      ],
    }),
  ).toEqual([
    `6 Q-26: RC-S/receiving → ${shelf}`,
    '2 Q-26: RC-S/receiving → RC-S/ordinary/B-02',
    '1 Q-26: RC-S/receiving → RC-S/receiving damaged',
  ]);
  expect(
    paper.refuses('putAway', 'keeper', { portions: [portion(1, 'placed', 1, { to: '640181/ordinary' })] }),
  ).toMatch(/^documentLine: line 1: it can not be put to 640181/);
  expect(paper.refuses('cancel', 'keeper', { reason: 'later' })).toMatch(/^alreadyMoved/);
  paper.does('putAway', 'keeper', { portions: [portion(1, 'kept', 1, { reason: 'no room' })] });
  expect(paper.document.state).toBe('closed');
  const off = walk('putAway', [goods(10, slot('RC-S/receiving'), slot(shelf))]);
  off.does('cancel', 'keeper', { reason: 'goes to the county tonight' });
  expect(off.document.state).toBe('cancelled');
});

it('counts, counts again by another, and is posted by a third; its lines are places and tell no number', () => {
  const paper = walk('count', [item('RC-S/ordinary'), item('RC-S/cold')]);
  paper.does('start', 'ann');
  paper.does('submit', 'ann');
  expect(paper.refuses('askAgain', 'ann', { reason: 'off by three' })).toMatch(/^samePerson/);
  paper.does('askAgain', 'approver', { reason: 'off by three' });
  expect(paper.refuses('submitAgain', 'ann')).toMatch(/^samePerson/);
  paper.does('submitAgain', 'bo');
  const posted = { portions: [portion(1, 'covered', 1), portion(2, 'covered', 1)] };
  for (const counter of ['ann', 'bo']) expect(paper.refuses('post', counter, posted)).toMatch(/^samePerson/);
  expect(paper.does('post', 'approver', posted)).toEqual([]);
  expect(paper.document.state).toBe('closed');
});

it('takes no goods as lines of a count, and cancels one that was never posted', () => {
  expect(() => walk('count', [goods(40, slot(shelf), slot(shelf))])).toThrow(/names no goods/);
  const paper = walk('count', [item('RC-S/ordinary')]);
  paper.does('start', 'ann');
  paper.does('submit', 'ann');
  paper.does('cancel', 'asker', { reason: 'the store is being moved' });
  expect(paper.document.state).toBe('cancelled');
});

it('rotates first and owes the replenishment by a date', () => {
  const paper = walk('rotation', [goods(30, slot(shelf), slot('RC-S/ordinary/D-01'))]);
  paper.does('approve', 'approver');
  const first = { second: 'keeper', portions: [portion(1, 'toDuty', 10), portion(1, 'toVendor', 5)] };
  expect(paper.refuses('rotate', 'officer', first)).toMatch(/a date for the replenishment/);
  expect(paper.does('rotate', 'officer', { ...first, dueAt: later(60) })).toEqual([
    `10 Q-26: ${shelf} → RC-S/ordinary/D-01 duty`,
    `5 Q-26: ${shelf} → supplier`,
  ]);
  expect(paper.document.state).toBe('rotating');
  paper.does('rotate', 'officer', {
    second: 'keeper',
    portions: [portion(1, 'toTraining', 10), portion(1, 'toDispose', 3, { reason: 'brittle' })],
  });
  paper.does('withhold', 'officer', { portions: [portion(1, 'kept', 2, { reason: 'still good by test' })] });
  expect(paper.document.state).toBe('rotated');
  expect(isOverdue(paper.document, later(61))).toBe(true);
  paper.does('replenish', 'officer', { refs: ['RK-RC-S-2026-000007'] });
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
});

it('buys first where the reserve may not dip, then rotates and owes nothing', () => {
  const paper = walk('rotation', [goods(30, slot(shelf), slot(shelf))]);
  paper.does('approve', 'approver');
  paper.does('replenish', 'officer', { refs: ['RK-RC-S-2026-000007'] });
  expect(paper.does('rotate', 'officer', { second: 'keeper', portions: [portion(1, 'toDuty', 30)] })).toEqual(
    [`30 Q-26: ${shelf} → ${shelf} duty`],
  );
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
  const off = walk('rotation', [goods(30, slot(shelf), slot(shelf))]);
  expect(off.refuses('approve', 'asker')).toMatch(/^samePerson/);
  off.does('refuse', 'approver', { reason: 'below the floor' });
  expect(off.document.state).toBe('refused');
});

it('keeps a whole rotation back and closes it, and cancels one before anything moved', () => {
  const paper = walk('rotation', [goods(30, slot(shelf), slot(shelf))]);
  paper.does('approve', 'approver');
  paper.does('withhold', 'officer', { portions: [portion(1, 'kept', 30, { reason: 'the flood' })] });
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
  const off = walk('rotation', [goods(30, slot(shelf), slot(shelf))]);
  off.does('cancel', 'asker', { reason: 'wrong lot' });
  expect(off.document.state).toBe('cancelled');
});

it('disposes of what was appraised by one and approved by another, before a witness, with a photo', () => {
  const broken = slot(shelf, { quality: 'damaged', grade: 'dispose' });
  const paper = walk('disposal', [goods(4, broken, broken)]);
  const look = { reason: 'rotten', photos: ['1'.repeat(64)] };
  expect(paper.refuses('appraise', 'asker', look)).toMatch(/^samePerson/);
  paper.does('appraise', 'inspector', look);
  for (const person of ['asker', 'inspector'])
    expect(paper.refuses('approve', person)).toMatch(/^samePerson/);
  paper.does('approve', 'approver');
  const burnt = { second: 'witness', photos: ['2'.repeat(64)], portions: [portion(1, 'disposed', 3)] };
  expect(paper.refuses('dispose', 'approver', burnt)).toMatch(/^samePerson/);
  expect(paper.refuses('dispose', 'keeper', { ...burnt, photos: [] })).toMatch(/a photo/);
  expect(paper.does('dispose', 'keeper', burnt)).toEqual([
    `3 Q-26: ${shelf} damaged dispose → disposed damaged dispose`,
  ]);
  paper.does('dispose', 'keeper', {
    ...burnt,
    portions: [portion(1, 'kept', 1, { reason: 'for the museum' })],
  });
  expect(paper.document.state).toBe('closed');
  const off = walk('disposal', [goods(4, broken, broken)]);
  off.does('appraise', 'inspector', look);
  off.does('refuse', 'approver', { reason: 'can be mended' });
  expect(off.document.state).toBe('refused');
  const gone = walk('disposal', [goods(4, broken, broken)]);
  gone.does('cancel', 'asker', { reason: 'wrong shelf' });
  expect(gone.document.state).toBe('cancelled');
});

it('hands the store to the next keeper with a count, both signatures and a third', () => {
  const paper = walk('handOver', [item('keys'), item('room 2')]);
  expect(paper.refuses('handOver', 'old keeper')).toMatch(/^documentState/);
  paper.does('attachCount', 'old keeper', { refs: ['PD-RC-S-2026-000004'] });
  const list = [portion(1, 'passed', 1), portion(2, 'finding', 1, { reason: 'roof leaks' })];
  expect(paper.refuses('handOver', 'old keeper', { second: 'old keeper', portions: list })).toMatch(
    /^samePerson/,
  );
  paper.does('handOver', 'old keeper', { second: 'new keeper', portions: list });
  expect(paper.refuses('approve', 'new keeper')).toMatch(/^samePerson/);
  paper.does('approve', 'approver');
  expect(paper.document.state).toBe('closed');
  expect(paper.moves).toEqual([]);
  const off = walk('handOver', [item('keys')]);
  off.does('cancel', 'old keeper', { reason: 'stays another year' });
  expect(off.document.state).toBe('cancelled');
});
