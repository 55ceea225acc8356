import type { Signer } from '@changping/contracts/documents';
import { expect, it } from 'vitest';
import { balance, everyone, goods, may, noon, portion, slot, walk } from '../../../test/document-walk.ts';
import { availableSteps } from './available.ts';
import { act } from './machine.ts';

const sent = () => goods(40, slot('RC-S/ordinary/A-01'), slot('640181/receiving', { owner: '640181' }));

/** Approved, picked and on the road. */
function onTheRoad(quantity = 40) {
  const paper = walk('transfer', [sent()]);
  paper.does('approve', 'approver');
  paper.does('pick', 'picker', { portions: [portion(1, 'picked', quantity)] });
  const moves = paper.does('release', 'keeper', {
    second: 'driver',
    portions: [portion(1, 'sent', quantity)],
  });
  return { paper, moves };
}

it('goes from shelf to road to shelf, and changes owner where it arrives', () => {
  const { paper, moves } = onTheRoad();
  expect(moves).toEqual(['40 Q-26: RC-S/ordinary/A-01 → transit/D-1']);
  expect(paper.document.state).toBe('inTransit');
  expect(
    paper.does('receive', 'far keeper', { second: 'driver', portions: [portion(1, 'arrived', 40)] }),
  ).toEqual(['40 Q-26: transit/D-1 → 640181/receiving of 640181']);
  expect(paper.document.state).toBe('closed');
  expect(balance(paper.moves)).toEqual({ 'RC-S/ordinary/A-01': -40, '640181/receiving': 40 });
});

it('closes to zero what came short, damaged, back or over, each with its reason', () => {
  const { paper } = onTheRoad();
  const far = { second: 'driver' };
  expect(paper.refuses('receive', 'far keeper', { ...far, portions: [portion(1, 'short', 3)] })).toBe(
    'documentNeeds: line 1: say why it is "short"',
  );
  expect(
    paper.does('receive', 'far keeper', {
      ...far,
      portions: [
        portion(1, 'arrived', 30, { to: '640181/cold' }),
        portion(1, 'damaged', 2, { reason: 'torn' }),
        portion(1, 'short', 3, { reason: 'gone after the night stop' }),
      ],
    }),
  ).toEqual([
    '30 Q-26: transit/D-1 → 640181/cold of 640181',
    '2 Q-26: transit/D-1 → 640181/receiving damaged of 640181',
    '3 Q-26: transit/D-1 → lost',
  ]);
  expect(paper.document.state).toBe('arriving');
  expect(balance(paper.moves)['transit/D-1']).toBe(5);
  expect(
    paper.does('takeBack', 'home keeper', {
      ...far,
      portions: [portion(1, 'back', 5, { reason: 'no room there', to: 'RC-S/receiving' })],
    }),
  ).toEqual(['5 Q-26: transit/D-1 → RC-S/receiving']);
  expect(paper.document.state).toBe('closed');
  expect(balance(paper.moves)['transit/D-1']).toBeUndefined();
});

it('takes in what the papers do not have as found, not out of the road', () => {
  const { paper } = onTheRoad();
  const portions = [portion(1, 'arrived', 40), portion(1, 'over', 1, { reason: 'miscounted at the start' })];
  expect(paper.does('receive', 'far keeper', { second: 'driver', portions })[1]).toBe(
    '1 Q-26: found of 640181 → 640181/receiving of 640181',
  );
  expect(balance(paper.moves)['transit/D-1']).toBeUndefined();
});

it('sends less than was asked with a reason, and nothing at all too', () => {
  const paper = walk('transfer', [sent()]);
  paper.does('approve', 'approver');
  const none = [portion(1, 'picked', 10), portion(1, 'notPicked', 30, { reason: 'below the floor' })];
  paper.does('pick', 'picker', { portions: none });
  expect(paper.document.state).toBe('picked');
  paper.does('release', 'keeper', {
    second: 'driver',
    portions: [portion(1, 'unsent', 10, { reason: 'the lorry is full' })],
  });
  expect(paper.document.state).toBe('closed');
  expect(paper.moves).toEqual([]);
});

it('never sends or receives more than there is', () => {
  const { paper } = onTheRoad(40);
  expect(
    paper.refuses('receive', 'far keeper', { second: 'driver', portions: [portion(1, 'arrived', 41)] }),
  ).toMatch(/^quantityOver: line 1: 40 are left; book the other 1 as "over"/);
  const other = walk('transfer', [sent()]);
  other.does('approve', 'approver');
  expect(other.refuses('pick', 'picker', { portions: [portion(1, 'picked', 41)] })).toMatch(/^quantityOver/);
});

it('keeps two lorries apart: one arrives while the other is loaded', () => {
  const paper = walk('transfer', [sent()]);
  paper.does('approve', 'approver');
  paper.does('pick', 'picker', { portions: [portion(1, 'picked', 40)] });
  const lorry = { second: 'driver' };
  paper.does('release', 'keeper', { ...lorry, portions: [portion(1, 'sent', 25)] });
  expect(paper.document.state).toBe('loading');
  paper.does('receive', 'far keeper', { ...lorry, portions: [portion(1, 'arrived', 25)] });
  expect(paper.document.state).toBe('loading');
  paper.does('release', 'keeper', { ...lorry, portions: [portion(1, 'sent', 15)] });
  expect(paper.document.state).toBe('inTransit');
  paper.does('receive', 'far keeper', { ...lorry, portions: [portion(1, 'arrived', 15)] });
  expect(paper.document.state).toBe('closed');
});

it('takes lots and bins as the picker found them, and a case only whole', () => {
  const paper = walk('transfer', [{ ...sent(), lot: null, wanted: 20 }]);
  paper.does('approve', 'approver');
  paper.does('pick', 'picker', {
    portions: [
      portion(1, 'picked', 10, { lot: 'Q-25', piece: 'c1', from: 'RC-S/ordinary/B-02' }),
      portion(1, 'picked', 10, { lot: 'Q-26' }),
    ],
  });
  const driver = { second: 'driver' };
  expect(paper.refuses('release', 'keeper', { ...driver, portions: [portion(2, 'sent', 4)] })).toMatch(
    /^documentLine: .*open the case/,
  );
  expect(
    paper.does('release', 'keeper', {
      ...driver,
      portions: [portion(2, 'sent', 10), portion(3, 'sent', 10)],
    }),
  ).toEqual(['10 Q-25 c1: RC-S/ordinary/B-02 → transit/D-1', '10 Q-26: RC-S/ordinary/A-01 → transit/D-1']);
  expect(
    paper.refuses('receive', 'far keeper', {
      ...driver,
      portions: [portion(3, 'arrived', 10, { piece: 'c9' })],
    }),
  ).toMatch(/^documentLine/);
});

it('wants two people at each end, and never the same for both ends', () => {
  const paper = walk('transfer', [sent()]);
  expect(paper.refuses('approve', 'asker')).toMatch(/^samePerson/);
  paper.does('approve', 'approver');
  paper.does('pick', 'picker', { portions: [portion(1, 'picked', 40)] });
  const all = [portion(1, 'sent', 40)];
  expect(paper.refuses('release', 'keeper', { portions: all })).toMatch(/^documentNeeds: another person/);
  expect(paper.refuses('release', 'keeper', { second: 'keeper', portions: all })).toMatch(/^samePerson/);
  paper.does('release', 'keeper', { second: 'driver', portions: all });
  const came = [portion(1, 'arrived', 40)];
  for (const [by, second] of [
    ['keeper', 'driver'],
    ['driver', 'another driver'],
    ['far keeper', 'keeper'],
  ] as const)
    expect(paper.refuses('receive', by, { second, portions: came })).toMatch(/^samePerson/);
});

it('takes the driver of either end, but the receiver of the far end alone', () => {
  const { paper } = onTheRoad();
  const came = (by: Signer, second: Signer) =>
    act(
      paper.document,
      {
        ...{ action: 'receive', version: paper.document.version, by, second },
        portions: [portion(1, 'arrived', 40)],
      },
      noon,
    );
  const far = may('far keeper', { '640181': ['receive'] });
  const home = may('home keeper', { 'RC-S': ['receive'] });
  for (const site of ['RC-S', '640181'])
    expect(came(far, may('driver', { [site]: ['carry'] }))).toMatchObject({ ok: true });
  expect(came(far, may('driver', { 'RC-N': ['carry'] }))).toMatchObject({ ok: false, code: 'dutyMissing' });
  expect(came(home, may('driver'))).toMatchObject({ ok: false, code: 'dutyMissing' });
});

it('offers to receive at the far end only', () => {
  const { paper } = onTheRoad();
  const far = availableSteps(paper.document, { '640181': everyone['640181'] });
  expect(far).toEqual([
    {
      ...{ action: 'receive', site: '640181', by: 'receive', second: 'carry', needs: [], dueAt: null },
      outcomes: [
        { as: 'arrived', reason: false, beyond: false },
        { as: 'damaged', reason: true, beyond: false },
        { as: 'short', reason: true, beyond: false },
        { as: 'over', reason: true, beyond: true },
      ],
      left: [{ line: 1, quantity: 40 }],
    },
  ]);
  const here = availableSteps(paper.document, { 'RC-S': everyone['RC-S'] });
  expect(here.map(({ action }) => action)).toEqual(['takeBack']);
});

it('is refused, or cancelled until the lorry leaves', () => {
  const no = walk('transfer', [sent()]);
  no.does('refuse', 'approver', { reason: 'needed here' });
  expect(no.document.state).toBe('refused');
  const paper = walk('transfer', [sent()]);
  paper.does('approve', 'approver');
  paper.does('pick', 'picker', { portions: [portion(1, 'picked', 40)] });
  paper.does('cancel', 'asker', { reason: 'the road is closed' });
  expect(paper.document.state).toBe('cancelled');
  const { paper: gone } = onTheRoad();
  expect(gone.refuses('cancel', 'asker', { reason: 'the road is closed' })).toMatch(/^alreadyMoved/);
});
