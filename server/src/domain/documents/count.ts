/** A count: who counted does not approve, and who counts again is another person. Its lines are the places until it is posted, so that it tells nobody how much the book has; what differs is joined to it by the posting. */
import { source, table, target } from './table.ts';

/** What differs leads from where the book has it to where it is, or to nowhere. */
const differs = { move: [source, target], reason: true } as const;

export const count = table({
  opens: 'ask',
  start: 'planned',
  final: ['closed'],
  lines: 'items',
  ends: { from: [], to: [] },
  stages: {
    variance: {
      outOf: 'wanted',
      as: { covered: {}, missing: differs, gained: differs, misplaced: differs, downgraded: differs },
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
      from: ['counted'],
      to: 'closed',
      unless: [{ left: 'variance', to: 'counted' }],
      by: 'approve',
      apart: ['start', 'submit', 'submitAgain'],
      stage: 'variance',
    },
  ],
});
