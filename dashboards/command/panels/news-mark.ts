/** How grave an item of the feed is. */
import type { Mark } from '../standing.ts';
import type { Item } from './gather.ts';

const marks: Readonly<Record<string, Mark>> = {
  arrived: 'good',
  online: 'good',
  breachClosed: 'good',
  doorWell: 'good',
  noticeClosed: 'good',
  breachOpened: 'act',
  leftWithoutOrder: 'act',
  bookFault: 'act',
  copiedCode: 'act',
  security: 'act',
  expired: 'watch',
  nearExpiry: 'watch',
  overdue: 'watch',
  gatewayWaiting: 'watch',
  gatewayAdmitted: 'watch',
  gatewayRefused: 'watch',
  offline: 'watch',
  doorFault: 'watch',
  quarantined: 'watch',
  seenElsewhere: 'watch',
  unknownTag: 'watch',
  unconfirmed: 'watch',
  blankTag: 'watch',
};

export function markOf({ what, detail }: Pick<Item, 'what' | 'detail'>): Mark {
  if (what === 'reader') return detail.state === 'reading' ? 'good' : 'watch';
  if (what === 'sweep')
    return ['missing', 'extra', 'strange'].some((found) => Number(detail[found] ?? 0) > 0) ? 'watch' : 'good';
  return Object.hasOwn(marks, what) ? (marks[what] as Mark) : 'none';
}
