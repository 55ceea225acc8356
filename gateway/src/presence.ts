/** From thousands of reads to two facts a visit: a tag came into view, and it left. A tag that stutters at the edge of the field stays in view until it has been silent for as long as the patience. */
import type { Dbm, Epc, Instant } from '@changping/contracts/units';

export type Read = { epc: Epc; antenna: number | null; rssi: Dbm | null };
export type Visit = { since: Instant; last: Instant; antenna: number | null; rssi: Dbm | null };
/** Tags in view of one reader. Bounded by what a reader can read within its patience. */
export type Presence = Map<Epc, Visit>;

/** Notes one read in `present`. @returns true when the tag has just come into view. */
export function see(present: Presence, { epc, antenna, rssi }: Read, now: Instant): boolean {
  const visit = present.get(epc);
  if (!visit) {
    present.set(epc, { since: now, last: now, antenna, rssi });
    return true;
  }
  visit.last = now;
  // The strongest read tells best where the tag is.
  if (rssi !== null && (visit.rssi === null || rssi > visit.rssi)) {
    visit.rssi = rssi;
    visit.antenna = antenna;
  }
  return false;
}

/** Takes out of `present` and gives back whom nobody has read for `patience` milliseconds. A clock set back leaves everyone in view. */
export function leave(present: Presence, now: Instant, patience: number): [Epc, Visit][] {
  const gone: [Epc, Visit][] = [];
  for (const [epc, visit] of present) {
    if (now - visit.last < patience) continue;
    present.delete(epc);
    gone.push([epc, visit]);
  }
  return gone;
}
