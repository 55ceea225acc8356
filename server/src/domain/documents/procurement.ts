/** Asked for, approved, ordered, and expected by a date. It posts nothing: what comes is posted by its goods-in documents, which are noted here. */
import { approval, table } from './table.ts';

export const procurement = table({
  opens: 'ask',
  start: 'asked',
  final: ['refused', 'closed'],
  lines: 'goods',
  ends: { from: ['supplier'], to: ['here'] },
  stages: {
    arrive: {
      outOf: 'wanted',
      as: {
        arrived: { elsewhere: true },
        short: { reason: true },
        over: { elsewhere: true, reason: true, beyond: true },
      },
    },
  },
  steps: [
    ...approval('approved'),
    {
      action: 'order',
      from: ['approved'],
      to: 'ordered',
      by: 'order',
      apart: ['approve'],
      needs: ['ref'],
      owes: [{ what: 'goods' }],
    },
    {
      action: 'noteArrival',
      from: ['ordered', 'arriving'],
      to: 'closed',
      unless: [{ left: 'arrive', to: 'arriving' }],
      by: 'receive',
      needs: ['ref'],
      settles: { what: 'goods', once: ['arrive'] },
      stage: 'arrive',
    },
    {
      action: 'prolong',
      from: ['ordered', 'arriving'],
      to: null,
      by: 'order',
      needs: ['reason'],
      prolongs: 'goods',
    },
  ],
});
