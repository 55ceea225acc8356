import type { Role } from '@changping/contracts/roles';
import { expect, it } from 'vitest';
import { type AccountChange, mayConfirm, needsSecond } from './second-administrator.ts';

const certificate: AccountChange = { what: 'certificate', certificate: null };
const roles = (...roles: Role[]): AccountChange => ({ what: 'roles', roles });
it.each<[string, Role[], AccountChange, boolean]>([
  ['the certificate of an administrator', ['auditAdmin'], certificate, true],
  ['the certificate of a keeper', ['storeKeeper'], certificate, false],
  ['a keeper made an administrator', ['storeKeeper'], roles('auditAdmin'), true],
  ['an administrator made another one', ['auditAdmin'], roles('systemAdmin'), true],
  ['an administrator who stays one', ['auditAdmin'], roles('auditAdmin'), false],
  ['an administrator who is one no more', ['auditAdmin'], roles(), false],
  ['a keeper made an approver', ['storeKeeper'], roles('storeKeeper', 'approver'), false],
])('%s: waits for a second person', (_what, held, change, waits) => {
  expect(needsSecond(held, change)).toBe(waits);
});

const of = (id: string, ...roles: Role[]) => ({ id, unit: 'NX', roles });
const asked = of('li', 'securityAdmin');
const holder = of('zhao', 'auditAdmin');
it.each<[string, ReturnType<typeof of>, AccountChange, boolean]>([
  ['the holder confirms the own certificate', holder, certificate, true],
  ['the holder confirms no role of his own', holder, roles('systemAdmin'), false],
  ['who asked confirms nothing', asked, certificate, false],
  ['another of the kind of who asked', of('qian', 'securityAdmin'), certificate, false],
  ['an administrator of another kind', of('wang', 'systemAdmin'), certificate, true],
  ['an administrator of another kind, a role', of('wang', 'systemAdmin'), roles('auditAdmin'), true],
  ['nobody who is none', of('sun', 'policyOwner', 'supervisor'), certificate, false],
])('%s', (_what, who, change, may) => {
  expect(mayConfirm(who, asked, holder, change)).toBe(may);
});
