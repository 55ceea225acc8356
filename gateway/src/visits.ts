/** The ear of a plain reader: who came and who left. */
import type { Instant } from '@changping/contracts/units';
import type { Ear, EarShot } from './ear.ts';
import type { Change } from './gather.ts';
import { leave, type Presence, see } from './presence.ts';

export type VisitOptions = { reader: string; patience: number; gate?: true };

export function openVisits(
  { reader, patience, gate }: VisitOptions,
  { moment, add, present: before }: Pick<EarShot, 'moment' | 'add' | 'present'>,
): Ear & { has(epc: string): boolean } {
  const present: Presence = new Map();
  let overflow = 0;
  const change = (row: Omit<Change, 'reader' | 'gate'>) => add({ reader, ...(gate && { gate }), ...row });

  // Tags that were in view when the last run ended get their patience from now on.
  const { steady: began } = moment();
  for (const { epc, antenna, rssi } of before) present.set(epc, { since: began, last: began, antenna, rssi });

  return {
    hear(reads) {
      const { steady, shift } = moment();
      const at = Math.round(steady + shift) as Instant;
      for (const read of reads) {
        const sight = see(present, read, steady);
        if (sight === 'came')
          change({ change: 'seen', epc: read.epc, antenna: read.antenna, rssi: read.rssi, at });
        else if (sight === 'full') overflow++;
      }
    },
    look() {
      const { steady, shift } = moment();
      for (const [epc, { antenna, rssi, last }] of leave(present, steady, patience))
        change({ change: 'left', epc, antenna, rssi, at: Math.round(last + shift) as Instant });
    },
    inView: () => ({ tags: present.size, overflow, echoes: 0 }),
    seen: () => Array.from(present, ([epc, { rssi, since, last }]) => ({ epc, rssi, since, last })),
    has: (epc) => present.has(epc as never),
    close() {},
  };
}
