import { expect, it } from 'vitest';
import { goods, item, later, portion, slot, walk } from '../../../test/document-walk.ts';
import { isOverdue } from './overdue.ts';

const shelf = 'RC-S/ordinary/A-01';
const photo = { photos: ['1'.repeat(64)] };

it('inspects held lots: released, marked down, broken or held on, each posted as what it became', () => {
  const held = slot(shelf, { quality: 'held' });
  const paper = walk('inspection', [goods(20, held, slot(shelf))]);
  expect(
    paper.does('inspect', 'inspector', {
      portions: [
        portion(1, 'passed', 10),
        portion(1, 'failed', 2, { reason: 'mould' }),
        portion(1, 'toTraining', 3, { reason: 'faded' }),
        portion(1, 'toDuty', 1, { reason: 'near its end' }),
        portion(1, 'toDispose', 1, { reason: 'burnt' }),
      ],
    }),
  ).toEqual([
    `10 Q-26: ${shelf} held → ${shelf}`,
    `2 Q-26: ${shelf} held → ${shelf} damaged`,
    `3 Q-26: ${shelf} held → ${shelf} training`,
    `1 Q-26: ${shelf} held → ${shelf} duty`,
    `1 Q-26: ${shelf} held → ${shelf} held dispose`,
  ]);
  expect(paper.document.state).toBe('checking');
  expect(
    paper.refuses('inspect', 'inspector', { portions: [portion(1, 'held', 3, { reason: 'unsure' })] }),
  ).toBe('documentLine: line 1: the goods are there already: say where to');
  paper.does('inspect', 'inspector', { portions: [portion(1, 'kept', 3, { reason: 'sample sent away' })] });
  expect(paper.document.state).toBe('closed');
});

it('holds what an inspection of good stock doubts, and is cancelled only before', () => {
  const paper = walk('inspection', [goods(20, slot(shelf), slot(shelf))]);
  paper.does('inspect', 'inspector', { portions: [portion(1, 'held', 5, { reason: 'smells' })] });
  expect(paper.refuses('cancel', 'asker', { reason: 'late' })).toMatch(/^alreadyMoved/);
  const other = walk('inspection', [goods(20, slot(shelf), slot(shelf))]);
  other.does('cancel', 'asker', { reason: 'late' });
  expect(other.document.state).toBe('cancelled');
});

it('closes a patrol on which all is well', () => {
  const paper = walk('patrol', [item('doors'), item('fire extinguishers')]);
  paper.does('check', 'keeper', { portions: [portion(1, 'passed', 1)] });
  expect(paper.document.state).toBe('checking');
  paper.does('check', 'keeper', { portions: [portion(2, 'passed', 1)] });
  expect(paper.document.state).toBe('closed');
  expect(paper.moves).toEqual([]);
});

it.each(['patrol', 'spotCheck'] as const)(
  '%s: a finding is rectified and checked again by another, as often as it takes',
  (type) => {
    const paper = walk(type, [item('doors'), item('fire extinguishers')]);
    paper.does('check', 'inspector', { portions: [portion(1, 'passed', 1)] });
    const finding = { portions: [portion(2, 'finding', 1, { reason: 'one is empty' })] };
    expect(paper.refuses('find', 'inspector', { ...finding, dueAt: later(3) })).toBe(
      'documentNeeds: it wants: a photo',
    );
    expect(paper.refuses('find', 'inspector', { ...finding, ...photo })).toMatch(
      /a date for the rectification/,
    );
    paper.does('find', 'inspector', { ...finding, ...photo, dueAt: later(3) });
    expect(paper.document.state).toBe('found');
    expect(isOverdue(paper.document, later(4))).toBe(true);
    const mended = { ...photo, portions: [portion(2, 'rectified', 1, { reason: 'refilled' })] };
    paper.does('rectify', 'keeper', mended);
    const failed = { portions: [portion(2, 'failed', 1, { reason: 'not sealed' })] };
    expect(paper.refuses('checkAgain', 'keeper', failed)).toMatch(/^samePerson/);
    paper.does('checkAgain', 'inspector', failed);
    expect(paper.document).toMatchObject({ state: 'found', owes: [{ what: 'rectification' }] });
    paper.does('prolong', 'inspector', { reason: 'seals ordered', dueAt: later(9) });
    paper.does('rectify', 'keeper', mended);
    paper.does('checkAgain', 'inspector', { portions: [portion(2, 'restored', 1)] });
    expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
  },
);

it('cancels a patrol that was planned twice, and refuses an item twice', () => {
  const paper = walk('patrol', [item('doors')]);
  paper.does('cancel', 'asker', { reason: 'planned twice' });
  expect(paper.document.state).toBe('cancelled');
  const other = walk('patrol', [item('doors'), item('roof')]);
  other.does('check', 'keeper', { portions: [portion(1, 'passed', 1)] });
  expect(other.refuses('check', 'keeper', { portions: [portion(1, 'passed', 1)] })).toBe(
    'alreadyMoved: line 1: all of it is done already',
  );
});

it('sends gear to the workshop and takes it back good, broken or marked down', () => {
  const paper = walk('maintenance', [goods(5, slot(shelf), slot('unit/workshop', { quality: 'held' }))]);
  const out = { second: 'fitter', portions: [portion(1, 'takenOut', 4)], dueAt: later(14) };
  expect(paper.does('takeOut', 'keeper', out)).toEqual([`4 Q-26: ${shelf} → unit/workshop held`]);
  paper.does('withhold', 'keeper', { portions: [portion(1, 'kept', 1, { reason: 'needed tonight' })] });
  expect(paper.document).toMatchObject({ state: 'maintained', owes: [{ what: 'return', dueAt: later(14) }] });
  expect(
    paper.does('finish', 'fitter', {
      second: 'keeper',
      portions: [
        portion(1, 'restored', 2),
        portion(1, 'failed', 1, { reason: 'cracked' }),
        portion(1, 'toTraining', 1, { reason: 'leaks a little' }),
      ],
    }),
  ).toEqual([
    `2 Q-26: unit/workshop held → ${shelf}`,
    `1 Q-26: unit/workshop held → ${shelf} damaged`,
    `1 Q-26: unit/workshop held → ${shelf} training`,
  ]);
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
});

it('closes a maintenance of which nothing was sent, refuses one hand for two, and cancels before', () => {
  const planned = () => walk('maintenance', [goods(5, slot(shelf), slot(shelf, { quality: 'held' }))]);
  const none = planned();
  none.does('withhold', 'keeper', { portions: [portion(1, 'kept', 5, { reason: 'all in use' })] });
  expect(none.document).toMatchObject({ state: 'closed', owes: [] });
  const out = { second: 'keeper', portions: [portion(1, 'takenOut', 5)], dueAt: later(1) };
  expect(planned().refuses('takeOut', 'keeper', out)).toMatch(/^samePerson/);
  const off = planned();
  off.does('cancel', 'asker', { reason: 'no fitter' });
  expect(off.document.state).toBe('cancelled');
});
