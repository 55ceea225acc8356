import type { Instant, KindId } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isWithin } from './facts.ts';
import { type Past, planCounts, type Stocked } from './plan.ts';
import { firstCountPolicy } from './policy.ts';

const { rules } = firstCountPolicy;
const day = 86_400_000;
const now = (1000 * day) as Instant;
const ago = (days: number) => (now - days * day) as Instant;
type Abc = 'A' | 'B' | 'C';
const holds = (
  place: string,
  kinds: Record<string, [Abc, number?]>,
  places: readonly string[] = [`${place}/1`, `${place}/2`],
): Stocked => ({
  place,
  kinds: Object.entries(kinds).map(([kind, [abc, discrepancies = 0]]) => ({
    ...{ kind: kind as KindId, abc, discrepancies, places },
  })),
});
const counted = (places: string[], days: number, kinds: string[] | null = null): Past => ({
  ...{ places, kinds, closedAt: ago(days) },
});
const hall = (kinds: Record<string, [Abc, number?]>) => [holds('S/hall', kinds)];

it.each<[string, Stocked[], Past[], string[]]>([
  ['nothing where nothing lies', [holds('S/hall', {})], [], []],
  ['what was never counted', hall({ mask: ['A'] }), [], ['S/hall A neverCounted']],
  ['class A a quarter later', hall({ mask: ['A'] }), [counted(['S/hall'], 90)], ['S/hall A due']],
  ['what is due within two weeks', hall({ mask: ['A'] }), [counted(['S/hall'], 76)], ['S/hall A due']],
  ['nothing that is due later', hall({ mask: ['A'] }), [counted(['S/hall'], 75)], []],
  ['class B not after a quarter', hall({ tent: ['B'] }), [counted(['S/hall'], 90)], []],
  ['class C after a year', hall({ bag: ['C'] }), [counted(['S/hall'], 365)], ['S/hall C due']],
  [
    'what is in doubt however lately it was counted',
    hall({ mask: ['A', 2] }),
    [counted(['S/hall'], 1)],
    ['S/hall A discrepancies'],
  ],
  [
    'a zone of which one bin alone was counted',
    hall({ mask: ['A'] }),
    [counted(['S/hall/1'], 1)],
    ['S/hall A partlyCounted 1/2'],
  ],
  [
    'nothing of a zone whose bins were counted one by one',
    hall({ mask: ['A'] }),
    [counted(['S/hall/1'], 1), counted(['S/hall/2'], 3)],
    [],
  ],
  [
    'a zone counted bin by bin by the bin that waits longest',
    hall({ mask: ['A'] }),
    [counted(['S/hall/1'], 1), counted(['S/hall/2'], 90)],
    ['S/hall A due'],
  ],
  [
    'a zone whose empty bins were not counted by those with stock',
    [holds('S/hall', { mask: ['A'] }, ['S/hall/1'])],
    [counted(['S/hall/1'], 1)],
    [],
  ],
  [
    'a kind that was left out of the count',
    hall({ mask: ['A'], vest: ['A'] }),
    [counted(['S/hall'], 1, ['mask'])],
    ['S/hall A neverCounted'],
  ],
  ['nothing when the whole store was counted', hall({ mask: ['A'] }), [counted(['S'], 1)], []],
  ['by the newest of several counts', hall({ mask: ['A'] }), [counted(['S'], 300), counted(['S'], 3)], []],
  [
    'doubts first, most of them first, then what was never counted, then the longest overdue',
    [
      holds('S/a', { mask: ['A'] }),
      holds('S/b', { tent: ['B'] }),
      holds('S/c', { mask: ['A', 1] }),
      holds('S/d', { mask: ['A', 5] }),
      holds('S/e', { bag: ['C'] }),
    ],
    [counted(['S/a'], 95), counted(['S/b'], 300)],
    ['S/d A discrepancies', 'S/c A discrepancies', 'S/e C neverCounted', 'S/b B due', 'S/a A due'],
  ],
])('proposes %s', (_, stocked, past, proposed) => {
  expect(
    planCounts(stocked, past, rules, now).map(({ place, abc, why, counted: { n, of } }) =>
      [place, abc, why, ...(why === 'partlyCounted' ? [`${n}/${of}`] : [])].join(' '),
    ),
  ).toEqual(proposed);
});

it('calls at risk what has so many discrepancies as its class may, and goes by the days of its class', () => {
  const { A, C } = rules.classes;
  const policy = (more: object) => ({ ...rules, classes: { ...rules.classes, A: { ...A, ...more } } });
  const why = (stocked: Stocked[], past: Past[], by = rules) =>
    planCounts(stocked, past, by, now).map((each) => `${each.abc} ${each.why} ${each.everyDays}`);
  const doubted = hall({ mask: ['A', 2], bag: ['C'] });
  expect(why(doubted, [counted(['S'], 1)], policy({ riskFrom: 2 }))).toEqual(['A discrepancies 90']);
  expect(why(doubted, [counted(['S'], 1)], policy({ riskFrom: 3 }))).toEqual([]);
  expect(why(doubted, [counted(['S'], 20)], policy({ riskFrom: 3, everyDays: 30 }))).toEqual(['A due 30']);
  expect(why(hall({ bag: ['C'] }), [counted(['S'], C.everyDays - 15)], { ...rules, aheadDays: 15 })).toEqual([
    'C due 365',
  ]);
});

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const kinds = ['mask', 'vest', 'tent', 'bag'];
const places = ['S/hall', 'S/hall/1', 'S/hall/2', 'S/cold', 'S/cold/1', 'S', 'S/hal'];
const ofClass = fc.record({
  everyDays: fc.integer({ min: 1, max: 400 }),
  riskFrom: fc.integer({ min: 1, max: 4 }),
});
const policies = fc
  .record({ A: ofClass, B: ofClass, C: ofClass, aheadDays: fc.nat(30) })
  .map(({ A, B, C, aheadDays }) => ({
    aheadDays,
    classes: {
      A: { ...rules.classes.A, ...A },
      B: { ...rules.classes.B, ...B },
      C: { ...rules.classes.C, ...C },
    },
  }));
const stocks = fc.uniqueArray(fc.constantFrom('S/hall', 'S/cold', 'S/hal'), { minLength: 1 }).chain((zones) =>
  fc.tuple(
    ...zones.map((place) =>
      fc
        .uniqueArray(
          fc.record({
            kind: fc.constantFrom(...(kinds as KindId[])),
            abc: fc.constantFrom<Abc>('A', 'B', 'C'),
            discrepancies: fc.nat(2),
            places: fc.subarray([place, `${place}/1`, `${place}/2`], { minLength: 1 }),
          }),
          { selector: ({ kind }) => kind },
        )
        .map((of): Stocked => ({ place, kinds: of })),
    ),
  ),
);
const pasts = fc.array(
  fc.record({
    places: fc.subarray(places, { minLength: 1 }),
    kinds: fc.option(fc.subarray(kinds, { minLength: 1 }), { nil: null }),
    closedAt: fc.nat(500).map(ago),
  }),
  { maxLength: 8 },
);

it(`leaves out nothing that is in doubt, never counted or due, proposes no kind twice in a place, and forgets what was counted just now (seed ${seed})`, () => {
  fc.assert(
    fc.property(stocks, pasts, policies, (stocked, past, policy) => {
      const proposals = planCounts(stocked, past, policy, now);
      const named = proposals.flatMap(({ place, kinds: of }) => of.map((kind) => `${place} ${kind}`));
      expect(new Set(named).size).toBe(named.length);
      for (const { place, kinds: of } of stocked)
        for (const { kind, abc, discrepancies, places: bins } of of) {
          const agesOf = (bin: string) =>
            past
              .filter((each) => each.places.some((one) => isWithin(bin, one)))
              .filter((each) => each.kinds === null || each.kinds.includes(kind))
              .map(({ closedAt }) => (now - closedAt) / day);
          const { everyDays, riskFrom } = policy.classes[abc];
          const isAtRisk = discrepancies >= riskFrom;
          const isOld = (ages: number[]) => Math.min(...ages) >= everyDays - policy.aheadDays;
          const isDue = isAtRisk || bins.map(agesOf).some((ages) => !ages.length || isOld(ages));
          if (isDue) expect(named, `${kind} in ${place}`).toContain(`${place} ${kind}`);
        }
      const all = counted([...new Set(stocked.map(({ place }) => place))], 0);
      const later = planCounts(stocked, [...past, all], policy, now);
      // With an interval shorter than the look ahead it is due again at once.
      const isSoon = ({ abc }: { abc: Abc }) => policy.classes[abc].everyDays <= policy.aheadDays;
      expect(later.every((each) => each.why === 'discrepancies' || isSoon(each))).toBe(true);
      expect(planCounts([...stocked].reverse(), [...past].reverse(), policy, now)).toEqual(proposals);
    }),
    { seed, numRuns: 400 },
  );
});
