/** The slogan beside the proof: what lies within so many kilometres of a depot as the crow flies. */
import { km } from './distance.ts';
import { both, neither } from './sweep.ts';

/** A bit for each depot, `words` numbers a point. */
export type Near = { words: number; bits: Int32Array };

export const noneNear = (points: number, depots: number): Near => {
  const words = Math.ceil(depots / 32);
  return { words, bits: new Int32Array(points * words) };
};

/** Marks the points within so many kilometres of this depot. */
export function addNear(
  { words, bits }: Near,
  points: { lons: Float64Array; lats: Float64Array },
  depot: number,
  { lon, lat }: { lon: number; lat: number },
  maxKm: number,
): void {
  const [word, bit] = [depot >> 5, 1 << (depot & 31)];
  for (let point = 0; point < points.lons.length; point++)
    if (km(points.lons[point]!, points.lats[point]!, lon, lat) <= maxKm) bits[point * words + word]! |= bit;
}

/** Fills `marks`, by point: both where some holder is near, else neither. */
export function nearMarks({ words, bits }: Near, holds: Uint8Array, marks: Uint8Array): void {
  marks.fill(neither);
  for (let word = 0; word < words; word++) {
    let mask = 0;
    for (let bit = 0; bit < 32; bit++) if (holds[word * 32 + bit] === 1) mask |= 1 << bit;
    for (let point = 0, at = word; point < marks.length; point++, at += words)
      if ((bits[at]! & mask) !== 0) marks[point] = both;
  }
}
