/** What partners keep on our behalf is called for: approved, accepted on their portal or by phone, which the watch writes down, delivered within the response time, and settled. Where a partner's stock is not in our book, it comes from the supplier's side. */
import { withActFirst } from './act-first.ts';
import { approval, damaged, type StepRule, source, table, target } from './table.ts';

const agreed: Pick<StepRule, 'from' | 'to' | 'owes'> = {
  from: ['approved'],
  to: 'ordered',
  owes: [{ what: 'goods' }],
};
const declined: Pick<StepRule, 'from' | 'to' | 'needs'> = {
  from: ['approved', 'ordered'],
  to: 'refused',
  needs: ['reason'],
};

export const callOff = table(
  withActFirst({
    opens: 'ask',
    start: 'asked',
    final: ['refused', 'closed'],
    lines: 'goods',
    ends: { from: ['there', 'supplier'], to: ['here', 'unit', 'person'] },
    there: true,
    stages: {
      deliver: {
        outOf: 'wanted',
        as: {
          arrived: { move: [source, target] },
          damaged: { move: [source, damaged(target)], reason: true },
          short: { reason: true },
          declined: { reason: true },
          over: { move: [source, target], reason: true, beyond: true },
        },
      },
    },
    steps: [
      ...approval('approved'),
      { ...agreed, action: 'accept', by: 'supply', end: 'there' },
      // Who said so on the phone is the reason.
      { ...agreed, action: 'recordCall', by: 'watch', needs: ['reason'] },
      { ...declined, action: 'decline', by: 'supply', end: 'there' },
      { ...declined, action: 'recordDecline', by: 'watch' },
      // It is on its way, under the number of the partner's own paper; how much it is, whoever receives it says.
      { action: 'deliver', from: ['ordered'], to: 'delivering', by: 'supply', end: 'there', needs: ['ref'] },
      {
        action: 'receive',
        from: ['ordered', 'delivering'],
        to: 'delivered',
        unless: [{ left: 'deliver', to: 'delivering' }],
        by: 'receive',
        second: 'anyone',
        settles: { what: 'goods', once: ['deliver'] },
        stage: 'deliver',
      },
      {
        action: 'settle',
        from: ['delivered'],
        to: 'closed',
        by: 'approve',
        apart: ['open', 'receive'],
        needs: ['ref'],
      },
    ],
  }),
);
