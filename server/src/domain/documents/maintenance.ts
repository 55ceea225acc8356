/** Gear goes to the fitter, in the store or in a workshop outside, and comes back good, marked down or broken. Its target is the fitter's place, where it is held. */
import { damaged, graded, lost, type StepRule, source, table, target } from './table.ts';

const out: Pick<StepRule, 'from' | 'to' | 'unless' | 'by' | 'stage'> = {
  from: ['planned'],
  to: 'closed',
  unless: [
    { left: 'takeOut', to: 'planned' },
    { left: 'finish', to: 'maintained' },
  ],
  by: 'keep',
  stage: 'takeOut',
};

export const maintenance = table({
  opens: 'ask',
  start: 'planned',
  final: ['closed'],
  lines: 'goods',
  alters: true,
  ends: { from: ['here'], to: ['here', 'unit'] },
  stages: {
    takeOut: {
      outOf: 'wanted',
      as: { takenOut: { move: [source, target] }, kept: { reason: true } },
    },
    finish: {
      outOf: ['takenOut'],
      as: {
        restored: { move: [target, source] },
        failed: { move: [target, damaged(source)], reason: true },
        toDuty: { move: [target, graded(source, 'duty')], reason: true },
        toTraining: { move: [target, graded(source, 'training')], reason: true },
        lost: { move: [target, lost], reason: true },
      },
    },
  },
  steps: [
    // The workshop's man may be anybody, so who asked for it and who lets it out are two of ours.
    {
      ...out,
      action: 'takeOut',
      second: 'anyone',
      apart: ['open'],
      owes: [{ what: 'return' }],
      only: ['takenOut'],
    },
    { ...out, action: 'withhold', only: ['kept'] },
    {
      action: 'finish',
      from: ['planned', 'maintained'],
      to: 'closed',
      unless: [
        { left: 'takeOut', to: 'planned' },
        { left: 'finish', to: 'maintained' },
      ],
      by: 'maintain',
      second: 'anyone',
      settles: { what: 'return', once: ['finish'] },
      stage: 'finish',
      only: ['restored', 'failed', 'toDuty', 'toTraining'],
    },
    {
      // A loss is no keeper's word alone.
      action: 'settle',
      from: ['planned', 'maintained'],
      to: 'closed',
      unless: [
        { left: 'takeOut', to: 'planned' },
        { left: 'finish', to: 'maintained' },
      ],
      by: 'approve',
      apart: ['open', 'takeOut'],
      settles: { what: 'return', once: ['finish'] },
      stage: 'finish',
      only: ['lost'],
    },
    {
      action: 'prolong',
      from: ['planned', 'maintained'],
      to: null,
      by: 'approve',
      needs: ['reason'],
      prolongs: 'return',
    },
  ],
});
