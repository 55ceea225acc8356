/** Goods come from a supplier to the receiving zone. An emergency purchase is received first: it is signed for within a day, its papers follow within a set time, and it is over once somebody else has approved and nothing is owed. */
import { approvalOwed } from './act-first.ts';
import { damaged, type Stage, type StepRule, source, table, target } from './table.ts';

const receive: Stage = {
  outOf: 'wanted',
  as: {
    arrived: { move: [source, target] },
    damaged: { move: [source, damaged(target)], reason: true },
    // Never came, or did not get in: nothing of it was ever ours.
    short: { reason: true },
    declined: { reason: true },
    over: { move: [source, target], reason: true, beyond: true },
  },
};

export const goodsIn = table({
  opens: 'receive',
  start: 'expected',
  final: ['arrived'],
  lines: 'goods',
  ends: { from: ['supplier'], to: ['here'] },
  stages: { receive },
  steps: [
    {
      action: 'receive',
      from: ['expected', 'arriving'],
      to: 'arrived',
      unless: [{ left: 'receive', to: 'arriving' }],
      by: 'receive',
      second: 'anyone',
      stage: 'receive',
    },
  ],
});

const received = {
  to: 'closed',
  unless: [
    { left: 'receive', to: 'arriving' },
    { owed: 'papers', to: 'papersOwed' },
    { owed: 'approval', to: 'papersIn' },
  ],
  by: 'receive',
  second: 'anyone',
  stage: 'receive',
} as const;
const judge = { by: 'approve', apart: ['open', 'receive', 'handInPapers'] } as const;
const sign: Omit<StepRule, 'action'> = {
  ...judge,
  from: ['arriving', 'papersOwed'],
  to: null,
  settles: { what: 'approval' },
};
const approve: StepRule = { ...judge, action: 'approve', from: ['papersIn'], to: 'closed' };

export const emergencyPurchase = table({
  opens: 'receive',
  onOrder: true,
  start: 'expected',
  final: ['closed'],
  lines: 'goods',
  ends: { from: ['supplier'], to: ['here'] },
  stages: { receive },
  steps: [
    {
      ...received,
      action: 'receive',
      from: ['expected'],
      owes: [{ what: 'papers' }, approvalOwed],
    },
    // The papers may have come before the last lorry.
    { ...received, action: 'receive', from: ['arriving'] },
    { ...sign, action: 'signAfterwards' },
    { ...sign, action: 'objectAfterwards', needs: ['reason'] },
    {
      action: 'handInPapers',
      from: ['arriving', 'papersOwed'],
      to: 'closed',
      unless: [
        { left: 'receive', to: 'arriving' },
        { owed: 'approval', to: 'papersIn' },
      ],
      by: 'ask',
      needs: ['ref', 'photo'],
      settles: { what: 'papers' },
    },
    { ...approve, settles: { what: 'approval' } },
    // Of papers from before a signature was owed.
    approve,
    {
      ...judge,
      action: 'objectAfterwards',
      from: ['papersIn'],
      to: 'papersOwed',
      needs: ['reason'],
      owes: [{ what: 'papers' }],
    },
  ],
});
