/** The tags of a trip, out of the letters that told of it: each once, as its first letter has it. */
import { checkLetter } from '@changping/contracts/letter-check';
import type { Epc } from '@changping/contracts/units';

export type PassageTag = { epc: Epc; stray: boolean; reads: number; peak: number | null; antennas: number[] };

export function passageTags(letters: readonly (Uint8Array | null)[]): PassageTag[] {
  const told = new Set<Epc>();
  return letters.flatMap((body) => tagsOf(body).filter(({ epc }) => !told.has(epc) && told.add(epc)));
}

function tagsOf(body: Uint8Array | null): PassageTag[] {
  const checked = body && checkLetter(body);
  if (!checked?.ok || checked.letter.kind !== 'passage') return [];
  const { epc, stray, count, peak, antennas } = checked.letter;
  return epc.map((epc, i) => ({
    epc: epc as Epc,
    stray: stray[i] ?? false,
    reads: count[i] ?? 0,
    peak: peak[i] ?? null,
    antennas: [...(antennas[i] ?? [])],
  }));
}
