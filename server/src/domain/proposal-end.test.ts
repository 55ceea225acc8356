import type { Instant } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { endOf, hasLapsed } from './proposal-end.ts';

const at = Date.parse('2026-03-01T08:00:00Z') as Instant;
const end = Date.parse('2026-03-31T08:00:00Z') as Instant;
it.each<[string, number, boolean]>([
  ['as it is proposed', at, false],
  ['a moment before thirty days', end - 1, false],
  ['after thirty days', end, true],
  ['by a clock that was set back', at - 1, false],
])('%s', (_, now, lapsed) => {
  expect(endOf(at)).toBe(end);
  expect(hasLapsed(at, now as Instant)).toBe(lapsed);
});
