/** Which way a group of tags went, by when each side of the gate heard them. Only times of one tag are compared with each other, never loudness between antennas: a long cable, a weak antenna or a pallet that shades one side changes nothing.
 * Who goes in is heard first by the outer side and last by the inner one; who turns back is heard first and last by the same side. */
import type { PassageLetter } from '@changping/contracts/letters';
import { type Evidence, heard, slotMs, type Track } from './track.ts';

export type Direction = PassageLetter['direction'];
/** `sure`: by how many standard deviations; `atBoth`: of its beginning and of its end, by how many the one that says less. */
export type Verdict = { direction: Direction; sure: number; atBoth: number };

/** Deviations below which it is nobody's guess. */
const sureFrom = 1.2;

/** @returns null of a tag that only one side heard. */
export function evidenceOf(track: Track): Evidence | null {
  const inner = heard(track, 0);
  const outer = heard(track, 1);
  if (!inner || !outer) return null;
  const spread = (Math.max(inner.late, outer.late) - Math.min(inner.early, outer.early)) / 2 + slotMs;
  // Neighbouring slots are one fade of the signal: half of them speak for themselves.
  const variance = spread ** 2 * (1 / inner.slots + 1 / outer.slots);
  return {
    start: inner.early - outer.early,
    end: inner.late - outer.late,
    weight: 1 / variance,
  };
}

export function verdictOf(all: readonly Evidence[]): Verdict {
  let [start, end, weight] = [0, 0, 0];
  for (const each of all) {
    start += each.start * each.weight;
    end += each.end * each.weight;
    weight += each.weight;
  }
  if (!weight) return { direction: 'unclear', sure: 0, atBoth: 0 };
  const across = (start + end) / Math.sqrt(2 * weight);
  const back = (start - end) / Math.sqrt(2 * weight);
  const sure = Math.max(Math.abs(across), Math.abs(back));
  const atBoth = Math.min(Math.abs(start), Math.abs(end)) / Math.sqrt(weight);
  if (sure < sureFrom) return { direction: 'unclear', sure, atBoth };
  if (Math.abs(back) > Math.abs(across)) return { direction: 'turnedBack', sure, atBoth };
  return { direction: across > 0 ? 'in' : 'out', sure, atBoth };
}
