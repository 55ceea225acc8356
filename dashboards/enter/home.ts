/** Where each role goes once it is in. */
import type { Role } from '@changping/contracts/roles';

const homes: Partial<Record<Role, string>> = {
  watchCommander: '/',
  approver: '/store/',
  rotationOfficer: '/store/',
  supervisor: '/store/',
  policyOwner: '/store/',
  qualityInspector: '/store/',
  storeKeeper: '/scanner/',
  partner: '/store/',
  guest: '/store/',
  systemAdmin: '/store/',
  securityAdmin: '/store/',
  auditAdmin: '/store/',
};

export const homeOf = (held: readonly Role[]): string | null =>
  held.map((role) => homes[role]).find((home) => home !== undefined) ?? null;

/** Back to the page that sent us here, where it is one of ours. The bare address is what everybody types, and no wish for the map. */
const backTo = (to: string | null, home: string): string =>
  to !== null && to !== '/' && /^\/(?![/\\])[\w./?=&%~:,+-]*$/.test(to) ? to : home;

/** @param lang what was chosen at the door; the pages behind it remember their own until then. */
export function wayOn(to: string | null, home: string, lang: string | null = null): string {
  const way = backTo(to, home);
  if (lang === null) return way;
  const [path = '', search = ''] = way.split('?');
  const asked = new URLSearchParams(search);
  asked.set('lang', lang);
  return `${path}?${asked}`;
}
