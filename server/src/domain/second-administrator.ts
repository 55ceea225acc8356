/**
 * What one administrator may not do alone to the account of another: bind or take off the certificate by which it comes in, or
 * make somebody an administrator. It waits until a second person confirms it in a session of his own. Why: whoever grants also
 * resets passwords, so with either of these alone he would come in as the other two, and the three would be one (GB/T 22239, level 3).
 * Why not the code of the second one typed in beside: it would pass through the very browser that is not trusted.
 * Taking a role away or suspending takes nobody in and waits for nobody.
 */
import type { Role } from '@changping/contracts/roles';
import { type Account, isAdministrator } from './rights.ts';

export type AccountChange =
  | { what: 'certificate'; certificate: { fingerprint: string; subject: string; endsAt: number } | null }
  | { what: 'roles'; roles: readonly Role[] };

export const needsSecond = (held: readonly Role[], change: AccountChange): boolean =>
  change.what === 'certificate'
    ? held.some(isAdministrator)
    : change.roles.some((role) => isAdministrator(role) && !held.includes(role));

/** The holder of a certificate, who is in by what he has now; else an administrator of another kind than who asked. Nobody confirms a role of his own. */
export function mayConfirm(
  who: Account,
  asked: Pick<Account, 'id' | 'roles'>,
  holder: Pick<Account, 'id'>,
  { what }: Pick<AccountChange, 'what'>,
): boolean {
  const kinds = who.roles.filter(isAdministrator);
  if (!kinds.length || who.id === asked.id) return false;
  if (who.id === holder.id) return what === 'certificate';
  return kinds.every((kind) => !asked.roles.includes(kind));
}
