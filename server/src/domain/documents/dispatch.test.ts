import { expect, it } from 'vitest';
import { balance, day, goods, later, noon, portion, slot, walk } from '../../../test/document-walk.ts';
import { isOverdue } from './overdue.ts';

const wanted = () => goods(40, slot('RC-S/ordinary'), slot('unit/squad-3'));
const driver = { second: 'driver' };
const picked = { portions: [portion(1, 'picked', 40)] };
const sent = (quantity: number) => ({ ...driver, portions: [portion(1, 'sent', quantity)] });
const basis = { reason: 'flood at the east dyke', refs: ['telephone order 14:05'] };

function atTheScene() {
  const paper = walk('dispatch', [wanted()]);
  paper.does('approve', 'approver');
  paper.does('pick', 'picker', picked);
  paper.does('release', 'keeper', sent(40));
  return paper;
}

it('goes to the scene and is used up, brought back, left there or lost, until nothing is open', () => {
  const paper = atTheScene();
  expect(paper.does('deliver', 'squad leader', { ...driver, portions: [portion(1, 'arrived', 40)] })).toEqual(
    ['40 Q-26: transit/D-1 → unit/squad-3'],
  );
  expect(paper.document.state).toBe('delivered');
  expect(
    paper.does('settle', 'keeper', {
      second: 'squad leader',
      portions: [
        portion(1, 'consumed', 20),
        portion(1, 'returned', 6, { to: 'RC-S/receiving' }),
        portion(1, 'toInspect', 4),
        portion(1, 'damaged', 2, { reason: 'wet' }),
      ],
    }),
  ).toEqual([
    '20 Q-26: unit/squad-3 → consumed',
    '6 Q-26: unit/squad-3 → RC-S/receiving',
    '4 Q-26: unit/squad-3 → RC-S/ordinary inInspection',
    '2 Q-26: unit/squad-3 → RC-S/ordinary damaged',
  ]);
  expect(paper.document.state).toBe('settling');
  paper.does('settle', 'keeper', {
    second: 'squad leader',
    portions: [
      portion(1, 'kept', 5, { reason: 'next shift' }),
      portion(1, 'lost', 3, { reason: 'swept away' }),
    ],
  });
  expect(paper.document.state).toBe('closed');
  expect(balance(paper.moves)).toMatchObject({ 'unit/squad-3': 5, lost: 3 });
});

it('acts first on an order by telephone, and owes the approval within 24 hours', () => {
  const paper = walk('dispatch', [wanted()]);
  expect(paper.refuses('actFirst', 'keeper')).toMatch(/a reason, the order it rests on/);
  paper.does('actFirst', 'keeper', basis);
  expect(paper.document).toMatchObject({
    state: 'approved',
    owes: [{ what: 'approval', dueAt: noon + day }],
  });
  paper.does('pick', 'picker', picked);
  paper.does('release', 'keeper', sent(40));
  expect(isOverdue(paper.document, later(1))).toBe(false);
  expect(isOverdue(paper.document, later(2))).toBe(true);
  for (const person of ['asker', 'keeper', 'driver'])
    expect(paper.refuses('signAfterwards', person)).toMatch(/^samePerson/);
  paper.does('signAfterwards', 'approver');
  expect(paper.document).toMatchObject({ state: 'inTransit', owes: [] });
  expect(paper.refuses('signAfterwards', 'approver')).toMatch(/^documentState/);
});

it('is not over before it was signed, and an objection is kept with its reason', () => {
  const paper = walk('dispatch', [wanted()]);
  paper.does('actFirst', 'keeper', basis);
  paper.does('pick', 'picker', picked);
  paper.does('release', 'keeper', sent(40));
  paper.does('deliver', 'squad leader', { ...driver, portions: [portion(1, 'arrived', 40)] });
  paper.does('settle', 'keeper', { second: 'squad leader', portions: [portion(1, 'consumed', 40)] });
  expect(paper.document.state).toBe('unsigned');
  paper.does('objectAfterwards', 'approver', { reason: 'the county had some nearer' });
  expect(paper.document).toMatchObject({ state: 'closed', owes: [] });
  expect(paper.document.steps.at(-1)).toMatchObject({ reason: 'the county had some nearer' });
});

it('takes home what the scene sends back, whole or broken, and closes what was lost on the way', () => {
  const paper = atTheScene();
  paper.does('deliver', 'squad leader', {
    ...driver,
    portions: [portion(1, 'arrived', 30), portion(1, 'short', 2, { reason: 'fell off' })],
  });
  expect(paper.document.state).toBe('arriving');
  expect(
    paper.does('takeBack', 'home keeper', {
      ...driver,
      portions: [
        portion(1, 'back', 5, { reason: 'too many' }),
        portion(1, 'failed', 3, { reason: 'crushed' }),
      ],
    }),
  ).toEqual(['5 Q-26: transit/D-1 → RC-S/ordinary', '3 Q-26: transit/D-1 → RC-S/ordinary damaged']);
  expect(paper.document.state).toBe('delivered');
  expect(balance(paper.moves)['transit/D-1']).toBeUndefined();
});

it('receives the first lorry while the second is loaded, never by who released it', () => {
  const paper = walk('dispatch', [wanted()]);
  paper.does('approve', 'approver');
  paper.does('pick', 'picker', picked);
  paper.does('release', 'keeper', sent(25));
  expect(paper.document.state).toBe('loading');
  const first = { ...driver, portions: [portion(1, 'arrived', 25)] };
  expect(paper.refuses('deliver', 'keeper', first)).toMatch(/^samePerson/);
  paper.does('deliver', 'squad leader', first);
  paper.does('release', 'keeper', {
    ...driver,
    portions: [portion(1, 'unsent', 15, { reason: 'enough there' })],
  });
  expect(paper.document.state).toBe('delivered');
});

it('is refused, or cancelled before it leaves: then it owes no approval either', () => {
  const no = walk('dispatch', [wanted()]);
  no.does('refuse', 'approver', { reason: 'a drill' });
  expect(no.document.state).toBe('refused');
  const paper = walk('dispatch', [wanted()]);
  paper.does('actFirst', 'keeper', basis);
  paper.does('cancel', 'asker', { reason: 'false alarm' });
  expect(paper.document).toMatchObject({ state: 'cancelled', owes: [] });
  expect(atTheScene().refuses('cancel', 'asker', { reason: 'false alarm' })).toMatch(/^alreadyMoved/);
});
