/** A rotation order: the oldest share goes to duty, training, back to the vendor or to disposal, and as much is bought. Bought first, it can wait; given out first, the replenishment is owed by a date. */
import { approval, graded, type StepRule, source, supplier, table, target } from './table.ts';

const rotate: Omit<StepRule, 'from' | 'unless'> = {
  action: 'rotate',
  to: 'closed',
  by: 'rotate',
  second: 'keep',
  stage: 'rotate',
  only: ['toDuty', 'toTraining', 'toVendor', 'toDispose'],
};
const withhold: Omit<StepRule, 'from' | 'unless'> = {
  action: 'withhold',
  to: 'closed',
  by: 'rotate',
  stage: 'rotate',
  only: ['kept'],
};
const replenish: Omit<StepRule, 'from' | 'to'> = { action: 'replenish', by: 'rotate', needs: ['ref'] };
const owing: StepRule['unless'] = [
  { left: 'rotate', to: 'rotating' },
  { owed: 'replenishment', to: 'rotated' },
];

export const rotation = table({
  opens: 'ask',
  start: 'asked',
  final: ['refused', 'closed'],
  lines: 'goods',
  ends: { from: ['here'], to: ['here'] },
  stages: {
    rotate: {
      outOf: 'wanted',
      as: {
        toDuty: { move: [source, graded(target, 'duty')] },
        toTraining: { move: [source, graded(target, 'training')] },
        toVendor: { move: [source, supplier] },
        toDispose: { move: [source, { ...target, grade: 'dispose' }], reason: true },
        kept: { reason: true },
      },
    },
  },
  steps: [
    ...approval('approved'),
    // Given out first.
    { ...rotate, from: ['approved'], unless: owing, owes: [{ what: 'replenishment' }] },
    { ...rotate, from: ['rotating'], unless: owing },
    { ...withhold, from: ['approved'], unless: [{ left: 'rotate', to: 'approved' }] },
    { ...withhold, from: ['rotating'], unless: owing },
    {
      ...replenish,
      from: ['rotating', 'rotated'],
      to: 'closed',
      unless: [{ left: 'rotate', to: 'rotating' }],
      settles: { what: 'replenishment' },
    },
    {
      action: 'prolong',
      from: ['rotating', 'rotated'],
      to: null,
      by: 'approve',
      needs: ['reason'],
      prolongs: 'replenishment',
    },
    // Bought first.
    { ...replenish, from: ['approved'], to: 'replenished' },
    { ...rotate, from: ['replenished'], unless: [{ left: 'rotate', to: 'replenished' }] },
    { ...withhold, from: ['replenished'], unless: [{ left: 'rotate', to: 'replenished' }] },
  ],
});
