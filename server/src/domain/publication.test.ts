import { type Role, roles } from '@changping/contracts/roles';
import type { Instant, SiteId } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endOf } from './proposal-end.ts';
import { type ProposalState, proposalState, seconds } from './publication.ts';
import { type Account, may, unitTree } from './rights.ts';

const region = 'ningxia';
const tree = unitTree(region, [{ id: 'RC-S' as SiteId, tier: 'regional', parent: null }]);
const of = (id: string, unit: string, ...held: Role[]): Account => ({ id, unit, roles: held });
const owner = of('owner', region, 'policyOwner');
const other = of('other', region, 'policyOwner');
const supervisor = of('supervisor', region, 'supervisor');

it.each<[string, Account[], string[]]>([
  ['another owner, and the supervisor stays out', [owner, other, supervisor], ['other']],
  ['each of several others', [owner, other, of('third', region, 'policyOwner')], ['other', 'third']],
  ['the supervisor where there is no other', [owner, supervisor], ['supervisor']],
  [
    '… also beside an owner of a store alone',
    [owner, supervisor, of('far', 'RC-S', 'policyOwner')],
    ['supervisor'],
  ],
  ['no supervisor of a store alone', [owner, of('far', 'RC-S', 'supervisor')], []],
  ['nobody who holds other roles', [owner, of('li', region, 'approver'), of('wu', region, 'auditAdmin')], []],
  ['not himself, whatever he holds', [of('owner', region, 'policyOwner', 'supervisor')], []],
  ['no roles written past the rule', [owner, of('wu', region, 'policyOwner', 'auditAdmin')], []],
  ['nobody where he is alone', [owner], []],
])('agrees to what an owner of the region proposes: %s', (_, people, names) => {
  expect(seconds('owner', 'editPolicies', people, region, tree).map(({ id }) => id)).toEqual(names);
});

it('never has who proposed agree, nor a supervisor beside another owner, nor anybody without the right', () => {
  const someone = fc.record({
    id: fc.constantFrom('owner', 'b', 'c', 'd'),
    unit: fc.constantFrom(region, 'RC-S'),
    roles: fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 2 }),
  });
  const everybody = fc.uniqueArray(someone, { selector: ({ id }) => id });
  fc.assert(
    fc.property(everybody, (people) => {
      const found = seconds('owner', 'editPolicies', people, region, tree);
      const owners = people.filter((who) => who.id !== 'owner' && may(who, 'editPolicies', region, tree));
      for (const who of found) {
        expect(who.id).not.toBe('owner');
        expect(may(who, 'agreePolicies', region, tree)).toBe(true);
        expect(owners.length === 0 || owners.some(({ id }) => id === who.id)).toBe(true);
      }
      expect(found.length).toBeGreaterThanOrEqual(owners.length);
    }),
  );
});

const at = 1000 as Instant;
const proposed = { by: 'owner', after: 3, at };
it.each<[string, number, string[], number, ProposalState]>([
  ['open', 3, ['owner'], 1000, 'open'],
  ['to its last moment', 3, ['owner'], endOf(at) - 1, 'open'],
  ['lapsed', 3, ['owner'], endOf(at), 'lapsed'],
  ['overtaken', 4, ['owner'], 1000, 'overtaken'],
  ['overtaken before it lapsed', 4, ['owner'], endOf(at), 'overtaken'],
  ['ownerless', 3, ['other'], 1000, 'ownerless'],
])('is %s', (_, newest, owners, now, state) => {
  const told = (isRefused: boolean) =>
    proposalState({ ...proposed, isRefused }, newest, new Set(owners), now as Instant);
  expect(told(false)).toBe(state);
  expect(told(true)).toBe('refused');
});
