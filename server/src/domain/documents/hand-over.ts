/** One keeper hands the store to the next: the count first, then the list of what goes with it, signed by both, and approved by a third. */
import { table } from './table.ts';

export const handOver = table({
  opens: 'keep',
  start: 'open',
  final: ['closed'],
  lines: 'items',
  ends: { from: [], to: [] },
  stages: { handOver: { outOf: 'wanted', as: { passed: {}, finding: { reason: true } } } },
  steps: [
    {
      action: 'handOver',
      from: ['counted'],
      to: 'delivered',
      unless: [{ left: 'handOver', to: 'counted' }],
      by: 'keep',
      second: 'keep',
      stage: 'handOver',
    },
    // Once more where goods came, before both signed, into a place that none of its counts saw.
    { action: 'attachCount', from: ['open', 'counted'], to: 'counted', by: 'keep', needs: ['ref'] },
    {
      action: 'approve',
      from: ['delivered'],
      to: 'closed',
      by: 'approve',
      apart: ['open', 'attachCount', 'handOver'],
    },
  ],
});
