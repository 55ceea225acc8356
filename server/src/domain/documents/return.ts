/** What comes back without a hand-out of ours to put it on: given out before the book began, or by another store. */
import { consumed, damaged, doubted, lost, source, table, target } from './table.ts';

export const takenBack = table({
  opens: 'receive',
  start: 'open',
  final: ['closed'],
  lines: 'goods',
  ends: { from: ['person', 'unit'], to: ['here'] },
  stages: {
    takeBack: {
      outOf: 'wanted',
      as: {
        returned: { move: [source, target] },
        toInspect: { move: [source, doubted(target)] },
        damaged: { move: [source, damaged(target)], reason: true },
        consumed: { move: [source, consumed], reason: true },
        lost: { move: [source, lost], reason: true },
        kept: { reason: true },
      },
    },
  },
  steps: [
    {
      action: 'takeBack',
      from: ['open', 'returning'],
      to: 'closed',
      unless: [{ left: 'takeBack', to: 'returning' }],
      by: 'receive',
      second: 'anyone',
      stage: 'takeBack',
      only: ['returned', 'toInspect', 'damaged', 'kept'],
    },
    {
      // What does not come back is no keeper's word alone.
      action: 'settle',
      from: ['open', 'returning'],
      to: 'closed',
      unless: [{ left: 'takeBack', to: 'returning' }],
      by: 'approve',
      apart: ['open', 'takeBack'],
      stage: 'takeBack',
      only: ['consumed', 'lost'],
    },
  ],
});
