import { roles as allRoles, type Role } from '@changping/contracts/roles';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAdministrator, rights } from './rights.ts';
import {
  isWeighty,
  mayConfirm,
  needsSecond,
  rightToAsk,
  type ToldChange,
  toldOf,
} from './second-administrator.ts';

const certificate: ToldChange = { what: 'certificate', certificate: null };
const reset: ToldChange = { what: 'reset' };
const roles = (...roles: Role[]): ToldChange => ({ what: 'roles', roles });
it.each<[string, Role[], ToldChange, boolean]>([
  ['the certificate of an administrator', ['auditAdmin'], certificate, true],
  ['the certificate of a policy owner', ['policyOwner'], certificate, true],
  ['the certificate of a supervisor', ['supervisor'], certificate, true],
  ['the certificate of a keeper', ['storeKeeper'], certificate, false],
  ['the password of a policy owner', ['policyOwner'], reset, true],
  ['the password of a policy owner who is an approver too', ['approver', 'policyOwner'], reset, true],
  ['the password of a supervisor', ['supervisor'], reset, true],
  ['the password of an approver', ['approver', 'watchCommander'], reset, false],
  ['the password of somebody without a role', [], reset, false],
  ['a keeper made an administrator', ['storeKeeper'], roles('auditAdmin'), true],
  ['an administrator made another one', ['auditAdmin'], roles('systemAdmin'), true],
  ['an administrator who stays one', ['auditAdmin'], roles('auditAdmin'), false],
  ['an administrator who is one no more', ['auditAdmin'], roles(), false],
  ['a keeper made an approver', ['storeKeeper'], roles('storeKeeper', 'approver'), false],
  ['a keeper made a policy owner', ['storeKeeper'], roles('storeKeeper', 'policyOwner'), true],
  ['somebody made the supervisor', [], roles('supervisor'), true],
  ['a policy owner made a supervisor', ['policyOwner'], roles('supervisor'), true],
  ['a policy owner made an approver too', ['policyOwner'], roles('policyOwner', 'approver'), false],
  ['a supervisor who is one no more', ['supervisor'], roles(), false],
])('%s: waits for a second person', (_what, held, change, waits) => {
  expect(needsSecond(held, change)).toBe(waits);
});

it('weighs those who administer, publish or agree, and nobody else', () => {
  expect(allRoles.filter(isWeighty)).toEqual([
    ...['supervisor', 'policyOwner', 'systemAdmin', 'securityAdmin', 'auditAdmin'],
  ]);
});

const some = fc.subarray([...allRoles]);
it('lets no chain of changes that waits for nobody end in somebody weighty, or reset one', () => {
  fc.assert(
    fc.property(some, fc.array(some, { maxLength: 6 }), (first, wishes) => {
      const meant = first.filter((role) => !isWeighty(role));
      let held: readonly Role[] = meant;
      for (const wish of wishes) if (!needsSecond(held, roles(...wish))) held = wish;
      expect(held.filter((role) => rights[role].has('agreePolicies') || isAdministrator(role))).toEqual([]);
    }),
  );
  fc.assert(
    fc.property(some, (held) => {
      const weighs = held.some((role) => rights[role].has('agreePolicies') || isAdministrator(role));
      expect([needsSecond(held, reset), needsSecond(held, certificate)]).toEqual([weighs, weighs]);
    }),
  );
});

it('tells of a reset that it is one, and nothing of the password', () => {
  expect(toldOf({ what: 'reset', hash: 'scrypt$1$2' })).toEqual({ what: 'reset' });
  const change = { what: 'roles', roles: ['policyOwner'] } as const;
  expect(toldOf(change)).toEqual(change);
});

it('is asked by whoever may: a reset by who resets, all else by who grants', () => {
  expect([reset, certificate, roles()].map(rightToAsk)).toEqual([
    ...['resetPasswords', 'grantRoles', 'grantRoles'],
  ]);
});

const of = (id: string, ...roles: Role[]) => ({ id, unit: 'NX', roles });
const asked = of('li', 'securityAdmin');
const holder = of('zhao', 'auditAdmin');
const owner = of('sun', 'policyOwner', 'supervisor');
it.each<[string, ReturnType<typeof of>, ToldChange, boolean]>([
  ['the holder confirms the own certificate', holder, certificate, true],
  ['the holder confirms no role of his own', holder, roles('systemAdmin'), false],
  ['the holder confirms no password of his own', holder, reset, false],
  ['who asked confirms nothing', asked, certificate, false],
  ['who asked confirms no password', asked, reset, false],
  ['another of the kind of who asked', of('qian', 'securityAdmin'), certificate, false],
  ['another of the kind of who asked, a password', of('qian', 'securityAdmin'), reset, false],
  ['an administrator of another kind', of('wang', 'systemAdmin'), certificate, true],
  ['an administrator of another kind, a role', of('wang', 'systemAdmin'), roles('auditAdmin'), true],
  ['an administrator of another kind, a password', of('wang', 'systemAdmin'), reset, true],
  ['nobody who is none', owner, certificate, false],
  ['nobody who is none, a password', owner, reset, false],
])('%s', (_what, who, change, may) => {
  expect(mayConfirm(who, asked, holder, change, undefined)).toBe(may);
});
it.each([certificate, reset, roles('policyOwner')])(
  'is confirmed for a policy owner by an administrator and never by the holder: $what',
  (change) => {
    expect(mayConfirm(owner, asked, owner, change, undefined)).toBe(false);
    expect(mayConfirm(of('zhao', 'auditAdmin'), asked, owner, change, undefined)).toBe(true);
  },
);

it.each<[ToldChange, boolean]>([
  [roles('policyOwner'), false],
  [roles('auditAdmin'), false],
  [certificate, true],
  [reset, true],
])('is confirmed by who gave the account its last password only where it is no role: %o', (change, may) => {
  const giver = of('wang', 'systemAdmin');
  expect(mayConfirm(giver, asked, owner, change, 'wang')).toBe(may);
  expect(mayConfirm(of('zhao', 'auditAdmin'), asked, owner, change, 'wang')).toBe(true);
});
