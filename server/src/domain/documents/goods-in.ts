/** Goods come from a supplier to the receiving zone. An emergency purchase is received first; its papers follow within a set time, and somebody else approves them. */
import { damaged, type Stage, source, table, target } from './table.ts';

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
  to: 'papersIn',
  unless: [
    { left: 'receive', to: 'arriving' },
    { owed: 'papers', to: 'papersOwed' },
  ],
} as const;

export const emergencyPurchase = table({
  opens: 'receive',
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
      by: 'receive',
      second: 'anyone',
      stage: 'receive',
      owes: { what: 'papers' },
    },
    // The papers may have come before the last lorry.
    { ...received, action: 'receive', from: ['arriving'], by: 'receive', second: 'anyone', stage: 'receive' },
    {
      action: 'handInPapers',
      from: ['arriving', 'papersOwed'],
      to: 'papersIn',
      unless: [{ left: 'receive', to: 'arriving' }],
      by: 'ask',
      needs: ['ref', 'photo'],
      settles: { what: 'papers' },
    },
    {
      action: 'approve',
      from: ['papersIn'],
      to: 'closed',
      by: 'approve',
      apart: ['open', 'receive', 'handInPapers'],
    },
    {
      action: 'objectAfterwards',
      from: ['papersIn'],
      to: 'papersOwed',
      by: 'approve',
      apart: ['open', 'receive', 'handInPapers'],
      needs: ['reason'],
      owes: { what: 'papers' },
    },
  ],
});
