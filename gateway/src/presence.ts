/** From thousands of reads to two facts a visit: a tag came into view, and it left. A tag that stutters at the edge of the field stays in view until it has been silent for as long as the patience. */
import type { Dbm, Epc, Instant, Milliseconds } from '@changping/contracts/units';

/** `ago`: how long before it was received the reader saw it, where the reader tells. `times`: reads that it tells as one. */
export type Read = {
  epc: Epc;
  antenna: number | null;
  rssi: Dbm | null;
  ago?: Milliseconds;
  times?: number;
};
/** `since` and `last` are of a clock that never steps, or a tag would leave, or never leave, because somebody set the time. */
export type Visit = { since: Instant; last: Instant; antenna: number | null; rssi: Dbm | null };
/** Tags in view of one reader. */
export type Presence = Map<Epc, Visit>;

/** What a reader of 1500 tags a second reads within the usual patience. Beyond it somebody plays codes to us. */
export const inViewMost = 20_000;

/** Notes one read in `present`. 'full': not noted, for the caller to count. */
export function see(
  present: Presence,
  { epc, antenna, rssi }: Read,
  now: Instant,
): 'came' | 'again' | 'full' {
  const visit = present.get(epc);
  if (!visit) {
    if (present.size >= inViewMost) return 'full';
    present.set(epc, { since: now, last: now, antenna, rssi });
    return 'came';
  }
  visit.last = now;
  // The strongest read tells best where the tag is.
  if (rssi !== null && (visit.rssi === null || rssi > visit.rssi)) {
    visit.rssi = rssi;
    visit.antenna = antenna;
  }
  return 'again';
}

/** Takes out of `present` and gives back whom nobody has read for `patience` milliseconds. */
export function leave(present: Presence, now: Instant, patience: number): [Epc, Visit][] {
  const gone: [Epc, Visit][] = [];
  for (const [epc, visit] of present) {
    if (now - visit.last < patience) continue;
    present.delete(epc);
    gone.push([epc, visit]);
  }
  return gone;
}
