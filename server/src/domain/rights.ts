/** Who may do what, and where: the table of roles, the unit tree that hands scope down, and the roles one account may not hold together. The three administrators stand apart (GB/T 22239, level 3): none moves stock, the system's neither sees the audit nor grants, the audit's makes no accounts. */
import { type DocumentType, type Duty, documentTypes, duties } from '@changping/contracts/document-words';
import { administrators, isOutsider, type Role, roles } from '@changping/contracts/roles';
import type { SiteId } from '@changping/contracts/units';

/** bindTag: say which piece a tag is on. settleDiscrepancy: confirm what was seen. reviewActFirst: look at what was done before it was signed. confirmProof: a partner's word, with proof, of what it keeps. agreePolicies: to what another has proposed. purgeAudit: of rows past their term alone. */
export const plainActions = [
  'readStock',
  'readDocuments',
  'readTrail',
  'readClimate',
  'readPlan',
  'readShared',
  'readPeople',
  'readHealth',
  'readAudit',
  'verifyBook',
  'bindTag',
  'printLabel',
  'keepKits',
  'settleDiscrepancy',
  'acknowledgeNotice',
  'planDispatch',
  'drawClosure',
  'runDrill',
  'reviewActFirst',
  'confirmProof',
  'importStock',
  'editCatalogue',
  'editPolicies',
  'agreePolicies',
  'createUsers',
  'suspendUsers',
  'resetPasswords',
  'grantRoles',
  'revokeDevices',
  'editSettings',
  'admitGateways',
  'backUp',
  'purgeAudit',
] as const;
export type PlainAction = (typeof plainActions)[number];
/** What is done to a document is a duty for that type: who asks, who approves and who carries are seldom the same. */
export type Action = PlainAction | `${Duty}:${DocumentType}`;

const allTypes = Object.keys(documentTypes) as DocumentType[];
const allDuties = Object.keys(duties) as Duty[];
export const actions: readonly Action[] = [
  ...plainActions,
  ...allDuties.flatMap((duty) => allTypes.map((type) => `${duty}:${type}` as const)),
];

/** A site is a unit; so is the region, which is above them all. */
export type Unit = SiteId | string;
/** The unit above each; null above the highest. A unit that is not in it is nobody's. */
export type UnitTree = ReadonlyMap<Unit, Unit | null>;
/**
 * Of who is in by a token that is bound, `within`: the unit to which; nothing outside it. `held`: all roles of its owner, for what he
 * may not see by one of them the token does not see either.
 */
export type Account = {
  id: string;
  unit: Unit;
  roles: readonly Role[];
  within?: Unit;
  held?: readonly Role[];
};

/** Why not. A conflict of roles bars an account from everything, for somebody has written it past this rule. */
export type Refusal = 'rolesConflict' | 'rightMissing' | 'outOfScope';

export const may = (account: Account, action: Action, unit: Unit, tree: UnitTree): boolean =>
  refusalOf(account, action, unit, tree) === null;

export function refusalOf(account: Account, action: Action, unit: Unit, tree: UnitTree): Refusal | null {
  if (conflictsOf(account.roles).length) return 'rolesConflict';
  if (!account.roles.some((role) => rights[role].has(action))) return 'rightMissing';
  return isInScope(account, unit, tree) ? null : 'outOfScope';
}

/** What somebody may do to documents of a type at a unit. */
export const dutiesOf = (account: Account, type: DocumentType, unit: Unit, tree: UnitTree): Duty[] =>
  allDuties.filter((duty) => may(account, `${duty}:${type}`, unit, tree));

/** Own unit and everything below; of whoever is no part of the service its own unit alone, even where supply runs down from it. */
export function isInScope(
  { unit: own, roles: held, within = own }: Account,
  unit: Unit,
  tree: UnitTree,
): boolean {
  if (!tree.has(unit)) return false;
  if (held.some(isOutsider)) return unit === own;
  const above = unitsAbove(unit, tree);
  return above.includes(own) && above.includes(within);
}

/** The unit itself first, the highest last. A ring in the tree ends where it closes. */
export function unitsAbove(unit: Unit, tree: UnitTree): Unit[] {
  const above = new Set<Unit>();
  for (let at: Unit | null = unit; at !== null && tree.has(at) && !above.has(at); at = tree.get(at) ?? null)
    above.add(at);
  return [...above];
}

/** Supply comes to the region from outside, orders do not: what hangs on a depot outside, or on nothing, hangs on the region here. */
export function unitTree(
  region: Unit,
  sites: readonly { id: SiteId; tier: string; parent: SiteId | null }[],
): UnitTree {
  const outside = new Set<Unit>(sites.filter(({ tier }) => tier === 'external').map(({ id }) => id));
  const tree = new Map<Unit, Unit | null>([[region, null]]);
  for (const { id, parent } of sites) tree.set(id, parent === null || outside.has(parent) ? region : parent);
  return tree;
}

/** Every pair of roles that one account may not hold together. */
export function conflictsOf(held: readonly Role[]): [Role, Role][] {
  const each = [...new Set(held)];
  return each.flatMap((one, at) =>
    each
      .slice(at + 1)
      .filter((other) => isConflict(one, other))
      .map((other): [Role, Role] => [one, other]),
  );
}

/** Only who grants may, nobody to himself, and never into a conflict. `unit`: where the account shall stand. */
export function refusalOfGrant(
  granter: Account,
  to: { id: string; roles: readonly Role[]; unit: Unit },
  role: Role,
  tree: UnitTree,
): Refusal | 'grantToSelf' | null {
  const refused = refusalOf(granter, 'grantRoles', to.unit, tree);
  if (refused) return refused;
  if (granter.id === to.id) return 'grantToSelf';
  return conflictsOf([...to.roles, role]).length ? 'rolesConflict' : null;
}

/** An administrator and an outsider hold their one role alone; who oversees the movements makes none. */
function isConflict(one: Role, other: Role): boolean {
  if ([one, other].some((role) => isAdministrator(role) || isOutsider(role))) return true;
  const watched = one === 'supervisor' ? other : other === 'supervisor' ? one : null;
  return watched !== null && [...rights[watched]].some(movesStock);
}

export const isAdministrator = (role: Role): boolean => administrators.some((each) => each === role);

/** Asking, watching and overseeing move nothing; all else changes what the book has, or signs for it. */
export const movesStock = (action: Action): boolean =>
  action.includes(':')
    ? !/^(ask|watch|supervise):/.test(action)
    : action === 'settleDiscrepancy' || action === 'bindTag' || action === 'importStock';

const on = (types: readonly DocumentType[], ...held: Duty[]): Action[] =>
  held.flatMap((duty) => types.map((type): Action => `${duty}:${type}`));
const looks: Action[] = ['readStock', 'readDocuments', 'readTrail', 'readClimate', 'readPlan', 'readShared'];
const mutualAid = ['mutualAidGiven', 'mutualAidReceived'] as const;
const buying = ['procurement', 'emergencyPurchase'] as const;
/** Who oversees a store calls for its checks, and nobody in it does. */
const ofTheStore = allTypes.filter((type) => type !== 'spotCheck');

const table: Record<Role, Action[]> = {
  storeKeeper: [
    ...looks,
    ...([
      'bindTag',
      'printLabel',
      'keepKits',
      'settleDiscrepancy',
      'acknowledgeNotice',
      'importStock',
    ] as const),
    ...on(
      ofTheStore.filter((type) => !['dispatch', 'callOff', 'rotation'].includes(type)),
      'ask',
    ),
    ...on(ofTheStore, 'pick', 'release', 'carry', 'receive', 'keep', 'count'),
    // What a spot check finds the store sets right.
    ...on(['spotCheck'], 'keep'),
    ...on(['maintenance'], 'maintain'),
    ...on(['patrol'], 'inspect'),
    ...on(['rotation'], 'rotate'),
    ...on(buying, 'order'),
  ],
  approver: [...looks, 'readPeople', 'acknowledgeNotice', ...on(ofTheStore, 'approve', 'release')],
  watchCommander: [
    ...looks,
    ...(['readPeople', 'acknowledgeNotice', 'planDispatch', 'drawClosure', 'runDrill'] as const),
    ...on(['dispatch', 'callOff', 'transfer', ...mutualAid, ...buying], 'ask'),
    ...on(['dispatch', 'callOff', ...mutualAid], 'approve', 'release'),
    // What comes to a scene nobody else signs for.
    ...on(['dispatch', 'callOff', 'mutualAidReceived'], 'receive'),
    ...on(['emergencyPurchase'], 'order'),
    ...on(allTypes, 'watch'),
  ],
  rotationOfficer: [
    ...looks,
    'acknowledgeNotice',
    ...on(['procurement', 'transfer', 'inspection', 'rotation', 'disposal'], 'ask'),
    ...on(['rotation'], 'rotate'),
    ...on(buying, 'order'),
  ],
  qualityInspector: [
    ...looks,
    'acknowledgeNotice',
    ...on(['count', 'inspection', 'patrol', 'maintenance', 'disposal'], 'ask'),
    ...on(ofTheStore, 'inspect'),
    ...on(['count'], 'count'),
  ],
  supervisor: [
    ...looks,
    ...(['readPeople', 'verifyBook', 'reviewActFirst', 'agreePolicies', 'ask:spotCheck'] as const),
    ...on(allTypes, 'supervise'),
  ],
  policyOwner: [...looks, 'runDrill', 'editCatalogue', 'editPolicies', 'agreePolicies'],
  partner: [...(['readStock', 'readDocuments', 'confirmProof'] as const), ...on(['callOff'], 'supply')],
  guest: [
    ...(['readStock', 'readDocuments', 'readShared'] as const),
    ...on(['mutualAidGiven'], 'ask', 'receive'),
    ...on(['mutualAidReceived'], 'supply'),
  ],
  systemAdmin: ['readHealth', 'readPeople', 'createUsers', 'editSettings', 'admitGateways', 'backUp'],
  securityAdmin: [
    ...(['readPeople', 'suspendUsers', 'resetPasswords', 'grantRoles', 'revokeDevices'] as const),
    'readHealth',
  ],
  auditAdmin: ['readPeople', 'readAudit', 'verifyBook', 'purgeAudit'],
};

export const rights: Readonly<Record<Role, ReadonlySet<Action>>> = Object.freeze(
  Object.fromEntries(roles.map((role) => [role, new Set(table[role])])) as Record<Role, Set<Action>>,
);
