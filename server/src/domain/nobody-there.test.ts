import type { Role } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mayAct } from './approval.ts';
import { type ApprovalRule, isApproved, type Paper, type Signatures } from './approval-policy.ts';
import { sampleApprovals } from './approval-table.ts';
import type { Delegation } from './delegation.ts';
import { nobodyThere } from './nobody-there.ts';
import type { Account } from './rights.ts';

const tree = new Map<string, string | null>([
  ['nx', null],
  ['RC-S', 'nx'],
  ['CS-1', 'RC-S'],
  ['CS-2', 'RC-S'],
]);
const person = (id: string, unit: string, ...roles: Role[]): Account => ({ id, unit, roles });
const people = [
  person('top', 'nx', 'approver'),
  person('near', 'RC-S', 'approver'),
  person('keeper', 'RC-S', 'storeKeeper'),
  person('one', 'CS-1', 'approver', 'storeKeeper'),
  person('two', 'CS-2', 'storeKeeper'),
];
const changed = (id: string, more: Partial<ApprovalRule>) =>
  sampleApprovals.rules.map((rule) => (rule.id === id ? { ...rule, ...more } : rule));
const signed = (...signatures: [role: Role, unit: 'own' | 'above' | 'regional', count?: number][]) => ({
  signatures: signatures.map(([role, unit, count = 1]): Signatures => ({ by: [{ role, unit }], count })),
});
const told = (rules: readonly ApprovalRule[], who = people) =>
  nobodyThere(sampleApprovals, { rules }, who, tree).map(({ rule, unit }) => `${rule} ${unit}`);

it.each<[string, readonly ApprovalRule[], string[]]>([
  ['the table as it stands takes nothing from anybody', sampleApprovals.rules, []],
  ['own approvers alone: CS-2 has none', changed('approve', signed(['approver', 'own'])), ['approve CS-2']],
  [
    'two from above, where there are two',
    changed('approve', signed(['approver', 'above', 2])),
    ['approve RC-S'],
  ],
  [
    'two signatures that only one person could give',
    changed('approve', signed(['approver', 'regional'], ['approver', 'regional'])),
    ['approve RC-S', 'approve CS-1', 'approve CS-2'],
  ],
  [
    'own and from above: each another person',
    changed('approve', signed(['approver', 'own'], ['approver', 'above'])),
    ['approve CS-2'],
  ],
  [
    'what nobody could sign before is no fault of the new table',
    changed('supply', signed(['guest', 'own'])),
    [],
  ],
])('%s', (_, rules, wrong) => {
  expect(told(rules)).toEqual(wrong);
});

it('finds too who is left without a row that is gone: what the watch could approve in an emergency, and no approver is there for', () => {
  const few = [person('watch', 'nx', 'watchCommander'), person('two', 'CS-2', 'storeKeeper')];
  const without = sampleApprovals.rules.filter(({ id }) => id !== 'approve-emergency');
  expect(told(without, few)).toEqual(['approve-dear CS-2', 'approve CS-2']);
});

it('goes through a table whose rows tell everything apart no longer than it may hold others up, and says at which row it is too much', () => {
  const general = {
    ...(sampleApprovals.rules.find(({ id }) => id === 'approve') as ApprovalRule),
    classes: null,
  };
  const fine = Array.from({ length: 150 }, (_, n) => ({
    ...general,
    ...{ id: `row-${n}`, types: null, fen: { from: n, to: null }, ...signed(['approver', 'regional']) },
    classes: Array.from({ length: 20 }, (_, i) => `c${n}-${i}`),
  }));
  const began = performance.now();
  const wrong = nobodyThere(sampleApprovals, { rules: [...fine, general] }, people, tree);
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(wrong.at(-1)).toEqual({ rule: 'approve', fault: 'tooIntricate' });
  // A whole region that signs every step otherwise than before is none.
  const stores = Array.from({ length: 30 }, (_, n) => `CS-${n}`);
  const region = new Map<string, string | null>([['nx', null], ...stores.map((id) => [id, 'nx'] as const)]);
  const all = [...region.keys()].flatMap((unit) =>
    Array.from({ length: 10 }, (_, n) => person(`${unit}-${n}`, unit, n % 2 ? 'approver' : 'storeKeeper')),
  );
  const otherwise = sampleApprovals.rules.map((rule) => ({
    ...rule,
    signatures: rule.signatures.map((each) => ({ ...each, by: [...each.by, ...each.by] })),
  }));
  expect(nobodyThere(sampleApprovals, { rules: otherwise }, all, region)).toEqual([]);
}, 30_000);

it('finds that nobody is left exactly where every way to give each signature to somebody else fails', () => {
  const unit = fc.constantFrom('nx', 'RC-S', 'CS-1', 'CS-2');
  const whose = fc.constantFrom('own' as const, 'above' as const, 'regional' as const);
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 5 }),
      fc.array(whose, { minLength: 1, maxLength: 3 }),
      (of, places) => {
        const who = of.map((each, n) => person(`p${n}`, each, 'approver'));
        const rules = changed(
          'approve',
          signed(...places.map((each) => ['approver', each] as ['approver', 'own'])),
        );
        const wrong = told(rules, who);
        for (const each of tree.keys()) {
          const able = who.map((one) => one.unit).filter((at) => lineOf(each).includes(at));
          const isStore = each !== 'nx' && of.some((at) => at === each);
          const isLeft = isStore && able.length > 0 && !canGive(places, each, able);
          expect(wrong.includes(`approve ${each}`), each).toBe(isLeft);
        }
      },
    ),
  );
});

const at = 1_790_000_000_000 as Instant;
const lent = (from: Account, to: string): Delegation => ({
  ...{ from, to, since: at, until: (at + 1) as Instant, actions: null, types: null, revokedAt: null },
});
/** Is there any order in which these may approve, as each step is judged? */
function canApprove(rules: readonly ApprovalRule[], who: readonly Account[], loans: Delegation[], on: Paper) {
  const policy = { version: 2, rules };
  if (isApproved(policy, on)) return true;
  return who.some((each): boolean => {
    const verdict = mayAct({ policy, delegations: loans, tree }, each, on, 'approve', at);
    const signed = verdict.yes ? [...on.signed, verdict.signature] : [];
    return verdict.yes && canApprove(rules, who, loans, { ...on, signed });
  });
}
const paper = (unit: string): Paper => ({
  ...{ type: 'transfer', unit, classes: [], fen: 0, urgency: 'routine', level: null, signed: [] },
});
const stores = ['RC-S', 'CS-1', 'CS-2'];
const find = (id: string) => people.find((each) => each.id === id) as Account;

it.each<[string, Delegation[], Parameters<typeof signed>, string[]]>([
  [
    'a deputy signs where the one he stands in for could',
    [lent(find('near'), 'two')],
    [['approver', 'above']],
    [],
  ],
  ['he is no approver of his own store', [lent(find('near'), 'two')], [['approver', 'own']], ['CS-2']],
  ['one and his deputy are not two', [lent(find('top'), 'keeper')], [['approver', 'above', 2]], ['RC-S']],
  [
    'nor is one who signs for himself and for another',
    [lent(find('near'), 'top'), lent(find('top'), 'near')],
    [
      ['approver', 'above'],
      ['approver', 'regional'],
    ],
    ['RC-S'],
  ],
])('with deputies it is as without: %s', (_, loans, places, wrong) => {
  const rules = changed('approve', signed(...places));
  expect(told(rules)).toEqual(wrong.map((unit) => `approve ${unit}`));
  expect(stores.filter((unit) => !canApprove(rules, people, loans, paper(unit)))).toEqual(wrong);
});

it('says that nobody is left exactly where no order of signatures, of people and deputies, would do', () => {
  const unit = fc.constantFrom('nx', 'RC-S', 'CS-1', 'CS-2');
  const place = fc.tuple(
    fc.constant('approver' as const),
    fc.constantFrom('own' as const, 'above' as const, 'regional' as const),
  );
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 4 }),
      fc.array(place, { minLength: 1, maxLength: 3 }),
      (of, pairs, places) => {
        const who = of.map((each, n) =>
          person(`p${n}`, each, 'approver', ...(n % 2 ? ['storeKeeper' as const] : [])),
        );
        const loans = pairs.flatMap(([from, to]) => {
          const lender = who[from];
          return lender && who[to] && from !== to ? lent(lender, `p${to}`) : [];
        });
        const rules = changed('approve', signed(...places));
        const wrong = told(rules, who);
        for (const each of stores) {
          const isOurs = who.some((one) => one.unit === each);
          const before = isOurs && canApprove(sampleApprovals.rules, who, loans, paper(each));
          const isLeft = before && !canApprove(rules, who, loans, paper(each));
          expect(wrong.includes(`approve ${each}`), each).toBe(isLeft);
        }
      },
    ),
  );
});

const lineOf = (unit: string): string[] => [
  unit,
  ...(tree.get(unit) ? lineOf(tree.get(unit) as string) : []),
];
function canGive([place, ...rest]: readonly string[], unit: string, people: readonly string[]): boolean {
  if (place === undefined) return true;
  const [own, ...above] = lineOf(unit) as [string, ...string[]];
  const units = place === 'own' ? [own] : place === 'above' ? above : [above.at(-1) ?? own];
  return people.some((at, n) => units.includes(at) && canGive(rest, unit, people.toSpliced(n, 1)));
}
