/** Goods that come in: ordered, bought at once, called for, lent, brought back. */
import {
  approve,
  at,
  books,
  bought,
  cancelled,
  fails,
  fresh,
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

export const comingIn = {
  procurement: {
    opens: 'keeper-guyuan',
    body: bought(),
    ways: {
      happy: nothing(
        'closed',
        approve,
        take('keeper-guyuan', 'order', { ...ref, dueAt: term }),
        take('keeper-guyuan', 'noteArrival', ({ brought }) => ({
          ...books(part('arrived', wanted)),
          refs: [brought],
        })),
      ),
      refused,
      cancelled: cancelled('keeper-guyuan', approve),
      short: nothing(
        'closed',
        approve,
        take('keeper-guyuan', 'order', { ...ref, dueAt: term }),
        take('keeper-guyuan', 'noteArrival', ({ brought }) => ({
          ...books(part('arrived', 15), part('short', 5, why)),
          refs: [brought],
        })),
      ),
    },
  },
  goodsIn: {
    opens: 'keeper-guyuan',
    body: bought(),
    ways: {
      happy: {
        takes: [
          fails(
            'lotUnknown',
            take('keeper-guyuan', 'receive', ({ unknown }) => ({
              second,
              ...books(part('arrived', wanted, { lot: unknown })),
            })),
          ),
          take('keeper-guyuan', 'receive', fresh({ second }, part('arrived', wanted))),
        ],
        ends: 'arrived',
        posts: ['20 new: supplier → RC-S/receiving'],
      },
      refused: nothing(
        'expected',
        fails('dutyMissing', take('inspector', 'receive', fresh({ second }, part('arrived', wanted)))),
      ),
      cancelled: cancelled('keeper-guyuan'),
      short: {
        takes: [
          take(
            'keeper-guyuan',
            'receive',
            fresh({ second }, part('arrived', 15), part('damaged', 3, why), part('short', 2, why)),
          ),
        ],
        ends: 'arrived',
        posts: ['15 new: supplier → RC-S/receiving', '3 new: supplier → RC-S/receiving damaged'],
      },
    },
  },
  emergencyPurchase: {
    opens: 'keeper-guyuan',
    body: bought({ phone: '局值班室 老李' }),
    ways: {
      happy: {
        takes: [
          take('keeper-guyuan', 'receive', fresh({ second, dueAt: term }, part('arrived', wanted))),
          take('approver', 'signAfterwards'),
          take('keeper-guyuan', 'handInPapers', { ...ref, ...photo }),
        ],
        ends: 'closed',
        posts: ['20 new: supplier → RC-S/receiving'],
      },
      refused: {
        takes: [
          take('keeper-guyuan', 'receive', fresh({ second, dueAt: term }, part('arrived', wanted))),
          take('approver', 'objectAfterwards', why),
        ],
        ends: 'papersOwed',
        posts: ['20 new: supplier → RC-S/receiving'],
      },
      cancelled: cancelled('keeper-guyuan'),
      short: {
        takes: [
          take('keeper-guyuan', 'receive', fresh({ second, dueAt: term }, part('arrived', 15))),
          take('keeper-guyuan', 'receive', { second, ...books(part('declined', 5, why)) }),
          take('keeper-guyuan', 'handInPapers', { ...ref, ...photo }),
          take('approver', 'approve'),
        ],
        ends: 'closed',
        posts: ['15 new: supplier → RC-S/receiving'],
      },
    },
  },
  callOff: {
    opens: 'commander',
    body: bought({ there: 'PX-MED' }),
    ways: {
      happy: {
        takes: [
          approve,
          take('partner-med', 'accept', { dueAt: term }),
          take('keeper-guyuan', 'receive', fresh({ second }, part('arrived', wanted))),
          take('approver', 'settle', ref),
        ],
        ends: 'closed',
        posts: ['20 new: supplier → RC-S/receiving'],
      },
      refused: nothing('refused', approve, take('partner-med', 'decline', why)),
      cancelled: cancelled('commander', approve),
      short: {
        takes: [
          approve,
          take('commander', 'recordCall', { ...why, dueAt: term }),
          take(
            'keeper-guyuan',
            'receive',
            fresh({ second }, part('arrived', 15), part('damaged', 1, why), part('short', 4, why)),
          ),
          take('approver', 'settle', ref),
        ],
        ends: 'closed',
        posts: ['15 new: supplier → RC-S/receiving', '1 new: supplier → RC-S/receiving damaged'],
      },
    },
  },
  mutualAidReceived: {
    opens: 'keeper-guyuan',
    body: bought({ there: 'OUT-PL' }, 'OUT-PL'),
    ways: {
      happy: {
        takes: [
          approve,
          take('commander', 'accept', { ...ref, dueAt: term }),
          take('keeper-guyuan', 'receive', fresh({ second, dueAt: term }, part('arrived', wanted))),
          take('commander', 'handOver', { second, portions: [part('back', wanted, { line: 2 })] }),
        ],
        ends: 'closed',
        posts: [
          '20 new: supplier of OUT-PL → RC-S/receiving of OUT-PL',
          '20 new: RC-S/receiving of OUT-PL → supplier of OUT-PL',
        ],
      },
      refused,
      cancelled: cancelled('keeper-guyuan', approve),
      short: {
        takes: [
          approve,
          take('commander', 'accept', { ...ref, dueAt: term }),
          take('keeper-guyuan', 'receive', fresh({ second, dueAt: term }, part('arrived', 15))),
          take('keeper-guyuan', 'withhold', books(part('short', 5, why))),
          take('commander', 'handOver', { second, portions: [part('back', 10, { line: 2 })] }),
          take('approver', 'settle', { ...ref, second, portions: [part('settled', 5, { line: 2 })] }),
        ],
        ends: 'closed',
        posts: [
          '15 new: supplier of OUT-PL → RC-S/receiving of OUT-PL',
          '10 new: RC-S/receiving of OUT-PL → supplier of OUT-PL',
          '5 new: RC-S/receiving of OUT-PL → RC-S/receiving',
        ],
      },
    },
  },
  return: {
    opens: 'keeper-guyuan',
    body: goods(at('unit/squad-9'), here),
    ways: {
      happy: {
        takes: [take('keeper-guyuan', 'takeBack', { second, ...books(part('beforeBook', wanted, why)) })],
        ends: 'closed',
        posts: ['20 known: opening inInspection → RC-S/receiving inInspection'],
      },
      refused: nothing(
        'open',
        // The book has nothing there.
        fails(
          'stockShort',
          take('keeper-guyuan', 'takeBack', { second, ...books(part('returned', wanted)) }),
        ),
        fails(
          'documentNeeds',
          take('keeper-guyuan', 'takeBack', { second, ...books(part('beforeBook', wanted)) }),
        ),
      ),
      cancelled: cancelled('keeper-guyuan'),
      short: {
        takes: [
          take('keeper-guyuan', 'takeBack', {
            second,
            ...books(part('beforeBook', 15, why), part('kept', 5, why)),
          }),
        ],
        ends: 'closed',
        posts: ['15 known: opening inInspection → RC-S/receiving inInspection'],
      },
    },
  },
} satisfies Record<string, Type>;
