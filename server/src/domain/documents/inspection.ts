/** Lots that are held or await inspection are looked at, and released, marked down, set apart or kept as they are. A line's target is what it becomes when it is good. */
import { damaged, graded, source, table, target } from './table.ts';

export const inspection = table({
  opens: 'ask',
  start: 'planned',
  final: ['closed'],
  lines: 'goods',
  alters: true,
  ends: { from: ['here'], to: ['here'] },
  stages: {
    inspect: {
      outOf: 'wanted',
      as: {
        passed: { move: [source, target] },
        failed: { move: [source, damaged(source)], reason: true },
        held: { move: [source, { ...source, quality: 'held' }], reason: true },
        toDuty: { move: [source, graded(source, 'duty')], reason: true },
        toTraining: { move: [source, graded(source, 'training')], reason: true },
        toDispose: { move: [source, { ...source, grade: 'dispose' }], reason: true },
        kept: { reason: true },
      },
    },
  },
  steps: [
    {
      action: 'inspect',
      from: ['planned', 'checking'],
      to: 'closed',
      unless: [{ left: 'inspect', to: 'checking' }],
      by: 'inspect',
      stage: 'inspect',
    },
  ],
});
