import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { afterFailure, afterSuccess, failuresMax, isLocked, lockMs, noTries, type Tries } from './lockout.ts';

const at = (minutes: number) => (1_790_000_000_000 + minutes * 60_000) as Instant;
const failed = (times: number, tries: Tries = noTries, minute = 0): Tries =>
  Array.from({ length: times }).reduce<Tries>((so) => afterFailure(so, at(minute)), tries);

it.each([
  ['four failures', failed(4), 0, false],
  ['five failures', failed(5), 0, true],
  ['the last moment of the term', failed(5), 30 - 1 / 60_000, true],
  ['the term is over', failed(5), 30, false],
  ['a sixth try in the term lengthens nothing', failed(1, failed(5), 20), 30, false],
  ['four failures after the term', failed(4, failed(5), 31), 31, false],
  ['five failures after the term', failed(5, failed(5), 31), 31, true],
  ['a success between', failed(4, afterSuccess(failed(4), at(0))), 0, false],
  ['the right password in the term', afterSuccess(failed(5), at(10)), 10, true],
  ['a clock set back by a year', failed(5), -525_600, false],
])('%s', (_, tries, minute, locked) => {
  expect(isLocked(tries, at(minute))).toBe(locked);
});

it('never lets more than five wrong passwords be judged in any half hour', () => {
  const waits = fc.array(fc.integer({ min: 0, max: 40 * 60_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(waits, (steps) => {
      let [now, tries] = [at(0), noTries];
      const locks: number[] = [];
      let judged = 0;
      for (const step of steps) {
        now = (now + step) as Instant;
        const before = tries;
        tries = afterFailure(before, now);
        if (isLocked(before, now)) expect(tries).toBe(before);
        else judged += 1;
        if (!isLocked(before, now) && isLocked(tries, now)) locks.push(now);
      }
      // Five judged tries for each lock that is over, at most four since.
      expect(judged - locks.length * failuresMax).toBeGreaterThanOrEqual(0);
      expect(judged - locks.length * failuresMax).toBeLessThan(failuresMax);
      for (const [n, lock] of locks.slice(1).entries())
        expect(lock - (locks[n] as number)).toBeGreaterThanOrEqual(lockMs);
    }),
  );
});
