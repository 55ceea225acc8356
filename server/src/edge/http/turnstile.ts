/** So many tries a minute for an address: a password is stretched on purpose, and strangers must not order that work without end. */
import { Fault } from '@changping/contracts/faults';
import type { Instant } from '@changping/contracts/units';

const most = 20;
const minute = 60_000;
/** Beyond it those of the minute before are forgotten, and so may be the others: it is a brake and no wall. */
const addressesMax = 10_000;

export function turnstile(now: () => Instant): (address: string) => void {
  let began = now();
  const tries = new Map<string, number>();
  return (address) => {
    const at = now();
    if (Math.abs(at - began) >= minute || tries.size >= addressesMax) {
      began = at;
      tries.clear();
    }
    const n = (tries.get(address) ?? 0) + 1;
    tries.set(address, n);
    if (n > most) throw new Fault('tooMany', address);
  };
}
