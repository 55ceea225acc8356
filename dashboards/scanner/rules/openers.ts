/** What is opened on a handheld: of what somebody may open that which is done at the shelf. */
import type { Role } from '@changping/contracts/roles';
import { typesOf } from '../../shared/documents/opens.ts';

const atShelf = ['goodsIn', 'putAway', 'transfer', 'handOut'] as const;
export type Opener = (typeof atShelf)[number];

export const openersOf = (roles: readonly Role[]): readonly Opener[] => {
  const mine = typesOf(roles);
  return atShelf.filter((type) => mine.includes(type));
};
