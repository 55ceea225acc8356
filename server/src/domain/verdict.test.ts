import { expect, it } from 'vitest';
import { type Judgeable, verdictOf } from './verdict.ts';

const counts = { missing: 0, extra: 0, unknown: 0, expired: 0 };
const load: Judgeable = { direction: 'out', unexplained: 0, counts };

it.each<[string, Partial<Judgeable>, string | null]>([
  ['a load as its document says', {}, 'good'],
  ['goods of the house that no document speaks of', { counts: null }, 'good'],
  ['a load of which a part is still missing', { counts: { ...counts, missing: 2 } }, 'watch'],
  ['a load with a piece that is not on the document', { counts: { ...counts, extra: 1 } }, 'act'],
  ['a load with a tag that nobody knows', { counts: { ...counts, unknown: 1, missing: 3 } }, 'act'],
  ['a load with an expired piece', { counts: { ...counts, expired: 1 } }, 'act'],
  ['a pallet that leaves without an order', { counts: null, unexplained: 40 }, 'act'],
  ['a load that turned back', { direction: 'turnedBack', unexplained: 1 }, null],
  ['a trip of which nobody knows the way', { direction: 'unclear', unexplained: 1 }, null],
])('judges %s', (_, change, expected) => {
  expect(verdictOf({ ...load, ...change })).toBe(expected);
});
