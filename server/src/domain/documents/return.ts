/** What comes back without a hand-out of ours to put it on. Of another store it stays the other's, which notes it on its hand-out. Of what was given out before the book began the book has nothing there: it comes in from "opening", with its reason, and an inspector looks at it before anybody uses it. */
import { consumed, damaged, doubted, lost, opening, source, table, target } from './table.ts';

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
        beforeBook: { move: [opening, doubted(target)], reason: true, own: true },
        consumed: { move: [source, consumed], reason: true, own: true },
        lost: { move: [source, lost], reason: true, own: true },
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
      only: ['returned', 'toInspect', 'damaged', 'beforeBook', 'kept'],
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
