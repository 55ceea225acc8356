/** From one store to another: releaser and carrier sign where it leaves, carrier and receiver where it arrives, and who released it never signs for its arrival. */
import { withActFirst } from './act-first.ts';
import { arrive, pick, pickStep, releaseStep, send } from './legs.ts';
import { approval, type StepRule, table } from './table.ts';

/** The first lorry may arrive while the second is being loaded. */
const unload: Omit<StepRule, 'action'> = {
  from: ['loading', 'inTransit', 'arriving'],
  to: 'closed',
  unless: [
    { left: 'send', to: 'loading' },
    { left: 'arrive', to: 'arriving' },
  ],
  by: 'receive',
  second: 'carry',
  stage: 'arrive',
};

export const transfer = table(
  withActFirst({
    opens: 'ask',
    start: 'asked',
    final: ['refused', 'closed'],
    lines: 'goods',
    ends: { from: ['here'], to: ['there'] },
    there: true,
    stages: { pick, send, arrive },
    steps: [
      ...approval('approved'),
      pickStep,
      releaseStep,
      {
        ...unload,
        action: 'receive',
        end: 'there',
        apart: ['release'],
        only: ['arrived', 'damaged', 'short', 'over'],
      },
      { ...unload, action: 'takeBack', only: ['back'] },
    ],
  }),
);
