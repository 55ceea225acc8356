/** Goods that leave: to another store, to a person, to a neighbour, to a scene, for good. */
import {
  approve,
  at,
  books,
  cancelled,
  fails,
  goods,
  here,
  nothing,
  part,
  photo,
  ref,
  refused,
  second,
  type Type,
  take,
  term,
  wanted,
  why,
} from './way.ts';

export const goingOut = {
  transfer: {
    opens: 'keeper-guyuan',
    body: goods(here, at('CS-640425/receiving', { owner: 'CS-640425' }), { there: 'CS-640425' }),
    ways: {
      happy: {
        takes: [
          approve,
          take('keeper-guyuan', 'pick', books(part('picked', wanted))),
          take('approver', 'release', { second, ...books(part('sent', wanted)) }),
          take('keeper-pengyang', 'receive', { second, ...books(part('arrived', wanted)) }),
        ],
        ends: 'closed',
        posts: ['20 known: RC-S/receiving → transit', '20 known: transit → CS-640425/receiving of CS-640425'],
      },
      refused,
      cancelled: cancelled('keeper-guyuan', approve),
      short: {
        takes: [
          approve,
          take('keeper-guyuan', 'pick', books(part('picked', 18), part('notPicked', 2, why))),
          fails('samePerson', take('keeper-guyuan', 'release', { second, ...books(part('sent', 18)) })),
          take('approver', 'release', { second, ...books(part('sent', 17), part('unsent', 1, why)) }),
          take('keeper-pengyang', 'receive', {
            second,
            ...books(part('arrived', 14), part('damaged', 2, why), part('short', 1, why)),
          }),
        ],
        ends: 'closed',
        posts: [
          '17 known: RC-S/receiving → transit',
          '14 known: transit → CS-640425/receiving of CS-640425',
          '2 known: transit → CS-640425/receiving damaged of CS-640425',
          '1 known: transit → lost',
        ],
      },
    },
  },
  handOut: {
    opens: 'keeper-guyuan',
    body: goods(here, at('unit/squad-3')),
    ways: {
      happy: {
        takes: [
          approve,
          take('keeper-guyuan', 'handOut', { second, dueAt: term, ...books(part('given', wanted)) }),
          take('keeper-guyuan', 'takeBack', { second, ...books(part('returned', wanted)) }),
        ],
        ends: 'closed',
        posts: ['20 known: RC-S/receiving → unit/squad-3', '20 known: unit/squad-3 → RC-S/receiving'],
      },
      refused,
      cancelled: cancelled('keeper-guyuan', approve),
      short: {
        takes: [
          approve,
          take('keeper-guyuan', 'handOut', { second, dueAt: term, ...books(part('given', 12)) }),
          take('keeper-guyuan', 'withhold', books(part('withheld', 8, why))),
          take('keeper-guyuan', 'takeBack', {
            second,
            ...books(part('returned', 5), part('toInspect', 2), part('damaged', 1, why)),
          }),
          fails('dutyMissing', take('keeper-guyuan', 'settle', books(part('consumed', 4, why)))),
          take('approver', 'settle', books(part('consumed', 3, why), part('lost', 1, why))),
        ],
        ends: 'closed',
        posts: [
          '12 known: RC-S/receiving → unit/squad-3',
          '5 known: unit/squad-3 → RC-S/receiving',
          '2 known: unit/squad-3 → RC-S/receiving inInspection',
          '1 known: unit/squad-3 → RC-S/receiving damaged',
          '3 known: unit/squad-3 → consumed',
          '1 known: unit/squad-3 → lost',
        ],
      },
    },
  },
  mutualAidGiven: {
    opens: 'keeper-guyuan',
    body: goods(here, at('unit/pingliang')),
    ways: {
      happy: {
        takes: [
          take('approver', 'approve', { dueAt: term }),
          take('commander', 'handOver', { second, dueAt: term, ...books(part('given', wanted)) }),
          take('keeper-guyuan', 'takeBack', { second, ...books(part('returned', wanted)) }),
        ],
        ends: 'closed',
        posts: ['20 known: RC-S/receiving → unit/pingliang', '20 known: unit/pingliang → RC-S/receiving'],
      },
      refused,
      cancelled: cancelled('keeper-guyuan', take('approver', 'approve', { dueAt: term })),
      short: {
        takes: [
          take('approver', 'approve', { dueAt: term }),
          take('commander', 'handOver', { second, dueAt: term, ...books(part('given', 12)) }),
          take('commander', 'withhold', books(part('withheld', 8, why))),
          take('keeper-guyuan', 'takeBack', { second, ...books(part('returned', 6)) }),
          take('approver', 'settle', { ...ref, ...books(part('settled', 6)) }),
        ],
        ends: 'closed',
        posts: [
          '12 known: RC-S/receiving → unit/pingliang',
          '6 known: unit/pingliang → RC-S/receiving',
          '6 known: unit/pingliang → consumed',
        ],
      },
    },
  },
  dispatch: {
    opens: 'commander',
    body: goods(here, at('unit/scene')),
    ways: {
      happy: {
        takes: [
          approve,
          take('keeper-guyuan', 'pick', books(part('picked', wanted))),
          take('approver', 'release', { second, ...books(part('sent', wanted)) }),
          take('commander', 'deliver', { second, ...books(part('arrived', wanted)) }),
          take('commander', 'settle', { second, ...books(part('consumed', wanted)) }),
        ],
        ends: 'closed',
        posts: [
          '20 known: RC-S/receiving → transit',
          '20 known: transit → unit/scene',
          '20 known: unit/scene → consumed',
        ],
      },
      refused,
      cancelled: cancelled('commander', approve),
      short: {
        takes: [
          approve,
          take('keeper-guyuan', 'pick', books(part('picked', 18), part('notPicked', 2, why))),
          take('approver', 'release', { second, ...books(part('sent', 17), part('unsent', 1, why)) }),
          take('commander', 'deliver', { second, ...books(part('arrived', 14), part('short', 1, why)) }),
          take('keeper-guyuan', 'takeBack', {
            second,
            ...books(part('back', 1, why), part('failed', 1, why)),
          }),
          take('keeper-guyuan', 'settle', {
            second,
            ...books(
              part('consumed', 10),
              part('returned', 2),
              part('damaged', 1, why),
              part('kept', 1, why),
            ),
          }),
        ],
        ends: 'closed',
        posts: [
          '17 known: RC-S/receiving → transit',
          '14 known: transit → unit/scene',
          '1 known: transit → lost',
          '1 known: transit → RC-S/receiving',
          '1 known: transit → RC-S/receiving damaged',
          '10 known: unit/scene → consumed',
          '2 known: unit/scene → RC-S/receiving',
          '1 known: unit/scene → RC-S/receiving damaged',
        ],
      },
    },
  },
  disposal: {
    opens: 'rotation',
    body: goods(here, here),
    ways: {
      happy: {
        takes: [
          take('inspector', 'appraise', { ...why, ...photo }),
          take('approver-guyuan', 'approve'),
          take('approver', 'approve'),
          take('keeper-guyuan', 'dispose', {
            ...photo,
            second: { name: 'supervisor' },
            ...books(part('disposed', wanted)),
          }),
        ],
        ends: 'closed',
        posts: ['20 known: RC-S/receiving → disposed'],
      },
      refused: nothing(
        'refused',
        take('inspector', 'appraise', { ...why, ...photo }),
        take('approver-guyuan', 'refuse', why),
      ),
      cancelled: cancelled('rotation', take('inspector', 'appraise', { ...why, ...photo })),
      short: {
        takes: [
          take('inspector', 'appraise', { ...why, ...photo }),
          take('approver-guyuan', 'approve'),
          take('approver', 'approve'),
          take('keeper-guyuan', 'dispose', {
            ...photo,
            second: { name: 'supervisor' },
            ...books(part('disposed', 15), part('kept', 5, why)),
          }),
        ],
        ends: 'closed',
        posts: ['15 known: RC-S/receiving → disposed'],
      },
    },
  },
} satisfies Record<string, Type>;
