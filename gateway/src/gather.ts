/** Gather changes of presence into letters: those of a tenth of a second travel together, for a pallet is one event and not forty. */
import type { TagsLetter } from '@changping/contracts/letters';
import { letterRowsMax } from '@changping/contracts/letters';
import type { Epc, Instant, Milliseconds } from '@changping/contracts/units';
import type { Draft } from './outbox.ts';

export type Change = {
  reader: string;
  change: 'seen' | 'left';
  epc: Epc;
  antenna: number | null;
  rssi: TagsLetter['rssi'][number];
  at: Instant;
};

/** The letters for these changes, in their order; a letter holds one reader's changes of one sort. */
export function lettersOf(changes: readonly Change[]): Draft<TagsLetter>[] {
  const letters: Draft<TagsLetter>[] = [];
  for (const { reader, change, epc, antenna, rssi, at } of changes) {
    let letter = letters.at(-1);
    if (letter?.reader !== reader || letter.change !== change || letter.epc.length === letterRowsMax) {
      letter = { kind: 'tags', reader, change, at, epc: [], antenna: [], rssi: [], dt: [] };
      letters.push(letter);
    }
    letter.epc.push(epc);
    letter.antenna.push(antenna);
    letter.rssi.push(rssi);
    letter.dt.push((at - letter.at) as Milliseconds);
  }
  return letters;
}
