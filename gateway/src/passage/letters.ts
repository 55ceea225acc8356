/** A trip as letters: who went first, then who stood by; of more tags than a letter holds there are several of the same trip. */
import { letterRowsMax, type PassageLetter } from '@changping/contracts/letters';
import type { Instant, Milliseconds } from '@changping/contracts/units';
import type { DraftOf } from '../outbox/draft.ts';
import type { Trip } from './trips.ts';

/** `id`: of this trip and no other, for whoever hears of it twice. `shift`: from the clock of the trip to the one that letters are dated by. */
export function passageLetters(
  trip: Trip,
  { reader, id, shift }: { reader: string; id: string; shift: number },
): DraftOf<PassageLetter>[] {
  const { direction, first, last } = trip;
  const lasts = Math.round(last - first) as Milliseconds;
  // Who stood by did so before and after as well.
  const since = (at: Instant) => Math.min(lasts, Math.max(0, Math.round(at - first))) as Milliseconds;
  const rows = trip.tags.toSorted((a, b) => Number(a.stray) - Number(b.stray));
  const letters: DraftOf<PassageLetter>[] = [];
  for (let from = 0; from < rows.length; from += letterRowsMax) {
    const tags = rows.slice(from, from + letterRowsMax);
    letters.push({
      ...{ kind: 'passage', trip: id, at: Math.round(first + shift) as Instant, reader, direction, lasts },
      epc: tags.map(({ track }) => track.epc),
      first: tags.map(({ track }) => since(track.first)),
      last: tags.map(({ track }) => since(track.last)),
      count: tags.map(({ track }) => track.count),
      peak: tags.map(({ track }) => track.peak),
      antennas: tags.map(({ track }) => track.antennas),
      stray: tags.map(({ stray }) => stray),
    });
  }
  return letters;
}
