/** What a new document offers to whoever opened it, as long as the device has not heard it from the server: so that the first one of its type can be worked on without a line too. */
import type { DocumentState, DocumentType, Duty, Need, Outcome } from '@changping/contracts/document-words';
import type { Role } from '@changping/contracts/roles';
import type { Paper } from './tally.ts';

type Step = Omit<Paper['steps'][number], 'site' | 'left'>;
type First = { state: DocumentState; to: readonly Role[]; steps: readonly Step[] };

export function firstSteps(
  type: DocumentType,
  roles: readonly Role[],
): Pick<First, 'state' | 'steps'> | undefined {
  const first = table[type];
  if (!first) return undefined;
  return { state: first.state, steps: roles.some((role) => first.to.includes(role)) ? first.steps : [] };
}

const plain = (...all: Outcome[]) => all.map((as) => ({ as, reason: false, beyond: false }));
const said = (...all: Outcome[]) => all.map((as) => ({ as, reason: true, beyond: false }));
const step = (
  action: Step['action'],
  by: Duty,
  outcomes: Step['outcomes'],
  more: Partial<Step> = {},
): Step => ({ action, by, second: null, needs: [], dueAt: null, outcomes, ...more });
const cancel = (by: Duty): Step => step('cancel', by, [], { needs: ['reason'] satisfies Need[] });

const arrives = [
  ...plain('arrived'),
  ...said('damaged', 'short', 'declined'),
  { as: 'over', reason: true, beyond: true } as const,
];
const look = (by: Duty): Step[] => [
  step('check', by, plain('passed')),
  step('find', by, said('finding'), { needs: ['photo'], dueAt: 'rectification' }),
  cancel('ask'),
];

const table: Partial<Record<DocumentType, First>> = {
  goodsIn: {
    ...{ state: 'expected', to: ['storeKeeper'] },
    steps: [step('receive', 'receive', arrives, { second: 'anyone' }), cancel('receive')],
  },
  emergencyPurchase: {
    ...{ state: 'expected', to: ['storeKeeper'] },
    steps: [step('receive', 'receive', arrives, { second: 'anyone', dueAt: 'papers' }), cancel('receive')],
  },
  return: {
    ...{ state: 'open', to: ['storeKeeper'] },
    steps: [
      step(
        'takeBack',
        'receive',
        [...plain('returned', 'toInspect'), ...said('damaged', 'beforeBook', 'kept')],
        { second: 'anyone' },
      ),
      cancel('receive'),
    ],
  },
  putAway: {
    ...{ state: 'open', to: ['storeKeeper'] },
    steps: [step('putAway', 'keep', [...plain('placed'), ...said('damaged', 'kept')]), cancel('keep')],
  },
  patrol: { state: 'planned', to: ['storeKeeper', 'qualityInspector'], steps: look('inspect') },
  spotCheck: { state: 'planned', to: ['supervisor'], steps: look('supervise') },
  inspection: {
    ...{ state: 'planned', to: ['qualityInspector'] },
    steps: [
      step('inspect', 'inspect', [
        ...plain('passed'),
        ...said('failed', 'held', 'toDuty', 'toTraining', 'toDispose', 'kept'),
      ]),
      cancel('ask'),
    ],
  },
};
