import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beginAgreed, beginOf, type Dated, termOf } from './policy-term.ts';

const dated = (...since: number[]): Dated[] =>
  since.map((each, n) => ({ version: n + 1, since: each as Instant }));
const told = (since: number[], now: number) => {
  const all = dated(...since);
  return all.map((each) => termOf(each, all, now as Instant).state);
};

it.each<[string, number[], number, string[]]>([
  ['the only one stands', [0], 5, ['standing']],
  ['the next takes over at its moment', [0, 5], 5, ['over', 'standing']],
  ['one for later waits', [0, 9], 5, ['standing', 'coming']],
  ['one that was overtaken before its day never stands', [0, 9, 4], 5, ['over', 'never', 'standing']],
  ['also when that day has come', [0, 9, 4], 10, ['over', 'never', 'standing']],
  ['two wait, one after the other', [0, 7, 9], 5, ['standing', 'coming', 'coming']],
])('%s', (_, since, now, states) => {
  expect(told(since, now)).toEqual(states);
});

it('has one version stand at every moment from the first on, the highest that has begun', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 8 }), fc.nat(60), (later, now) => {
      const all = dated(0, ...later);
      const standing = all.filter((each) => termOf(each, all, now as Instant).state === 'standing');
      const begun = all.filter(({ since }) => since <= now);
      expect(standing).toEqual([begun.at(-1)]);
    }),
  );
});

const year = 366 * 86_400_000;
it.each<[string, number | undefined, number | string]>([
  ['at once', undefined, 1000],
  ['from this moment', 1000, 1000],
  ['a year ahead', 1000 + year, 1000 + year],
  ['in the past', 999, 'policyTerm'],
  ['later than it is remembered', 1001 + year, 'policyTerm'],
])('begins %s', (_, wished, since) => {
  const begin = () => beginOf(wished, 1000 as Instant);
  if (typeof since === 'number') expect(begin()).toBe(since);
  else expect(begin).toThrow(expect.objectContaining({ code: since }));
});

it.each<[string, number | null, number]>([
  ['at once where no day was wished', null, 1000],
  ['on the day that was wished', 1001, 1001],
  ['at once where that day has come meanwhile, never from before', 999, 1000],
])('stands, once it is agreed to, %s', (_, wished, since) => {
  expect(beginAgreed(wished as Instant | null, 1000 as Instant)).toBe(since);
});
