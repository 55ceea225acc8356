/** What these roles may import. It only leaves out what would be refused. Pure. */
import type { ImportKind } from '@changping/contracts/import-words';
import type { Role } from '@changping/contracts/roles';

const kinds: Partial<Record<Role, readonly ImportKind[]>> = {
  storeKeeper: ['stock', 'tags'],
  policyOwner: ['supplyClasses'],
};

export const kindsOf = (roles: readonly Role[]): ImportKind[] => [
  ...new Set(roles.flatMap((role) => kinds[role] ?? [])),
];
