import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { doubtsOf, isOpen, type Lease } from './lease.ts';

const at = (n: number) => n as Instant;
const lease = (more: Partial<Lease> = {}): Lease => ({
  ...{ piece: 'P1', by: 'approver', handheld: 1, madeAt: at(100), until: at(200), endedAt: null },
  ...more,
});
const judge = (given: Lease | null, handheld: number | null, signed: number) =>
  doubtsOf(['P1'], new Map(given ? [['P1', given]] : []), handheld, at(signed))[0]?.why ?? 'free';

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

it('never takes a line without a piece for leased', () => {
  expect(doubtsOf([null], new Map(), 1, at(1))).toEqual([{ piece: null, why: 'notLeased' }]);
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
