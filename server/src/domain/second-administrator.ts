/**
 * What one administrator may not do alone to the account of another, or of somebody who agrees to policies: bind or take off the
 * certificate by which it comes in, give it another password, or make somebody one of them. It waits until a second person confirms
 * it in a session of his own. Why: whoever grants also resets passwords, so with one of these alone he would come in as the other two
 * administrators, and the three would be one (GB/T 22239, level 3); or as a policy owner and the supervisor both, and agree to what
 * he has proposed himself. Of a reset who asks knows the new password and can not put it in force, and who confirms never sees it.
 * Whoever gave an account its last password may sit in it, also under the name of somebody whom the one who grants takes for another:
 * he says yes to no role of it, however long ago its owner is said to have changed it.
 * Why not the code of the second one typed in beside: it would pass through the very browser that is not trusted.
 * Taking a role away or suspending takes nobody in and waits for nobody.
 * An administrator's password is not reset at all: those come in anew by a code from the server itself.
 */
import type { Role } from '@changping/contracts/roles';
import { type Account, isAdministrator, type PlainAction, rights } from './rights.ts';

/** As people and the audit are told of it. */
export type ToldChange =
  | { what: 'certificate'; certificate: { fingerprint: string; subject: string; endsAt: number } | null }
  | { what: 'roles'; roles: readonly Role[] }
  | { what: 'reset' };
/** As it waits. `hash`: of the new password. */
export type AccountChange =
  | Exclude<ToldChange, { what: 'reset' }>
  | (Extract<ToldChange, { what: 'reset' }> & { hash: string });

/** Who would guess at the hash has the account, so it goes no further than the database. */
export const toldOf = (change: AccountChange): ToldChange =>
  change.what === 'reset' ? { what: 'reset' } : change;

const binding: readonly PlainAction[] = ['agreePolicies', 'editPolicies', 'editCatalogue'];
/** It administers, or has a say in what binds everybody. */
export const isWeighty = (role: Role): boolean =>
  isAdministrator(role) || binding.some((action) => rights[role].has(action));

export const needsSecond = (held: readonly Role[], change: ToldChange): boolean =>
  change.what === 'roles'
    ? change.roles.some((role) => isWeighty(role) && !held.includes(role))
    : held.some(isWeighty);

/** Who asks needs it, and has it still when it is confirmed. */
export const rightToAsk = ({ what }: Pick<ToldChange, 'what'>): PlainAction =>
  what === 'reset' ? 'resetPasswords' : 'grantRoles';

/**
 * An administrator, who is in by what he has now, his own certificate; else one of another kind than who asked. Nobody confirms a role of his own.
 * @param giver id of who last gave the holder a password.
 */
export function mayConfirm(
  who: Account,
  asked: Pick<Account, 'id' | 'roles'>,
  holder: Pick<Account, 'id'>,
  { what }: Pick<ToldChange, 'what'>,
  giver: string | undefined,
): boolean {
  const kinds = who.roles.filter(isAdministrator);
  if (!kinds.length || who.id === asked.id) return false;
  if (who.id === holder.id) return what === 'certificate';
  if (what === 'roles' && who.id === giver) return false;
  return kinds.every((kind) => !asked.roles.includes(kind));
}
