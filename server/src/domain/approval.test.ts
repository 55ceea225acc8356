import type { Duty } from '@changping/contracts/document-words';
import { type Role, roles } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Basis, reviewOf } from './act-first.ts';
import { type Chart, mayAct } from './approval.ts';
import { tableFaults } from './approval-faults.ts';
import { isApproved, type Paper, policyFaults, ruleFor, type Signed } from './approval-policy.ts';
import { sampleApprovals } from './approval-table.ts';
import { type Delegation, delegationMs } from './delegation.ts';
import { type Account, rights } from './rights.ts';

const hour = 3_600_000;
const at = (hours: number) => (1_790_000_000_000 + hours * hour) as Instant;
const tree = new Map<string, string | null>([
  ['nx', null],
  ['RC-N', 'nx'],
  ['CD-WZ', 'RC-N'],
  ['CS-323', 'CD-WZ'],
  ['CS-324', 'CD-WZ'],
  ['PT-1', 'CS-323'],
]);
const person = (id: string, unit: string, ...held: Role[]): Account => ({ id, unit, roles: held });
const people = {
  keeper: person('keeper', 'CS-323', 'storeKeeper'),
  both: person('both', 'CS-323', 'storeKeeper', 'approver'),
  city: person('city', 'CD-WZ', 'approver'),
  next: person('next', 'CS-324', 'approver'),
  north: person('north', 'RC-N', 'approver'),
  top: person('top', 'nx', 'approver'),
  watch: person('watch', 'nx', 'watchCommander'),
  partner: person('partner', 'PT-1', 'partner'),
  admin: person('admin', 'nx', 'systemAdmin'),
};
type Name = keyof typeof people;
const chart = (delegations: Delegation[] = []): Chart => ({ policy: sampleApprovals, delegations, tree });
const paper = (more: Partial<Paper> = {}): Paper => ({
  ...{ type: 'transfer', unit: 'CS-323', classes: ['B'], fen: 100_00, urgency: 'routine', level: null },
  ...{ signed: [] },
  ...more,
});
const lent = (from: Name, to: Name, more: Partial<Delegation> = {}): Delegation => ({
  ...{ from: people[from], to: people[to].id, since: at(0), until: at(48), actions: null, types: null },
  ...{ revokedAt: null },
  ...more,
});

/** As one signs after the other; each must be allowed to. */
function signedBy(on: Paper, steps: [Name, Duty][], by = chart(), basis: Basis | null = null): Paper {
  let so = on;
  for (const [n, [name, action]] of steps.entries()) {
    const verdict = mayAct(by, people[name], so, action, at(n), basis);
    if (!verdict.yes) throw new Error(`${name} may not ${action}: ${verdict.code}`);
    so = { ...so, signed: [...so.signed, verdict.signature] };
  }
  return so;
}
const answer = (
  name: Name,
  on: Paper,
  action: Duty,
  by = chart(),
  now = at(9),
  basis: Basis | null = null,
) => {
  const verdict = mayAct(by, people[name], on, action, now, basis);
  return verdict.yes ? 'yes' : verdict.code;
};

const asked = signedBy(paper(), [['keeper', 'ask']]);
const dear = signedBy(paper({ fen: 600_000_00 }), [['keeper', 'ask']]);
const byBoth = signedBy(paper(), [['both', 'ask']]);
const picked = signedBy(asked, [
  ['both', 'approve'],
  ['keeper', 'pick'],
]);
const approvedOut = (fen: number) =>
  signedBy(paper({ type: 'handOut', fen }), [
    ['keeper', 'ask'],
    ['both', 'approve'],
  ]);
const call = signedBy(paper({ type: 'dispatch', level: 'II' }), [['watch', 'ask']]);
const write: Basis = { order: '宁公应急〔2026〕7号', phone: null, photo: null };

it.each<[string, Name, Paper, Duty, string]>([
  ['the approver of the county approves', 'both', asked, 'approve', 'yes'],
  ['so does the city above', 'city', asked, 'approve', 'yes'],
  ['not the county next to it', 'next', asked, 'approve', 'dutyMissing'],
  ['nor a keeper', 'keeper', asked, 'approve', 'dutyMissing'],
  ['nor an administrator', 'admin', asked, 'approve', 'dutyMissing'],
  ['nobody approves an own request', 'both', byBoth, 'approve', 'samePerson'],
  ['what is asked is not yet picked', 'keeper', asked, 'pick', 'approvalMissing'],
  ['what is approved is', 'keeper', signedBy(asked, [['both', 'approve']]), 'pick', 'yes'],
  ['one yes is enough', 'city', signedBy(asked, [['both', 'approve']]), 'approve', 'alreadySigned'],
  ['of what is dear it is not', 'keeper', signedBy(dear, [['both', 'approve']]), 'pick', 'approvalMissing'],
  ['the second is the region’s', 'top', signedBy(dear, [['both', 'approve']]), 'approve', 'yes'],
  ['… and no city’s', 'city', signedBy(dear, [['both', 'approve']]), 'approve', 'dutyMissing'],
  [
    'a cheap paper that became dear is approved anew',
    'keeper',
    { ...signedBy(asked, [['both', 'approve']]), fen: 600_000_00 },
    'pick',
    'approvalMissing',
  ],
  ['who picked does not release', 'keeper', picked, 'release', 'samePerson'],
  ['another does', 'both', picked, 'release', 'yes'],
  ['goods are picked in parts', 'keeper', picked, 'pick', 'yes'],
  [
    'of a cheap hand-out who asked gives out what another approved',
    'keeper',
    approvedOut(100_00),
    'release',
    'yes',
  ],
  [
    'not before',
    'keeper',
    signedBy(paper({ type: 'handOut' }), [['keeper', 'ask']]),
    'release',
    'samePerson',
  ],
  ['nor of a dear one', 'keeper', approvedOut(50_000_00), 'release', 'samePerson'],
  [
    'what was borrowed is taken back by who lent it',
    'keeper',
    signedBy(approvedOut(100_00), [['keeper', 'release']]),
    'receive',
    'yes',
  ],
  ['who released does not receive', 'both', signedBy(picked, [['both', 'release']]), 'receive', 'samePerson'],
  ['high levels are the region’s', 'city', call, 'approve', 'dutyMissing'],
  ['and no one’s who asked', 'watch', call, 'approve', 'samePerson'],
  [
    'a partner supplies what was called',
    'partner',
    paper({ type: 'callOff', unit: 'PT-1' }),
    'supply',
    'approvalMissing',
  ],
  ['a unit that is not there is nobody’s', 'watch', { ...asked, unit: 'CS-999' }, 'approve', 'dutyMissing'],
  [
    'valuable goods are counted off by the unit above',
    'both',
    paper({ type: 'count', classes: ['C', 'A'] }),
    'approve',
    'dutyMissing',
  ],
])('%s', (_, name, on, action, code) => {
  expect(answer(name, on, action)).toBe(code);
});

it('serves a county of two people, with the unit above for the signature neither may give', () => {
  const usual = signedBy(paper(), [
    ['keeper', 'ask'],
    ['both', 'approve'],
    ['keeper', 'pick'],
    ['both', 'release'],
  ]);
  expect(usual.signed).toHaveLength(4);
  const otherWay = signedBy(paper(), [
    ['both', 'ask'],
    ['city', 'approve'],
    ['keeper', 'pick'],
  ]);
  for (const name of ['both', 'keeper'] as const)
    expect(answer(name, otherWay, 'release')).toBe('samePerson');
  expect(answer('city', otherWay, 'release')).toBe('yes');
});

it('tells who could instead', () => {
  const verdict = mayAct(chart(), people.both, byBoth, 'approve', at(1));
  expect(verdict).toEqual({
    yes: false,
    code: 'samePerson',
    could: [
      { role: 'approver', units: ['CS-323'] },
      { role: 'approver', units: ['CD-WZ', 'RC-N', 'nx'] },
    ],
  });
  expect(mayAct(chart(), people.keeper, signedBy(dear, [['both', 'approve']]), 'pick', at(1))).toEqual({
    yes: false,
    code: 'approvalMissing',
    could: [{ role: 'approver', units: ['nx'] }],
  });
  const nothing = mayAct(
    { ...chart(), policy: { version: 1, rules: [] } },
    people.both,
    asked,
    'approve',
    at(1),
  );
  expect(nothing).toEqual({ yes: false, code: 'noPolicy', could: [] });
});

it.each<[string, Delegation, number, string]>([
  ['in its term', lent('both', 'keeper'), 1, 'yes'],
  ['before it', lent('both', 'keeper', { since: at(2) }), 1, 'dutyMissing'],
  ['after it', lent('both', 'keeper', { until: at(1) }), 1, 'dutyMissing'],
  ['revoked', lent('both', 'keeper', { revokedAt: at(1) }), 1, 'dutyMissing'],
  ['for other steps', lent('both', 'keeper', { actions: ['release'] }), 1, 'dutyMissing'],
  ['for other papers', lent('both', 'keeper', { types: ['disposal'] }), 1, 'dutyMissing'],
  [
    'for longer than may be',
    lent('both', 'keeper', { until: (at(0) + delegationMs + 1) as Instant }),
    1,
    'dutyMissing',
  ],
  ['of another unit', lent('next', 'keeper'), 1, 'dutyMissing'],
  ['to an administrator', lent('both', 'admin'), 1, 'dutyMissing'],
  ['to a partner', lent('both', 'partner'), 1, 'dutyMissing'],
])('lets one stand in for another: %s', (_, delegation, hours, code) => {
  const byCity = { ...paper(), signed: [{ ...asked.signed[0]!, person: 'city', as: 'city' }] };
  const name = Object.values(people).find(({ id }) => id === delegation.to)!.id as Name;
  expect(answer(name, byCity, 'approve', chart([delegation]), at(hours))).toBe(code);
});

it('lets nobody approve an own request through a friend, nor twice under two names', () => {
  const round = chart([
    lent('both', 'city'),
    lent('city', 'both'),
    lent('city', 'keeper'),
    lent('top', 'both'),
  ]);
  // As the one who asked, as his stand-in, and standing in for another.
  const forCity = mayAct(chart([lent('both', 'city')]), people.city, byBoth, 'approve', at(1));
  expect(forCity).toMatchObject({ yes: true, signature: { as: 'city' } });
  expect(answer('both', byBoth, 'approve', round, at(1))).toBe('samePerson');
  const second = signedBy(dear, [['both', 'approve']], round);
  expect(answer('both', second, 'approve', round, at(1))).toBe('samePerson');
});

it('lets goods go before the approval on an order from outside, and wants it within a day', () => {
  const urgent = signedBy(paper({ urgency: 'emergency' }), [['keeper', 'ask']]);
  expect(answer('keeper', urgent, 'pick')).toBe('basisMissing');
  expect(answer('keeper', urgent, 'pick', chart(), at(1), { order: ' ', phone: '', photo: null })).toBe(
    'basisMissing',
  );
  expect(answer('keeper', asked, 'pick', chart(), at(1), write)).toBe('approvalMissing');
  const first = mayAct(chart(), people.keeper, urgent, 'pick', at(1), write);
  expect(first).toMatchObject({ yes: true, owes: { what: 'approval', dueAt: at(25) } });
  const gone = { ...urgent, signed: [...urgent.signed, ...(first.yes ? [first.signature] : [])] };
  // The next step does not put it off.
  expect(mayAct(chart(), people.both, gone, 'release', at(20), write)).toMatchObject({
    owes: { dueAt: at(25) },
  });
  expect(reviewOf(sampleApprovals, urgent, at(2))).toBeNull();
  expect(reviewOf(sampleApprovals, gone, at(25))).toEqual({ state: 'waiting', dueAt: at(25) });
  expect(reviewOf(sampleApprovals, gone, at(26))).toEqual({ state: 'overdue', dueAt: at(25) });
  // Who is alone lets go what he picked and asked for himself, and without an order nothing.
  expect(answer('keeper', gone, 'release', chart(), at(2), write)).toBe('yes');
  expect(answer('keeper', gone, 'release', chart(), at(2))).toBe('basisMissing');
  // Who let them go does not sign afterwards.
  expect(answer('keeper', gone, 'approve', chart([lent('city', 'keeper')]))).toBe('samePerson');
  const sign = (hours: number): Paper => {
    const verdict = mayAct(chart(), people.city, gone, 'approve', at(hours));
    return { ...gone, signed: [...gone.signed, ...(verdict.yes ? [verdict.signature] : [])] };
  };
  expect(reviewOf(sampleApprovals, sign(3), at(99))).toEqual({ state: 'inTime', dueAt: at(25) });
  expect(reviewOf(sampleApprovals, sign(26), at(99))).toEqual({ state: 'late', dueAt: at(25) });
  expect(reviewOf(sampleApprovals, picked, at(99))).toBeNull();
});

it('takes the sample table as it is, and tells every mistake of another at once', () => {
  expect(tableFaults(sampleApprovals.rules)).toEqual([]);
  const [good] = sampleApprovals.rules;
  const none = { by: [{ role: 'systemAdmin', unit: 'own' }], count: 0 } as const;
  const rules = [
    { ...good!, fen: { from: 5, to: 5 }, signatures: [none] },
    { ...good!, action: 'pick' as const, signatures: [] },
  ];
  expect(policyFaults({ rules }).map(({ fault }) => fault)).toEqual([
    ...['emptyRange', 'countBelowOne', 'nobodyMay'],
    ...['sameId', 'noSignature', 'actFirstOnlyApproval'],
  ]);
});

it('tells of a table that would leave papers with nobody, of rows that none comes to, and of an exception without a bound', () => {
  const { rules } = sampleApprovals;
  const told = (changed: typeof rules) => tableFaults(changed).map(({ rule, fault }) => `${rule} ${fault}`);
  expect(told(rules.filter(({ id }) => id !== 'release'))).toEqual(['release noGeneralRow']);
  const general = rules.find(({ id }) => id === 'approve')!;
  expect(told([{ ...general, id: 'all' }, ...rules])).toEqual(
    rules.filter(({ action }) => action === 'approve').map(({ id }) => `${id} neverReached`),
  );
  const out = rules.find(({ id }) => id === 'release-hand-out')!;
  for (const more of [
    { types: null },
    { types: ['handOut', 'transfer'] as const },
    { fen: { from: 0, to: null } },
  ])
    expect(told([{ ...out, id: 'mine', ...more }, ...rules])).toContain('mine byAskerOnlyHandOut');
});

const units = [...tree.keys()];
const accounts = fc.array(
  fc.record({
    unit: fc.constantFrom(...units),
    roles: fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 3 }),
  }),
  { minLength: 2, maxLength: 6 },
);
const loans = fc.array(fc.record({ from: fc.nat(5), to: fc.nat(5) }), { maxLength: 12 });
const steps = fc.array(
  fc.record({
    who: fc.nat(5),
    action: fc.constantFrom<Duty>('ask', 'approve', 'pick', 'release', 'receive'),
  }),
  { maxLength: 25 },
);
const about = fc.record({
  type: fc.constantFrom<Paper['type']>('transfer', 'disposal', 'dispatch', 'count'),
  unit: fc.constantFrom(...units),
  fen: fc.constantFrom(0, 900_000_00),
  urgency: fc.constantFrom<Paper['urgency']>('routine', 'emergency'),
  level: fc.constantFrom<Paper['level']>(null, 'I', 'IV'),
});

it('never lets anyone approve an own request by any chain of delegations, nor a role do what it has no right to', () => {
  const meet = (one: Signed, other: Signed) =>
    [one.person, one.as].some((id) => id === other.person || id === other.as);
  let approved = 0;
  fc.assert(
    fc.property(accounts, loans, steps, about, (rows, given, tries, facts) => {
      // Many hold the one role that counts, so that something happens.
      const staff = rows.map((row, n): Account => {
        const held: Role[] = n % 2 ? ['storeKeeper', 'approver'] : row.roles;
        return { id: `p${n}`, unit: row.unit, roles: held };
      });
      const delegations = given.flatMap(({ from, to }): Delegation[] => {
        const lender = staff[from % staff.length]!;
        return [
          {
            from: lender,
            to: `p${to % staff.length}`,
            since: at(0),
            until: at(99),
            actions: null,
            types: null,
            revokedAt: null,
          },
        ];
      });
      let on = paper(facts);
      const alone = new Set<Signed>();
      tries.forEach(({ who, action }, n) => {
        const verdict = mayAct(chart(delegations), staff[who % staff.length]!, on, action, at(n), write);
        if (verdict.yes && verdict.owes) alone.add(verdict.signature);
        if (verdict.yes) on = { ...on, signed: [...on.signed, verdict.signature] };
        else expect(verdict.code).toMatch(/dutyMissing|samePerson|approvalMissing|alreadySigned|noPolicy/);
      });
      const of = (...actions: Duty[]) => on.signed.filter(({ action }) => actions.includes(action));
      for (const [n, yes] of of('approve').entries()) {
        for (const ask of of('ask').filter(({ at: when }) => when < yes.at))
          expect(meet(yes, ask)).toBe(false);
        for (const other of of('approve').slice(n + 1)) expect(meet(yes, other)).toBe(false);
        for (const first of of('release', 'pick').filter(({ at: when }) => when < yes.at))
          expect(meet(yes, first)).toBe(false);
      }
      for (const out of of('release').filter((one) => !alone.has(one)))
        for (const pick of of('pick', 'ask').filter(({ at: when }) => when < out.at))
          expect(meet(out, pick)).toBe(false);
      for (const { person: hand, as, action } of on.signed) {
        const lender = staff.find(({ id }) => id === as)!;
        expect(lender.roles.some((role) => rights[role].has(`${action}:${on.type}`))).toBe(true);
        expect(hand === as || delegations.some(({ from, to }) => from.id === as && to === hand)).toBe(true);
      }
      if (isApproved(sampleApprovals, on)) approved += 1;
      expect(isApproved(sampleApprovals, on)).toBe(
        of('approve').length === ruleFor(sampleApprovals, on, 'approve')!.signatures.length,
      );
    }),
    { numRuns: 3000 },
  );
  expect(approved).toBeGreaterThan(100);
});
