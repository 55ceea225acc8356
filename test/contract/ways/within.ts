/** What is done with goods and rooms of a store. */
import {
  approve,
  at,
  books,
  cancelled,
  checklist,
  fails,
  goods,
  here,
  nothing,
  part,
  photo,
  refused,
  second,
  type Type,
  take,
  term,
  wanted,
  why,
} from './way.ts';

/** A zone that changes hands by itself. */
export const handedOver = 'RC-S/dangerous';

export const within = {
  putAway: {
    opens: 'keeper-guyuan',
    body: goods(here, at('RC-S/ordinary')),
    ways: {
      happy: {
        takes: [take('keeper-guyuan', 'putAway', books(part('placed', wanted)))],
        ends: 'closed',
        posts: ['20 known: RC-S/receiving → RC-S/ordinary'],
      },
      refused: nothing(
        'open',
        fails('quantityOver', take('keeper-guyuan', 'putAway', books(part('placed', 21)))),
        fails('dutyMissing', take('inspector', 'putAway', books(part('placed', wanted)))),
      ),
      cancelled: cancelled('keeper-guyuan'),
      short: {
        takes: [
          take(
            'keeper-guyuan',
            'putAway',
            books(part('placed', 15), part('damaged', 2, why), part('kept', 3, why)),
          ),
        ],
        ends: 'closed',
        posts: [
          '15 known: RC-S/receiving → RC-S/ordinary',
          '2 known: RC-S/receiving → RC-S/receiving damaged',
        ],
      },
    },
  },
  inspection: {
    opens: 'inspector',
    body: goods(at('RC-S/receiving', { quality: 'damaged' }), here),
    lies: 'damaged',
    ways: {
      happy: {
        takes: [take('inspector', 'inspect', books(part('passed', wanted)))],
        ends: 'closed',
        posts: ['20 known: RC-S/receiving damaged → RC-S/receiving'],
      },
      refused: nothing(
        'planned',
        fails('dutyMissing', take('keeper-guyuan', 'inspect', books(part('passed', wanted)))),
      ),
      cancelled: cancelled('inspector'),
      short: {
        takes: [
          take(
            'inspector',
            'inspect',
            books(
              part('passed', 9),
              part('held', 5, why),
              part('toTraining', 4, why),
              part('toDispose', 1, why),
              part('kept', 1, why),
            ),
          ),
        ],
        ends: 'closed',
        posts: [
          '9 known: RC-S/receiving damaged → RC-S/receiving',
          '5 known: RC-S/receiving damaged → RC-S/receiving held',
          '4 known: RC-S/receiving damaged → RC-S/receiving training',
          '1 known: RC-S/receiving damaged → RC-S/receiving damaged dispose',
        ],
      },
    },
  },
  patrol: {
    opens: 'keeper-guyuan',
    body: checklist,
    ways: {
      happy: nothing('closed', take('keeper-guyuan', 'check', books(part('passed', 1)))),
      refused: nothing('planned', fails('dutyMissing', take('approver', 'check', books(part('passed', 1))))),
      cancelled: cancelled('keeper-guyuan'),
      short: nothing(
        'closed',
        take('keeper-guyuan', 'find', { ...photo, dueAt: term, ...books(part('finding', 1, why)) }),
        take('keeper-guyuan', 'rectify', { ...photo, ...books(part('rectified', 1, why)) }),
        fails('samePerson', take('keeper-guyuan', 'checkAgain', books(part('restored', 1)))),
        take('inspector', 'checkAgain', books(part('restored', 1))),
      ),
    },
  },
  spotCheck: {
    opens: 'supervisor',
    body: checklist,
    ways: {
      happy: nothing('closed', take('supervisor', 'check', books(part('passed', 1)))),
      refused: nothing(
        'planned',
        fails('dutyMissing', take('keeper-guyuan', 'check', books(part('passed', 1)))),
      ),
      cancelled: cancelled('supervisor'),
      short: nothing(
        'closed',
        take('supervisor', 'find', { ...photo, dueAt: term, ...books(part('finding', 1, why)) }),
        take('keeper-guyuan', 'rectify', { ...photo, ...books(part('rectified', 1, why)) }),
        take('supervisor', 'checkAgain', books(part('restored', 1))),
      ),
    },
  },
  maintenance: {
    opens: 'inspector',
    body: goods(here, at('unit/workshop', { quality: 'held' })),
    ways: {
      happy: {
        takes: [
          take('keeper-guyuan', 'takeOut', { second, dueAt: term, ...books(part('takenOut', wanted)) }),
          take('keeper-guyuan', 'finish', { second, ...books(part('restored', wanted)) }),
        ],
        ends: 'closed',
        posts: [
          '20 known: RC-S/receiving → unit/workshop held',
          '20 known: unit/workshop held → RC-S/receiving',
        ],
      },
      refused: nothing(
        'planned',
        fails(
          'dutyMissing',
          take('approver', 'takeOut', { second, dueAt: term, ...books(part('takenOut', wanted)) }),
        ),
      ),
      cancelled: cancelled('inspector'),
      short: {
        takes: [
          take('keeper-guyuan', 'takeOut', { second, dueAt: term, ...books(part('takenOut', 15)) }),
          take('keeper-guyuan', 'withhold', books(part('kept', 5, why))),
          take('keeper-guyuan', 'finish', {
            second,
            ...books(part('restored', 10), part('failed', 3, why)),
          }),
          take('approver', 'settle', books(part('lost', 2, why))),
        ],
        ends: 'closed',
        posts: [
          '15 known: RC-S/receiving → unit/workshop held',
          '10 known: unit/workshop held → RC-S/receiving',
          '3 known: unit/workshop held → RC-S/receiving damaged',
          '2 known: unit/workshop held → lost held',
        ],
      },
    },
  },
  rotation: {
    opens: 'rotation',
    body: goods(here, here),
    ways: {
      happy: {
        takes: [
          approve,
          take('rotation', 'rotate', {
            second: { name: 'keeper-guyuan' },
            dueAt: term,
            ...books(part('toDuty', wanted)),
          }),
          take('rotation', 'replenish', ({ brought }) => ({ refs: [brought] })),
        ],
        ends: 'closed',
        posts: ['20 known: RC-S/receiving → RC-S/receiving duty'],
      },
      refused,
      cancelled: cancelled('rotation', approve),
      short: {
        takes: [
          approve,
          take('rotation', 'rotate', {
            second: { name: 'keeper-guyuan' },
            dueAt: term,
            ...books(part('toTraining', 10), part('toVendor', 5)),
          }),
          take('rotation', 'withhold', books(part('kept', 5, why))),
          take('rotation', 'replenish', ({ brought }) => ({ refs: [brought] })),
        ],
        ends: 'closed',
        posts: ['10 known: RC-S/receiving → RC-S/receiving training', '5 known: RC-S/receiving → supplier'],
      },
    },
  },
  handOver: {
    opens: 'keeper-guyuan',
    body: () => ({ site: 'RC-S', lines: ['库房钥匙三把', handedOver].map((item) => ({ item, wanted: 1 })) }),
    ways: {
      happy: nothing(
        'closed',
        take('keeper-guyuan', 'attachCount', ({ count }) => ({ refs: [count] })),
        take('keeper-guyuan', 'handOver', {
          second: { name: 'keeper-new' },
          portions: [1, 2, 3].map((line) => part('passed', 1, { line })),
        }),
        approve,
      ),
      refused: nothing(
        'open',
        fails('documentNeeds', take('keeper-guyuan', 'attachCount', { refs: ['PD-1'] })),
        fails('documentState', take('keeper-guyuan', 'handOver', { second, ...books(part('passed', 1)) })),
      ),
      cancelled: cancelled('keeper-guyuan'),
      short: nothing(
        'closed',
        take('keeper-guyuan', 'attachCount', ({ count }) => ({ refs: [count] })),
        take('keeper-guyuan', 'handOver', {
          second: { name: 'keeper-new' },
          portions: [part('finding', 1, why), ...[2, 3].map((line) => part('passed', 1, { line }))],
        }),
        approve,
      ),
    },
  },
} satisfies Record<string, Type>;
