/** Which documents somebody opens on a handheld. It only leaves out what would be refused; what may be done is the server's to say. */
import type { Role } from '@changping/contracts/roles';

export type Opener = 'goodsIn' | 'putAway' | 'transfer' | 'handOut';
const all: readonly Opener[] = ['goodsIn', 'putAway', 'transfer', 'handOut'];
const of: Partial<Record<Role, readonly Opener[]>> = {
  storeKeeper: all,
  watchCommander: ['transfer'],
  rotationOfficer: ['transfer'],
};

export const openersOf = (roles: readonly Role[]): readonly Opener[] =>
  all.filter((type) => roles.some((role) => of[role]?.includes(type)));
