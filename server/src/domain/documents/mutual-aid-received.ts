/** What a neighbour or the national depot lends us: asked for, promised under their number within a lead time, handed over, and given back or settled. Until then it stays theirs. */
import { withActFirst } from './act-first.ts';
import { approval, consumed, type StepRule, source, table, target } from './table.ts';

const giveBack: Omit<StepRule, 'action' | 'by'> = {
  from: ['handedOut', 'returning'],
  to: 'closed',
  unless: [{ left: 'giveBack', to: 'returning' }],
  settles: { what: 'return', once: ['giveBack'] },
  stage: 'giveBack',
};
const received: Pick<StepRule, 'to' | 'unless' | 'by' | 'stage' | 'settles'> = {
  to: 'closed',
  unless: [
    { left: 'receive', to: 'arriving' },
    { left: 'giveBack', to: 'handedOut' },
  ],
  by: 'receive',
  stage: 'receive',
  settles: { what: 'goods', once: ['receive'] },
};

export const mutualAidReceived = table(
  withActFirst(
    {
      opens: 'ask',
      start: 'asked',
      final: ['refused', 'closed'],
      lines: 'goods',
      ends: { from: ['there', 'supplier', 'unit'], to: ['here', 'unit'] },
      there: true,
      stages: {
        receive: {
          outOf: 'wanted',
          as: {
            arrived: { move: [source, target] },
            short: { reason: true },
            declined: { reason: true },
            over: { move: [source, target], reason: true, beyond: true },
          },
        },
        giveBack: {
          outOf: ['arrived', 'over'],
          as: {
            back: { move: [target, source] },
            consumed: { move: [target, consumed], reason: true },
            settled: { move: [target, { ...target, ours: true }] },
          },
        },
      },
      steps: [
        ...approval('approved'),
        {
          action: 'accept',
          from: ['approved'],
          to: 'ordered',
          by: 'watch',
          needs: ['ref'],
          owes: [{ what: 'goods' }],
        },
        // The neighbour says so itself, under its own number, or that it has none to spare.
        {
          action: 'promise',
          from: ['approved'],
          to: 'ordered',
          by: 'supply',
          end: 'there',
          needs: ['ref'],
          owes: [{ what: 'goods' }],
        },
        {
          action: 'decline',
          from: ['approved', 'ordered'],
          to: 'refused',
          by: 'supply',
          end: 'there',
          needs: ['reason'],
        },
        {
          ...received,
          action: 'receive',
          from: ['ordered', 'arriving'],
          second: 'anyone',
          owes: [{ what: 'return' }],
          only: ['arrived', 'over'],
        },
        {
          ...received,
          action: 'withhold',
          from: ['ordered', 'arriving'],
          only: ['short', 'declined'],
        },
        { ...giveBack, action: 'handOver', by: 'release', second: 'anyone', only: ['back'] },
        {
          ...giveBack,
          action: 'settle',
          by: 'approve',
          second: 'anyone',
          apart: ['open', 'receive'],
          needs: ['ref'],
          only: ['consumed', 'settled'],
        },
        {
          action: 'prolong',
          from: ['arriving', 'handedOut', 'returning'],
          to: null,
          by: 'watch',
          needs: ['reason', 'ref'],
          prolongs: 'return',
        },
      ],
    },
    'watch',
  ),
);
