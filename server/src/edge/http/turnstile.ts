/** So many tries a minute for an address, a name, an account: a password is stretched on purpose, and nobody must order that work without end. */
import { Fault } from '@changping/contracts/faults';
import type { Instant } from '@changping/contracts/units';

/** @throws Fault tooMany */
export type Turnstile = (who: string, most: number) => void;

const minute = 60_000;
/** Beyond it those of the minute before are forgotten, and so may be the others: it is a brake and no wall. */
const whoMax = 10_000;

export function turnstile(now: () => Instant): Turnstile {
  let began = now();
  const tries = new Map<string, number>();
  return (who, most) => {
    const at = now();
    if (Math.abs(at - began) >= minute || tries.size >= whoMax) {
      began = at;
      tries.clear();
    }
    const n = (tries.get(who) ?? 0) + 1;
    tries.set(who, n);
    if (n > most) throw new Fault('tooMany');
  };
}
