/** A count: who counted does not approve, and who counts again is another person. A line wants what the book had at the moment of its scan; what was really there is posted by the approver. */
import { damaged, found, lost, source, table } from './table.ts';

export const count = table({
  opens: 'ask',
  start: 'planned',
  final: ['closed'],
  lines: 'goods',
  ends: { from: ['here'], to: ['here'] },
  wantsNone: true,
  stages: {
    variance: {
      outOf: 'wanted',
      as: {
        matched: {},
        missing: { move: [source, lost], reason: true },
        damaged: { move: [source, damaged(source)], reason: true },
        gained: { move: [found, source], reason: true, beyond: true },
      },
    },
  },
  steps: [
    { action: 'start', from: ['planned'], to: 'counting', by: 'count' },
    { action: 'submit', from: ['counting'], to: 'counted', by: 'count' },
    {
      action: 'askAgain',
      from: ['counted'],
      to: 'recounting',
      by: 'approve',
      apart: ['start', 'submit', 'submitAgain'],
      needs: ['reason'],
    },
    {
      action: 'submitAgain',
      from: ['recounting'],
      to: 'counted',
      by: 'count',
      apart: ['start', 'submit', 'askAgain'],
    },
    {
      action: 'post',
      from: ['counted', 'posting'],
      to: 'closed',
      unless: [{ left: 'variance', to: 'posting' }],
      by: 'approve',
      apart: ['start', 'submit', 'submitAgain'],
      stage: 'variance',
    },
  ],
});
