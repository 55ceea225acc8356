/** From one store to another: releaser and carrier sign where it leaves, carrier and receiver where it arrives, and who released it never signs for its arrival. */
import { arrive, pick, send } from './legs.ts';
import { approval, table } from './table.ts';

const underWay = {
  to: 'closed',
  unless: [
    { left: 'send', to: 'loading' },
    { left: 'arrive', to: 'arriving' },
  ],
} as const;

export const transfer = table({
  opens: 'ask',
  start: 'asked',
  final: ['refused', 'closed'],
  lines: 'goods',
  ends: { from: ['here'], to: ['there'] },
  there: true,
  stages: { pick, send, arrive },
  steps: [
    ...approval('approved'),
    {
      action: 'pick',
      from: ['approved', 'picking'],
      to: 'closed',
      unless: [
        { left: 'pick', to: 'picking' },
        { left: 'send', to: 'picked' },
      ],
      by: 'pick',
      stage: 'pick',
    },
    {
      action: 'release',
      from: ['picked', 'loading'],
      to: 'closed',
      unless: [
        { left: 'send', to: 'loading' },
        { left: 'arrive', to: 'inTransit' },
      ],
      by: 'release',
      second: 'carry',
      // Of a second load: who has taken in the first at the far end does not send.
      apart: ['receive'],
      stage: 'send',
    },
    {
      ...underWay,
      action: 'receive',
      // The first lorry may arrive while the second is being loaded.
      from: ['loading', 'inTransit', 'arriving'],
      by: 'receive',
      end: 'there',
      second: 'carry',
      apart: ['release'],
      stage: 'arrive',
      only: ['arrived', 'damaged', 'short', 'over'],
    },
    {
      ...underWay,
      action: 'takeBack',
      from: ['loading', 'inTransit', 'arriving'],
      by: 'receive',
      second: 'carry',
      stage: 'arrive',
      only: ['back'],
    },
  ],
});
