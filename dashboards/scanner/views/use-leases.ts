/** What is leased to this device now, as a page shows it. */
import { db } from '../keep/keep.ts';
import { useFact, useKept } from '../keep/use-kept.ts';
import { atHand, type Leased } from '../rules/leased.ts';
import { useNow } from './bar.tsx';

export function useLeases(): Leased[] {
  const leases = useFact('leases')?.value ?? [];
  const queue = useKept(() => db.queue.toArray()) ?? [];
  const ahead = useFact('ahead')?.value ?? 0;
  return atHand(leases, queue, useNow() + ahead);
}
