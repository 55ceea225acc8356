/**
 * What a policy owner may not put in force alone: the policy of approvals, the policy of counts, what is shared with neighbours, and the
 * catalogue. It waits until a second person agrees in a session of his own. Why: whoever writes alone who has to sign, how much may be
 * missing before anybody looks, or at what price and how closely a kind is watched, signs for himself in the end; and every other weighty
 * act takes two people.
 * The second one is another policy owner of the region. Where there is none it is the supervisor of the region, not nobody: a small
 * region has one policy owner, and who oversees the movements makes none himself. Where there is another owner the supervisor stays
 * out, so that he can oversee what was decided without him. All three are of the whole region, so there is no unit above to ask.
 * That nobody comes in as both of the two is kept elsewhere: what takes somebody into such an account needs two administrators
 * (second-administrator.ts).
 */
import type { Instant } from '@changping/contracts/units';
import { hasLapsed } from './proposal-end.ts';
import { type Account, may, type Unit, type UnitTree } from './rights.ts';

/** `after`: the version it is written upon. A refused one stays until who proposed has read why. */
export type Proposed = { by: string; after: number; at: Instant; isRefused: boolean };
/** overtaken: there is a newer version. ownerless: who proposed may publish no more. */
export type ProposalState = 'open' | 'refused' | 'overtaken' | 'lapsed' | 'ownerless';

/** What it takes to propose. */
export type OwnerRight = 'editPolicies' | 'editCatalogue';

/** Who may agree, or refuse. @param people those with an account in use. */
export function seconds(
  by: string,
  right: OwnerRight,
  people: readonly Account[],
  region: Unit,
  tree: UnitTree,
): Account[] {
  const others = people.filter(({ id }) => id !== by);
  const owners = others.filter((who) => may(who, right, region, tree));
  return owners.length ? owners : others.filter((who) => may(who, 'agreePolicies', region, tree));
}

/** @param owners accounts that may publish. */
export function proposalState(
  { by, after, at, isRefused }: Proposed,
  newest: number,
  owners: ReadonlySet<string>,
  now: Instant,
): ProposalState {
  // Whatever came meanwhile, who proposed has yet to read why.
  if (isRefused) return 'refused';
  if (after !== newest) return 'overtaken';
  if (hasLapsed(at, now)) return 'lapsed';
  return owners.has(by) ? 'open' : 'ownerless';
}
