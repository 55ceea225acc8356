/**
 * A token that may less than who made it: in these roles alone, and nothing outside one unit. It acts in nobody else's name, and lends
 * nothing. Why not the unit of an account in the place of its own: who signs for a county is another than who signs for the one above,
 * and a token must not sign as somebody its owner is not.
 */
import type { Role } from '@changping/contracts/roles';
import {
  type Account,
  conflictsOf,
  isAdministrator,
  isInScope,
  type Refusal,
  type Unit,
  type UnitTree,
} from './rights.ts';

export type TokenScope = { unit: Unit; roles: readonly Role[] };

/** Why a token can not be bound so. What an administrator does is of the whole region. */
export function refusalOfScope(maker: Account, { unit, roles }: TokenScope, tree: UnitTree): Refusal | null {
  if (!roles.length || roles.some((role) => isAdministrator(role) || !maker.roles.includes(role)))
    return 'rightMissing';
  return isInScope(maker, unit, tree) ? null : 'outOfScope';
}

/** Whoever holds the token, as he may act with it today: a role that its owner has lost is lost to it too, and an owner whom his roles bar stays barred. */
export function bound<Owner extends Account>(owner: Owner, scope: TokenScope | null): Owner {
  if (scope === null) return owner;
  const isBarred = conflictsOf(owner.roles).length > 0;
  const roles = isBarred ? owner.roles : owner.roles.filter((role) => scope.roles.includes(role));
  return { ...owner, roles, within: scope.unit, held: owner.roles };
}

/** Of what is somebody's own, wherever it was made: does whoever is in by this token get at it? */
export const reaches = (who: Account, unit: Unit, tree: UnitTree): boolean =>
  who.within === undefined || isInScope(who, unit, tree);
