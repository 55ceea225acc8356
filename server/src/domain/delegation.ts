/** Who may stand in for whom, until when. What was lent is not lent on, so no chain leads back to the one who asked; and who is kept out of the movements of stock can't be let in by a friend. */

import type { DocumentType, Duty } from '@changping/contracts/document-words';
import { isOutsider } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import { type Account, conflictsOf, isAdministrator } from './rights.ts';

/** `from`: with the roles he has today. `actions`, `types`: null for all he may. From `since` on, before `until`. */
export type Delegation = {
  from: Account;
  to: string;
  since: Instant;
  until: Instant;
  actions: readonly Duty[] | null;
  types: readonly DocumentType[] | null;
  revokedAt: Instant | null;
};
/** One who acts, and as whom: as himself, or as the one he stands in for. */
export type Identity = { person: string; as: Account };

/** Longer leaves are given out anew, so that somebody looks at them. */
export const delegationMs = 90 * 86_400_000;

/** Himself first. */
export function identitiesOf(
  person: Account,
  delegations: readonly Delegation[],
  type: DocumentType,
  action: Duty,
  now: Instant,
): Identity[] {
  const self: Identity = { person: person.id, as: person };
  if (person.within !== undefined) return [self];
  if (person.roles.some((role) => isAdministrator(role) || isOutsider(role))) return [self];
  const lent = delegations.filter(
    (each) =>
      each.to === person.id &&
      isSound(each) &&
      // Who oversees the movements makes none in another's name either.
      conflictsOf([...person.roles, ...each.from.roles]).length === 0 &&
      now >= each.since &&
      now < each.until &&
      (each.revokedAt === null || now < each.revokedAt) &&
      (each.actions?.includes(action) ?? true) &&
      (each.types?.includes(type) ?? true),
  );
  return [self, ...lent.map(({ from }) => ({ person: person.id, as: from }))];
}

/** To somebody else, for a term that ends. */
export const isSound = ({ from, to, since, until }: Delegation): boolean =>
  from.id !== to && until > since && until - since <= delegationMs;
