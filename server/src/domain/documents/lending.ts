/** Goods given out that shall come back: to a person or unit of our own (hand-out), or to a neighbour (mutual aid given). Until all is back, used up, paid for or lost, the return is owed; when its date is past, that it was not returned is a fact. */
import { withActFirst } from './act-first.ts';
import {
  approval,
  consumed,
  damaged,
  doubted,
  type Flow,
  lost,
  type Stage,
  type StepRule,
  source,
  table,
  target,
} from './table.ts';

const give: Stage = {
  outOf: 'wanted',
  as: { given: { move: [source, target] }, withheld: { reason: true } },
};
const back = {
  returned: { move: [target, source] },
  toInspect: { move: [target, doubted(source)] },
  damaged: { move: [target, damaged(source)], reason: true },
  // Its return there posts it.
  elsewhere: { elsewhere: true },
  consumed: { move: [target, consumed], reason: true },
  lost: { move: [target, lost], reason: true },
} as const satisfies Record<string, Flow>;

const giving = {
  from: ['approved', 'handingOut'],
  by: 'release',
  stage: 'give',
} as const;
const takeBack: StepRule = {
  action: 'takeBack',
  from: ['handingOut', 'handedOut', 'returning'],
  to: 'closed',
  unless: [
    { left: 'give', to: 'handingOut' },
    { left: 'takeBack', to: 'returning' },
  ],
  by: 'receive',
  second: 'anyone',
  settles: { what: 'return', once: ['takeBack'] },
  stage: 'takeBack',
  only: ['returned', 'toInspect', 'damaged'],
};
const { second: _, ...aloneBack } = takeBack;
const noteReturn: StepRule = {
  ...aloneBack,
  action: 'noteReturn',
  needs: ['ref'],
  only: ['elsewhere'],
};
/** What does not come back is no keeper's word alone. */
const settle: StepRule = {
  ...aloneBack,
  action: 'settle',
  by: 'approve',
  apart: ['open', 'handOut', 'handOver'],
  only: ['consumed', 'lost'],
};
const prolong: StepRule = {
  action: 'prolong',
  from: ['handingOut', 'handedOut', 'returning'],
  to: null,
  by: 'approve',
  needs: ['reason'],
  prolongs: 'return',
};
const outOrRest: Pick<StepRule, 'to' | 'unless'> = {
  to: 'closed',
  unless: [
    { left: 'give', to: 'handingOut' },
    { left: 'takeBack', to: 'handedOut' },
  ],
};

export const handOut = table(
  withActFirst({
    opens: 'ask',
    start: 'asked',
    final: ['refused', 'closed'],
    lines: 'goods',
    ends: { from: ['here'], to: ['person', 'unit'] },
    stages: { give, takeBack: { outOf: ['given'], as: back } },
    steps: [
      ...approval('approved'),
      // What was leased to the handheld an approver decided before, and his is the signature that counts.
      { action: 'useLease', from: ['asked'], to: 'approved', by: 'release' },
      {
        ...giving,
        ...outOrRest,
        action: 'handOut',
        second: 'anyone',
        owes: [{ what: 'return' }],
        only: ['given'],
      },
      { ...giving, ...outOrRest, action: 'withhold', only: ['withheld'] },
      takeBack,
      noteReturn,
      settle,
      prolong,
    ],
  }),
);

const handOver: StepRule = {
  ...giving,
  ...outOrRest,
  action: 'handOver',
  second: 'anyone',
  apart: ['approve', 'signAfterwards'],
  owes: [{ what: 'return' }],
  only: ['given'],
};
/** With the promise and without. */
const promised = (rule: StepRule): StepRule[] => [
  { ...rule, settles: { what: 'goods', once: ['give'] } },
  rule,
];

/** What the neighbour says came stands beside what was given, and moves nothing: what is missing we settle with them. */
const arrival: Stage = {
  outOf: ['given'],
  isBeside: true,
  as: { arrived: {}, short: { reason: true }, declined: { reason: true } },
};
/** Of whoever asked from outside: until somebody has decided, it can be taken back. */
const fromOutside: readonly StepRule[] = [
  { action: 'withdraw', from: ['asked'], to: 'cancelled', by: 'ask', end: 'there', needs: ['reason'] },
  {
    action: 'confirmArrival',
    from: ['handingOut', 'handedOut', 'returning'],
    to: null,
    by: 'receive',
    end: 'there',
    stage: 'arrival',
  },
];

/** What was promised is owed from the approval on: the lead time. What goes at once, on an order, was promised for no later day. What does not come back is settled by its bill. */
export const mutualAidGiven = table(
  withActFirst({
    opens: 'ask',
    start: 'asked',
    final: ['refused', 'closed'],
    lines: 'goods',
    ends: { from: ['here'], to: ['unit'] },
    opensThere: true,
    stages: {
      give,
      arrival,
      takeBack: { outOf: ['given'], as: { ...back, settled: { move: [target, consumed] } } },
    },
    steps: [
      ...approval('approved').map((rule) =>
        rule.action === 'approve' ? { ...rule, owes: [{ what: 'goods' as const }] } : rule,
      ),
      ...promised(handOver),
      ...promised({ ...giving, ...outOrRest, action: 'withhold', only: ['withheld'] }),
      takeBack,
      noteReturn,
      { ...settle, needs: ['ref'], only: ['settled', 'consumed', 'lost'] },
      prolong,
      ...fromOutside,
    ],
  }),
);
