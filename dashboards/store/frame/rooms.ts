/** Which pages the console offers to which role. It only leaves out what would be refused; what may be done is the server's to say. */
import type { Role } from '@changping/contracts/roles';
import type { Page } from '../where.ts';

const looks: readonly Page[] = [
  ...([
    'documents',
    'counts',
    'stock',
    'kits',
    'leases',
    'reports',
    'imports',
    'catalogue',
    'policies',
  ] as const),
];
const rooms: Record<Role, readonly Page[]> = {
  storeKeeper: ['owed', ...looks, 'labels'],
  approver: ['approvals', ...looks, 'people'],
  watchCommander: ['approvals', ...looks, 'people'],
  rotationOfficer: ['owed', ...looks],
  qualityInspector: ['owed', ...looks],
  supervisor: ['owed', ...looks, 'reviews', 'people', 'handhelds'],
  policyOwner: ['owed', ...looks],
  partner: ['owed', 'documents', 'stock'],
  guest: ['owed', 'shared', 'documents'],
  systemAdmin: ['people', 'handhelds', 'hooks'],
  securityAdmin: ['people', 'handhelds'],
  auditAdmin: ['audit', 'people'],
};
/** Pages that are reached from another one. */
const behind: Partial<Record<Page, Page>> = {
  document: 'documents',
  open: 'documents',
  count: 'counts',
  ask: 'shared',
  sharing: 'policies',
  countPolicies: 'counts',
  countDraft: 'counts',
  kit: 'kits',
  import: 'imports',
  imported: 'imports',
  pieces: 'stock',
  piece: 'stock',
  kind: 'catalogue',
  classes: 'catalogue',
  catalogueDraft: 'catalogue',
  draft: 'policies',
  lease: 'leases',
};
const order: readonly Page[] = [
  'approvals',
  'owed',
  'shared',
  'documents',
  'counts',
  'stock',
  'kits',
  'leases',
  'labels',
  'imports',
  'reports',
  'reviews',
  'catalogue',
  'policies',
  'audit',
  'people',
  'handhelds',
  'hooks',
];

export const menuOf = (roles: readonly Role[]): readonly Page[] =>
  order.filter((page) => roles.some((role) => rooms[role].includes(page)));

/** Who puts goods into the hands of a handheld, and calls them back. */
export const mayLease = (roles: readonly Role[]): boolean => roles.includes('approver');

/** Who may agree to what a policy owner proposes, where he is of the whole region. */
export const mayAgree = (roles: readonly Role[]): boolean =>
  roles.includes('policyOwner') || roles.includes('supervisor');

/** Where in the menu a page belongs. */
export const roomOf = (page: Page): Page => behind[page] ?? page;

export const isOffered = (page: Page, roles: readonly Role[]): boolean =>
  page === 'own' || menuOf(roles).includes(roomOf(page));
