import { type DocumentType, documentTypes } from '@changping/contracts/document-words';
import { administrators, type Role, roles } from '@changping/contracts/roles';
import type { SiteId } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type Account,
  type Action,
  actions,
  conflictsOf,
  dutiesOf,
  may,
  movesStock,
  refusalOf,
  refusalOfGrant,
  rights,
  unitsAbove,
  unitTree,
} from './rights.ts';

const site = (id: string, tier: string, parent: string | null) => ({
  ...{ id: id as SiteId, tier },
  parent: parent as SiteId | null,
});
const tree = unitTree('ningxia', [
  site('NAT-LZ', 'external', null),
  site('RC-N', 'regional', 'NAT-LZ'),
  site('CD-WZ', 'city', 'RC-N'),
  site('CS-323', 'county', 'CD-WZ'),
  site('CS-324', 'county', 'CD-WZ'),
  site('ST-323101', 'station', 'CS-323'),
  site('PT-WATER', 'partner', 'CS-323'),
]);
const account = (unit: string, ...held: Role[]): Account => ({ id: 'zhang', unit, roles: held });

it.each<[string, Account, Action, string, ReturnType<typeof refusalOf>]>([
  ['a keeper counts in the own store', account('CS-323', 'storeKeeper'), 'count:count', 'CS-323', null],
  ['… and in the room below it', account('CS-323', 'storeKeeper'), 'count:count', 'ST-323101', null],
  ['… not next door', account('CS-323', 'storeKeeper'), 'readStock', 'CS-324', 'outOfScope'],
  ['… not above', account('CS-323', 'storeKeeper'), 'readStock', 'CD-WZ', 'outOfScope'],
  ['… and approves nothing', account('CS-323', 'storeKeeper'), 'approve:transfer', 'CS-323', 'rightMissing'],
  ['the region sees every room', account('ningxia', 'watchCommander'), 'readStock', 'ST-323101', null],
  ['… and the depot outside it', account('ningxia', 'watchCommander'), 'readStock', 'NAT-LZ', null],
  ['a city approves for its counties', account('CD-WZ', 'approver'), 'approve:transfer', 'CS-324', null],
  ['two roles add up', account('CS-323', 'storeKeeper', 'approver'), 'approve:transfer', 'CS-323', null],
  ['a partner sees its own', account('PT-WATER', 'partner'), 'readStock', 'PT-WATER', null],
  ['… alone', account('CS-323', 'partner'), 'readStock', 'PT-WATER', 'outOfScope'],
  [
    'supply runs down from Lanzhou, sight does not',
    account('NAT-LZ', 'guest'),
    'readStock',
    'RC-N',
    'outOfScope',
  ],
  ['a unit that is not there', account('ningxia', 'approver'), 'readStock', 'CS-999', 'outOfScope'],
  ['an account of no unit', account('CS-999', 'approver'), 'readStock', 'CS-999', 'outOfScope'],
  ['an account without a role', account('ningxia'), 'readStock', 'RC-N', 'rightMissing'],
  [
    'roles written past the rule',
    account('ningxia', 'auditAdmin', 'approver'),
    'readAudit',
    'RC-N',
    'rolesConflict',
  ],
  [
    'the system administrator makes accounts',
    account('ningxia', 'systemAdmin'),
    'createUsers',
    'CS-323',
    null,
  ],
  ['… and grants none', account('ningxia', 'systemAdmin'), 'grantRoles', 'CS-323', 'rightMissing'],
  ['… nor reads the audit', account('ningxia', 'systemAdmin'), 'readAudit', 'ningxia', 'rightMissing'],
  ['… nor clears it', account('ningxia', 'systemAdmin'), 'purgeAudit', 'ningxia', 'rightMissing'],
  [
    'the audit administrator makes none',
    account('ningxia', 'auditAdmin'),
    'createUsers',
    'CS-323',
    'rightMissing',
  ],
  ['a supervisor sees why a piece moved', account('CD-WZ', 'supervisor'), 'readTrail', 'CS-323', null],
  ['… and moves none', account('CD-WZ', 'supervisor'), 'pick:transfer', 'CS-323', 'rightMissing'],
])('%s', (_, who, action, unit, refusal) => {
  expect(refusalOf(who, action, unit, tree)).toBe(refusal);
  expect(may(who, action, unit, tree)).toBe(refusal === null);
});

it('keeps the three administrators apart, and from every movement of stock', () => {
  for (const one of administrators) {
    expect([...rights[one]].filter(movesStock)).toEqual([]);
    for (const other of roles) if (other !== one) expect(conflictsOf([one, other])).toHaveLength(1);
  }
  const holders = (action: Action) => roles.filter((role) => rights[role].has(action));
  expect(holders('readAudit')).toEqual(['auditAdmin']);
  expect(holders('purgeAudit')).toEqual(['auditAdmin']);
  expect(holders('grantRoles')).toEqual(['securityAdmin']);
  expect(holders('createUsers')).toEqual(['systemAdmin']);
  expect(holders('editPolicies')).toEqual(['policyOwner']);
  expect(holders('agreePolicies')).toEqual(['supervisor', 'policyOwner']);
});

it('has somebody who says yes to every document that anybody may ask for', () => {
  const held = new Set(roles.flatMap((role) => [...rights[role]]));
  for (const action of held) expect(actions).toContain(action);
  for (const type of Object.keys(documentTypes) as DocumentType[]) {
    expect(held).toContain(`ask:${type}`);
    expect(held).toContain(type === 'spotCheck' ? 'supervise:spotCheck' : `approve:${type}`);
  }
});

it('tells what somebody may do to a document at a store', () => {
  const keeper = account('CS-323', 'storeKeeper');
  const duties = ['ask', 'pick', 'release', 'carry', 'receive', 'keep', 'count'];
  expect(dutiesOf(keeper, 'transfer', 'ST-323101', tree)).toEqual(duties);
  expect(dutiesOf(keeper, 'transfer', 'CS-324', tree)).toEqual([]);
  expect(dutiesOf(account('PT-WATER', 'partner'), 'callOff', 'PT-WATER', tree)).toEqual(['supply']);
});

it('grants to others what makes no conflict, and never to oneself', () => {
  const granter = account('ningxia', 'securityAdmin');
  const li = { id: 'li', unit: 'CS-323', roles: ['storeKeeper'] as Role[] };
  expect(refusalOfGrant(granter, li, 'approver', tree)).toBeNull();
  expect(refusalOfGrant(granter, li, 'supervisor', tree)).toBe('rolesConflict');
  expect(refusalOfGrant(granter, li, 'systemAdmin', tree)).toBe('rolesConflict');
  expect(refusalOfGrant(granter, { ...li, id: 'zhang' }, 'approver', tree)).toBe('grantToSelf');
  expect(refusalOfGrant(account('ningxia', 'systemAdmin'), li, 'approver', tree)).toBe('rightMissing');
  expect(refusalOfGrant(account('CS-324', 'securityAdmin'), li, 'approver', tree)).toBe('outOfScope');
});

it('ends in a tree that runs in a ring', () => {
  const ring = new Map([
    ['a', 'b'],
    ['b', 'a'],
  ]);
  expect(unitsAbove('a', ring)).toEqual(['a', 'b']);
});

const someRoles = fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 4 });
const trees = fc.array(fc.nat(), { minLength: 1, maxLength: 20 }).map((parents) => {
  const rows = parents.map((parent, at): [string, string | null] => [
    `u${at}`,
    at === 0 ? null : `u${parent % at}`,
  ]);
  return new Map(rows);
});

it('hands down what a unit may see, adds a role without taking one away, and gives an administrator nothing that moves', () => {
  fc.assert(
    fc.property(
      trees,
      someRoles,
      fc.nat(),
      fc.nat(),
      fc.constantFrom(...actions),
      (units, held, own, at, action) => {
        const who: Account = { id: 'a', unit: `u${own % units.size}`, roles: held };
        const unit = `u${at % units.size}`;
        const parent = units.get(unit);
        const yes = may(who, action, unit, units);
        const isInside = !held.includes('guest') && !held.includes('partner');
        if (parent && isInside && may(who, action, parent, units)) expect(yes).toBe(true);
        if (yes && unit !== who.unit) expect(parent && may(who, action, parent, units)).toBe(true);
        if (yes) expect(unitsAbove(unit, units)).toContain(who.unit);
        if (yes && movesStock(action))
          expect(held.some((role) => administrators.some((each) => each === role))).toBe(false);
        expect(yes && held.filter((role) => administrators.some((each) => each === role)).length > 1).toBe(
          false,
        );
      },
    ),
    { numRuns: 1000 },
  );
});
