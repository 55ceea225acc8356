/** Gather changes of presence into letters: those of a tenth of a second travel together, for a pallet is one event and not forty. */
import type { TagsLetter } from '@changping/contracts/letters';
import { letterRowsMax } from '@changping/contracts/letters';
import type { Epc, Instant, Milliseconds } from '@changping/contracts/units';
import type { DraftOf } from './outbox/draft.ts';

export type Change = {
  reader: string;
  gate?: true;
  change: 'seen' | 'left';
  epc: Epc;
  antenna: number | null;
  rssi: TagsLetter['rssi'][number];
  at: Instant;
};

/** The letters for these changes; a letter holds one reader's changes of one sort, and the changes of one reader keep their order. */
export function lettersOf(changes: readonly Change[]): DraftOf<TagsLetter>[] {
  const letters: DraftOf<TagsLetter>[] = [];
  const open = new Map<string, DraftOf<TagsLetter>>();
  for (const { reader, gate, change, epc, antenna, rssi, at } of changes) {
    let letter = open.get(reader);
    if (letter?.change !== change || letter.epc.length === letterRowsMax) {
      letter = {
        ...{ kind: 'tags', reader, change, ...(gate && { gate }), at },
        ...{ epc: [], antenna: [], rssi: [], dt: [] },
      };
      letters.push(letter);
      open.set(reader, letter);
    }
    letter.epc.push(epc);
    letter.antenna.push(antenna);
    letter.rssi.push(rssi);
    letter.dt.push((at - letter.at) as Milliseconds);
  }
  return letters;
}
