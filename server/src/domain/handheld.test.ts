import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lateAfter, readWord, reviewOf } from './handheld.ts';

const epoch = '0191f0a2-0000-7000-8000-000000000001';
const other = '0191f0a2-0000-7000-8000-000000000002';
const hour = 3_600_000;
const now = (1000 * hour) as Instant;

it.each([
  [`epoch=${epoch};unsent=3`, { epoch, unsent: 3, signed: null }],
  [
    `epoch=${epoch};unsent=1;seq=7;signed=100;sent=200;base=4`,
    { epoch, unsent: 1, signed: { seq: 7, signedAt: 100, sentAt: 200, base: 4 } },
  ],
  [
    `epoch=${epoch};unsent=1;seq=7;signed=100;sent=200`,
    { epoch, unsent: 1, signed: { seq: 7, signedAt: 100, sentAt: 200, base: null } },
  ],
  ['', undefined],
  [`epoch=${epoch}`, undefined],
  [`epoch=${epoch};unsent=-1`, undefined],
  [`epoch=${epoch};unsent=1e9`, undefined],
  [`epoch=${epoch};unsent=1;seq=0;signed=1;sent=1`, undefined],
  [`epoch=${epoch};unsent=1;seq=1;signed=1`, undefined],
  [`epoch=__proto__;unsent=1`, undefined],
  [`epoch=${epoch};unsent=1;${'x'.repeat(300)}`, undefined],
])('reads %s', (text, word) => {
  expect(readWord(text)).toEqual(word);
});

const first = { epoch: null, isPast: () => false, digest: undefined };
const at = (age: number) => ({ epoch, signed: { seq: 1, signedAt: 5, sentAt: 5 + age, base: null } });

it.each([
  ['the first of a handheld', at(0), first, null],
  ['of a day but for a second', at(lateAfter - 1000), first, null],
  ['a day', at(lateAfter), first, null],
  ['more than a day', at(lateAfter + 1), first, 'handheldLate'],
  [
    'the clock was set back since',
    { epoch, signed: { seq: 1, signedAt: 50 * hour, sentAt: 0, base: null } },
    first,
    'handheldLate',
  ],
  [
    'of a memory that was replaced',
    at(0),
    { ...first, epoch: other, isPast: (e: string) => e === epoch },
    'handheldEpoch',
  ],
  ['the same again', at(0), { ...first, digest: 'a' }, null],
  ['the same again, days later', at(90 * hour), { ...first, digest: 'a' }, null],
  ['something else under the number', at(0), { ...first, digest: 'b' }, 'handheldSeq'],
] as const)('%s', (_, word, known, review) => {
  expect(reviewOf(word, 'a', known, now)).toBe(review);
});

it('takes nothing by itself that is older than a day, whatever the clocks say', () => {
  const seed = Number(process.env.CHANGPING_SEED ?? Date.now() % 1_000_000);
  const time = fc.integer({ min: 0, max: 2_000 * hour });
  fc.assert(
    fc.property(time, time, (signedAt, sentAt) => {
      const word = { epoch, signed: { seq: 1, signedAt, sentAt, base: null } };
      const isOld = Math.abs(sentAt - signedAt) > lateAfter;
      expect(reviewOf(word, 'a', first, now)).toBe(isOld ? 'handheldLate' : null);
    }),
    { seed },
  );
});
