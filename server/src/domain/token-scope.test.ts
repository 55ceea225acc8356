import { type Role, roles } from '@changping/contracts/roles';
import type { Instant, SiteId } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { identitiesOf } from './delegation.ts';
import { type Account, actions, may, refusalOf, unitsAbove, unitTree } from './rights.ts';
import { bound, refusalOfScope, type TokenScope } from './token-scope.ts';

const site = (id: string, tier: string, parent: string | null) => ({
  ...{ id: id as SiteId, tier },
  parent: parent as SiteId | null,
});
const tree = unitTree('ningxia', [
  site('RC-N', 'regional', null),
  site('CD-WZ', 'city', 'RC-N'),
  site('CS-323', 'county', 'CD-WZ'),
  site('CS-324', 'county', 'CD-WZ'),
  site('ST-323101', 'station', 'CS-323'),
]);
const units = [...tree.keys()];
const account = (unit: string, ...held: Role[]): Account => ({ id: 'zhang', unit, roles: held });
const scope = (unit: string, ...held: Role[]): TokenScope => ({ unit, roles: held });

it.each<[string, Account, TokenScope, ReturnType<typeof refusalOfScope>]>([
  [
    'a role of two, at one store',
    account('CD-WZ', 'storeKeeper', 'approver'),
    scope('CS-323', 'approver'),
    null,
  ],
  ['all of it', account('CD-WZ', 'approver'), scope('CD-WZ', 'approver'), null],
  ['a role that is not held', account('CD-WZ', 'storeKeeper'), scope('CS-323', 'approver'), 'rightMissing'],
  ['an administrator', account('ningxia', 'auditAdmin'), scope('CS-323', 'auditAdmin'), 'rightMissing'],
  ['no role', account('CD-WZ', 'storeKeeper'), scope('CS-323'), 'rightMissing'],
  ['a unit above', account('CS-323', 'storeKeeper'), scope('CD-WZ', 'storeKeeper'), 'outOfScope'],
  ['a unit beside', account('CS-323', 'storeKeeper'), scope('CS-324', 'storeKeeper'), 'outOfScope'],
  ['a unit that is not there', account('ningxia', 'approver'), scope('CS-999', 'approver'), 'outOfScope'],
])('binds a token to %s or says why not', (_what, maker, wish, refused) => {
  expect(refusalOfScope(maker, wish, tree)).toBe(refused);
});

it('lets a token see and do what is in its unit, and nothing above, beside or as another', () => {
  const keeper = bound(account('ningxia', 'storeKeeper', 'approver'), scope('CS-323', 'storeKeeper'));
  const reads = (unit: string) => refusalOf(keeper, 'readStock', unit, tree);
  expect(['CS-323', 'ST-323101', 'CS-324', 'CD-WZ', 'ningxia'].map(reads)).toEqual([
    ...[null, null, 'outOfScope', 'outOfScope', 'outOfScope'],
  ]);
  expect(refusalOf(keeper, 'approve:transfer', 'CS-323', tree)).toBe('rightMissing');
  const [since, now, until] = [1, 2, 3] as [Instant, Instant, Instant];
  const lent = {
    ...{ from: { ...account('ningxia', 'watchCommander'), id: 'li' }, to: 'zhang', since, until },
    ...{ actions: null, types: null, revokedAt: null },
  } as Parameters<typeof identitiesOf>[1][number];
  const asWhom = (who: Account) => identitiesOf(who, [lent], 'transfer', 'approve', now).length;
  expect([asWhom(account('ningxia', 'storeKeeper')), asWhom(keeper)]).toEqual([2, 1]);
});

it('never lets a token do what its owner may not, nor anything outside its unit, whatever its owner has become since', () => {
  const held = fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 4 });
  const unit = fc.constantFrom(...units);
  fc.assert(
    fc.property(
      ...([held, unit, held, unit, fc.constantFrom(...actions), unit] as const),
      (has, home, named, within, action, where) => {
        const owner = account(home, ...has);
        const token = bound(owner, scope(within, ...named));
        if (!may(token, action, where, tree)) return;
        expect(may(owner, action, where, tree)).toBe(true);
        expect(unitsAbove(where, tree)).toContain(within);
      },
    ),
    { numRuns: 2000 },
  );
});
