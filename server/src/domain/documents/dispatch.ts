/** To a scene: approved, or acted on first and signed within 24 hours; picked, released to a carrier, handed over at the scene, and in the end used up, brought back, left with the unit or lost. */
import type { DocumentState } from '@changping/contracts/document-words';
import { withActFirst } from './act-first.ts';
import { arrive, pick, pickStep, releaseStep, send } from './legs.ts';
import {
  approval,
  consumed,
  damaged,
  doubted,
  found,
  lost,
  type StepRule,
  source,
  table,
  target,
  transit,
} from './table.ts';

/** Over once all is accounted for. */
const until = (...left: readonly (readonly [string, DocumentState])[]): Pick<StepRule, 'to' | 'unless'> => ({
  to: 'closed',
  unless: left.map(([stage, to]) => ({ left: stage, to })),
});
const unload: Omit<StepRule, 'action'> = {
  ...until(['send', 'loading'], ['arrive', 'arriving'], ['settle', 'delivered']),
  from: ['loading', 'inTransit', 'arriving'],
  by: 'receive',
  second: 'carry',
  stage: 'arrive',
};
export const dispatch = table(
  withActFirst({
    opens: 'ask',
    start: 'asked',
    final: ['refused', 'closed'],
    lines: 'goods',
    ends: { from: ['here'], to: ['unit', 'person'] },
    stages: {
      pick,
      send,
      arrive: {
        outOf: arrive.outOf,
        as: {
          arrived: { move: [transit, target] },
          short: { move: [transit, lost], reason: true },
          over: { move: [found, target], reason: true, beyond: true },
          // Nobody at a scene keeps what is broken: the lorry takes it home.
          back: { move: [transit, source], reason: true },
          failed: { move: [transit, damaged(source)], reason: true },
        },
      },
      settle: {
        outOf: ['arrived', 'over'],
        as: {
          consumed: { move: [target, consumed] },
          returned: { move: [target, source] },
          toInspect: { move: [target, doubted(source)] },
          damaged: { move: [target, damaged(source)], reason: true },
          lost: { move: [target, lost], reason: true },
          kept: { reason: true },
        },
      },
    },
    steps: [
      ...approval('approved'),
      { ...pickStep, ...until(['pick', 'picking'], ['send', 'picked']) },
      {
        ...releaseStep,
        ...until(['send', 'loading'], ['arrive', 'inTransit'], ['settle', 'delivered']),
      },
      { ...unload, action: 'deliver', apart: ['release'], only: ['arrived', 'short', 'over'] },
      { ...unload, action: 'takeBack', only: ['back', 'failed'] },
      {
        ...until(['settle', 'settling']),
        action: 'settle',
        from: ['delivered', 'settling'],
        by: 'receive',
        second: 'anyone',
        stage: 'settle',
      },
    ],
  }),
);
