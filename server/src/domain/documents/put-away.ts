/** From the receiving zone to the bins, within one store. */
import { damaged, source, table, target } from './table.ts';

export const putAway = table({
  opens: 'keep',
  start: 'open',
  final: ['closed'],
  lines: 'goods',
  ends: { from: ['here'], to: ['here'] },
  stages: {
    place: {
      outOf: 'wanted',
      as: {
        placed: { move: [source, target] },
        damaged: { move: [source, damaged(source)], reason: true },
        kept: { reason: true },
      },
    },
  },
  steps: [
    {
      action: 'putAway',
      from: ['open'],
      to: 'closed',
      unless: [{ left: 'place', to: 'open' }],
      by: 'keep',
      stage: 'place',
    },
  ],
});
