import {
  type ClassRule,
  type CountRules,
  countMistakesIn,
  countMistakesText,
} from '@changping/contracts/count-policy';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countFaults, firstCountPolicy } from './policy.ts';
import { wantsSecondCount } from './tolerance.ts';

const { rules } = firstCountPolicy;
const but = (changed: Partial<Record<'A' | 'B' | 'C', Partial<ClassRule>>>): CountRules => {
  const { A, B, C } = rules.classes;
  const classes = { A: { ...A, ...changed.A }, B: { ...B, ...changed.B }, C: { ...C, ...changed.C } };
  return { ...rules, classes };
};

it.each<[string, CountRules, string]>([
  ['what a region starts with', rules, ''],
  ['A that may lack more units than B', but({ A: { quantity: 3 } }), 'A: looserThanNext'],
  ['B that may lack a larger share than C', but({ B: { percent: 1 } }), 'B: looserThanNext'],
  ['B that may lack more money than C', but({ B: { fen: 50_001 } }), 'B: looserThanNext'],
  [
    'A that is counted again more rarely than B',
    but({ B: { secondCount: 'everyDifference' } }),
    'A: looserThanNext',
  ],
  [
    'A whose every difference is counted again, whatever it tolerates',
    but({ A: { quantity: 9, secondCount: 'everyDifference' } }),
    '',
  ],
  ['A that is counted less often', but({ A: { everyDays: 181 } }), 'A: rarerThanNext'],
  ['A that is at risk later', but({ A: { riskFrom: 2 } }), 'A: laterAtRisk'],
  [
    'all of it at once',
    but({ A: { fen: 60_000, everyDays: 500 }, B: { everyDays: 400 } }),
    'A: looserThanNext; A: rarerThanNext; B: rarerThanNext',
  ],
])('judges %s', (_, policy, said) => {
  const mistakes = countFaults(policy);
  expect(countMistakesText(mistakes)).toBe(said);
  expect(countMistakesIn(said)).toEqual(mistakes);
});

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const rule = fc.record({
  ...{ quantity: fc.nat(3), percent: fc.nat(3), fen: fc.nat(3), everyDays: fc.integer({ min: 1, max: 3 }) },
  secondCount: fc.constantFrom<ClassRule['secondCount']>('aboveTolerance', 'everyDifference'),
  riskFrom: fc.integer({ min: 1, max: 3 }),
});
const difference = fc.record({
  what: fc.constantFrom('missing' as const, 'gained' as const, 'misplaced' as const),
  ...{ quantity: fc.integer({ min: 1, max: 8 }), booked: fc.nat(300), fen: fc.nat(5) },
});

it(`takes no policy by which the same difference is counted again in a class and not in the one above it (seed ${seed})`, () => {
  fc.assert(
    fc.property(rule, rule, rule, difference, (A, B, C, of) => {
      if (countFaults({ ...rules, classes: { A, B, C } }).length) return;
      const [a, b, c] = [A, B, C].map((one) => wantsSecondCount(one, of));
      expect([!b || a, !c || b]).toEqual([true, true]);
      expect(A.everyDays <= B.everyDays && B.everyDays <= C.everyDays).toBe(true);
    }),
    { seed, numRuns: 5000 },
  );
});
