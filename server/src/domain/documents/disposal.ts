/** Asked for, appraised by an inspector, approved by a third person, and disposed of before a witness. */
import { approval, disposed, source, table } from './table.ts';

export const disposal = table({
  opens: 'ask',
  start: 'asked',
  final: ['refused', 'closed'],
  lines: 'goods',
  ends: { from: ['here'], to: ['here'] },
  stages: {
    dispose: {
      outOf: 'wanted',
      as: { disposed: { move: [source, disposed] }, kept: { reason: true } },
    },
  },
  steps: [
    {
      action: 'appraise',
      from: ['asked'],
      to: 'appraised',
      by: 'inspect',
      apart: ['open'],
      needs: ['reason', 'photo'],
    },
    ...approval('approved', 'appraised', ['open', 'appraise']),
    {
      action: 'dispose',
      from: ['approved'],
      to: 'closed',
      unless: [{ left: 'dispose', to: 'approved' }],
      by: 'release',
      second: 'supervise',
      apart: ['appraise', 'approve'],
      needs: ['photo'],
      stage: 'dispose',
    },
  ],
});
