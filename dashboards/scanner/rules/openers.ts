/** What is opened on a handheld: of what somebody may open that which is done between the shelves, the daily ones first. */
import type { DocumentType } from '@changping/contracts/document-words';
import type { Role } from '@changping/contracts/roles';
import { typesOf } from '../../shared/documents/opens.ts';

export const daily = ['goodsIn', 'putAway', 'transfer', 'handOut'] as const;
export const seldom = ['return', 'count', 'patrol', 'inspection', 'emergencyPurchase', 'spotCheck'] as const;
export type Opener = (typeof daily)[number] | (typeof seldom)[number];

/** Who opens a count, which has a table of its own at the desk. */
const counters: readonly Role[] = ['storeKeeper', 'qualityInspector'];

export const openersOf = (roles: readonly Role[]): readonly Opener[] => {
  const mine: readonly DocumentType[] = [
    ...typesOf(roles),
    ...(roles.some((role) => counters.includes(role)) ? (['count'] as const) : []),
  ];
  return [...daily, ...seldom].filter((type) => mine.includes(type));
};
