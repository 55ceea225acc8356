/** The slogan beside the proof: what lies within so many kilometres of a depot as the crow flies. */
import { earthKm, radians } from './distance.ts';
import { farOff } from './marks.ts';

/** For each point `words` numbers with a bit for each depot that is near; `sphere`: the points on the unit sphere, where near is a product away. */
export type Near = { words: number; bits: Int32Array; sphere: Float64Array };

export function noneNear({ lons, lats }: { lons: Float64Array; lats: Float64Array }, depots: number): Near {
  const words = Math.ceil(depots / 32);
  const sphere = new Float64Array(lons.length * 3);
  for (let point = 0; point < lons.length; point++)
    sphere.set(onSphere(lons[point]!, lats[point]!), point * 3);
  return { words, bits: new Int32Array(lons.length * words), sphere };
}

/** Marks the points within so many kilometres of this depot. */
export function addNear(
  { words, bits, sphere }: Near,
  depot: number,
  { lon, lat }: { lon: number; lat: number },
  maxKm: number,
): void {
  const [x, y, z] = onSphere(lon, lat);
  const least = Math.cos(Math.min(Math.PI, maxKm / earthKm));
  const [word, bit] = [depot >> 5, 1 << (depot & 31)];
  for (let at = 0, into = word; at < sphere.length; at += 3, into += words)
    if (sphere[at]! * x + sphere[at + 1]! * y + sphere[at + 2]! * z >= least) bits[into]! |= bit;
}

/** Adds to the marks where no holder is near. */
export function markFarOff({ words, bits }: Near, holds: Uint8Array, marks: Uint8Array): void {
  const masks = new Int32Array(words);
  for (let depot = 0; depot < holds.length; depot++)
    if (holds[depot] === 1) masks[depot >> 5]! |= 1 << (depot & 31);
  for (let at = 0, point = 0; at < bits.length; at += words, point++) {
    let near = 0;
    for (let word = 0; word < words; word++) near |= bits[at + word]! & masks[word]!;
    if (near === 0) marks[point]! |= farOff;
  }
}

function onSphere(lon: number, lat: number): [number, number, number] {
  const flat = Math.cos(lat * radians);
  return [flat * Math.cos(lon * radians), flat * Math.sin(lon * radians), Math.sin(lat * radians)];
}
