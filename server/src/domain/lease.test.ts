import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { slot } from '../../test/document-walk.ts';
import { isOpen, type Lease, type LooseLease, restOn } from './lease.ts';

const at = (n: number) => n as Instant;
const lease = (more: Partial<Lease> = {}): Lease => ({
  ...{ piece: 'P1', by: 'approver', handheld: 1, madeAt: at(100), until: at(200), endedAt: null },
  ...more,
});
const line = (more: Partial<Wanted> = {}): Wanted => ({
  ...{ lot: 'Q-1', piece: null, wanted: 1, from: slot('RC-S/A') },
  ...more,
});
type Wanted = Parameters<typeof restOn>[0][number];
const told = (rest: ReturnType<typeof restOn>) =>
  rest.ok ? [rest.by, ...rest.uses.map(({ key, quantity }) => `${key}:${quantity}`)].join(' ') : rest.why;
const judge = (given: Lease | null, handheld: number | null, signed: number) => {
  const leased = { pieces: new Map(given ? [['P1', given]] : []), loose: [] };
  const rest = restOn([line({ piece: 'P1' })], leased, handheld, at(signed));
  return rest.ok ? 'free' : rest.why;
};

it.each([
  ['leased to it', lease(), 1, 150, 'free'],
  ['at its first moment', lease(), 1, 100, 'free'],
  ['at its last moment', lease(), 1, 200, 'free'],
  ['after its end', lease(), 1, 201, 'over'],
  ['before it was leased', lease(), 1, 99, 'notLeased'],
  ['leased to nobody', null, 1, 150, 'notLeased'],
  ['leased to another', lease({ handheld: 2 }), 1, 150, 'ofAnother'],
  ['leased to another before', lease({ handheld: 2 }), 1, 201, 'notLeased'],
  ['given back before it was signed', lease({ endedAt: at(140) }), 1, 150, 'over'],
  ['signed, and given back by another page after that', lease({ endedAt: at(160) }), 1, 150, 'free'],
  ['at a desk', lease(), null, 150, 'ofAnother'],
] as const)('a piece %s', (_name, given, handheld, signed, is) => {
  expect(judge(given, handheld, signed)).toBe(is);
});

const some = (key: number, quantity: number, more: Partial<LooseLease> = {}): LooseLease => ({
  ...{ key, quantity, used: 0, lot: 'Q-1', from: slot('RC-S/A'), by: 'approver', handheld: 1 },
  ...{ madeAt: at(100), until: at(200), endedAt: null },
  ...more,
});
const loosely = (lines: Wanted[], loose: LooseLease[], signed = 150, handheld: number | null = 1) =>
  told(restOn(lines, { pieces: new Map([['P1', lease()]]), loose }, handheld, at(signed)));
const ten = line({ wanted: 10 });

it.each<[string, Wanted[], LooseLease[], string]>([
  ['nothing that was leased', [ten], [], 'notLeased'],
  ['all of what was leased', [ten], [some(1, 10)], 'approver 1:10'],
  ['a part of it', [line({ wanted: 4 })], [some(1, 10)], 'approver 1:4'],
  ['what an earlier hand-out left', [ten], [some(1, 14, { used: 4 })], 'approver 1:10'],
  ['more than an earlier hand-out left', [ten], [some(1, 14, { used: 5 })], 'notLeased'],
  ['one more than was leased', [line({ wanted: 11 })], [some(1, 10)], 'notLeased'],
  [
    'two leases, what ends first first',
    [ten],
    [some(1, 8), some(2, 8, { until: at(180) })],
    'approver 2:8 1:2',
  ],
  ['two lines of the same goods', [line({ wanted: 6 }), line({ wanted: 4 })], [some(1, 10)], 'approver 1:10'],
  ['two lines that are too many', [line({ wanted: 6 }), line({ wanted: 5 })], [some(1, 10)], 'notLeased'],
  ['another lot', [ten], [some(1, 10, { lot: 'Q-2' })], 'notLeased'],
  ['another place', [ten], [some(1, 10, { from: slot('RC-S/B') })], 'notLeased'],
  ['another grade', [ten], [some(1, 10, { from: slot('RC-S/A', { grade: 'duty' }) })], 'notLeased'],
  ['no lot', [line({ lot: null })], [some(1, 10)], 'notLeased'],
  ['goods of another handheld', [ten], [some(1, 10, { handheld: 2 })], 'notLeased'],
  ['what was over', [ten], [some(1, 10, { until: at(149) })], 'notLeased'],
  ['what was not leased yet', [ten], [some(1, 10, { madeAt: at(151) })], 'notLeased'],
  ['what was given back before', [ten], [some(1, 10, { endedAt: at(140) })], 'notLeased'],
  ['what was given back after', [ten], [some(1, 10, { endedAt: at(160) })], 'approver 1:10'],
  ['the leases of two approvers', [ten], [some(1, 5), some(2, 5, { by: 'other' })], 'notLeased'],
  ['those of one of two', [ten], [some(1, 5), some(2, 10, { by: 'other' })], 'other 2:10'],
  ['a piece besides, of one approver', [line({ piece: 'P1' }), ten], [some(1, 10)], 'approver 1:10'],
  ['a piece of another', [line({ piece: 'P1' }), ten], [some(1, 10, { by: 'other' })], 'notLeased'],
])('a hand-out of loose goods with %s', (_name, lines, loose, is) => {
  expect(loosely(lines, loose)).toBe(is);
});

it('lets no desk hand out what is leased to a handheld', () => {
  expect(loosely([ten], [some(1, 10)], 150, null)).toBe('notLeased');
});

it('never uses more of a lease than is left of it, of one approver, and of none that did not hold', () => {
  const seed = Number(process.env.CHANGPING_SEED ?? 7);
  console.log('seed', seed);
  const [early, time] = [fc.integer({ min: 0, max: 8 }).map(at), fc.integer({ min: 4, max: 20 }).map(at)];
  const any = fc
    .record({
      ...{
        handheld: fc.integer({ min: 1, max: 2 }),
        by: fc.constantFrom('a', 'b'),
        madeAt: early,
        until: time,
      },
      ...{ endedAt: fc.option(time), lot: fc.constantFrom('Q-1', 'Q-2') },
      ...{ quantity: fc.integer({ min: 1, max: 20 }), share: fc.double({ min: 0, max: 1, noNaN: true }) },
    })
    .map(({ share, ...all }) => ({ ...all, used: Math.floor(all.quantity * share) }));
  const asked = fc.record({ lot: fc.constantFrom('Q-1', 'Q-2'), wanted: fc.integer({ min: 1, max: 8 }) });
  let rested = 0;
  fc.assert(
    fc.property(
      fc.array(any, { maxLength: 6 }),
      fc.array(asked, { minLength: 1, maxLength: 3 }),
      time,
      (given, asks, signed) => {
        const loose = given.map((each, n) => some(n, 1, each));
        const rest = restOn(asks.map(line), { pieces: new Map(), loose }, 1, signed);
        const good = loose.filter(
          (each) => each.handheld === 1 && each.madeAt <= signed && isOpen(each, signed),
        );
        const sum = (lot: string, by: string) =>
          good.reduce(
            (all, each) => all + (each.lot === lot && each.by === by ? each.quantity - each.used : 0),
            0,
          );
        const need = (lot: string) =>
          asks.reduce((all, each) => all + (each.lot === lot ? each.wanted : 0), 0);
        const covers = (by: string) => ['Q-1', 'Q-2'].every((lot) => need(lot) <= sum(lot, by));
        expect(rest.ok).toBe(['a', 'b'].some(covers));
        if (!rest.ok) return;
        rested += 1;
        expect(new Set(rest.uses.map(({ key }) => key)).size).toBe(rest.uses.length);
        for (const { key, quantity } of rest.uses) {
          const of = good.find((each) => each.key === key);
          expect(of?.by).toBe(rest.by);
          expect(quantity).toBeGreaterThan(0);
          expect(quantity).toBeLessThanOrEqual((of?.quantity ?? 0) - (of?.used ?? 0));
        }
        for (const lot of ['Q-1', 'Q-2']) {
          const used = rest.uses.reduce(
            (all, use) => all + (loose[use.key]?.lot === lot ? use.quantity : 0),
            0,
          );
          expect(used).toBe(need(lot));
        }
      },
    ),
    { seed, numRuns: 3000 },
  );
  expect(rested).toBeGreaterThan(100);
});

it('gives a piece at one moment to one handheld at the most, and to none that did not lease it', () => {
  const seed = Number(process.env.CHANGPING_SEED ?? 7);
  console.log('seed', seed);
  const any = fc.record({
    handheld: fc.integer({ min: 1, max: 4 }),
    madeAt: fc.integer({ min: 0, max: 50 }).map(at),
    until: fc.integer({ min: 0, max: 100 }).map(at),
    endedAt: fc.option(fc.integer({ min: 0, max: 100 }).map(at)),
  });
  fc.assert(
    fc.property(fc.option(any), fc.integer({ min: 0, max: 110 }).map(at), (some, signed) => {
      const given = some && lease(some);
      const free = [1, 2, 3, 4, null].filter((handheld) => judge(given, handheld, signed) === 'free');
      expect(free.length).toBeLessThanOrEqual(1);
      if (free.length) expect(free).toEqual([given?.handheld]);
      if (free.length && given) expect(isOpen(given, signed) && signed >= given.madeAt).toBe(true);
    }),
    { seed, numRuns: 2000 },
  );
});
