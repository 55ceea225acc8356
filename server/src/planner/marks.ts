/** How a point stands for one kind, in one byte, made so that the worst of several is their bitwise or. */

/**
 * - both: a holder arrives in time over a path that is short enough.
 * - timeOnly: none does both, but one arrives in time.
 * - distanceOnly: none arrives in time, but one's path is short enough.
 * - neither: the rest; no road, no position and no stock are among it.
 */
export const classes = Object.freeze(['both', 'timeOnly', 'distanceOnly', 'neither'] as const);
export type Class = (typeof classes)[number];

/** The class in the lowest three bits, one more of them for each step down. */
export const both = 0b000;
export const timeOnly = 0b001;
export const distanceOnly = 0b011;
export const neither = 0b111;
const classBits = 0b111;
/** No second holder would cover it. */
export const onceOnly = 0b01000;
/** No holder lies within the straight distance. */
export const farOff = 0b10000;
/** As bad as can be, and one more than the highest mark. */
export const worst = neither | onceOnly | farOff;
export const markCount = worst + 1;

/** 0 both … 3 neither. */
export function classIndex(mark: number): number {
  const bits = mark & classBits;
  return bits === neither ? 3 : bits === distanceOnly ? 2 : bits;
}
export const classOf = (mark: number): Class => classes[classIndex(mark)] as Class;
export const isCovered = (mark: number): boolean => (mark & classBits) === both;

/** A point stands for all kinds as it does for the worst of them. Four points at a time. */
export function worsen(marks: Uint8Array, other: Uint8Array): void {
  const [words, others] = [wordsOf(marks), wordsOf(other)];
  for (let i = 0; i < words.length; i++) words[i]! |= others[i]!;
}

/** Rounded up to whole words, so that they can be worsened by the word. */
export const marksFor = (points: number): Uint8Array => new Uint8Array(Math.ceil(points / 4) * 4);

const wordsOf = ({ buffer, byteOffset, length }: Uint8Array) =>
  new Uint32Array(buffer, byteOffset, length / 4);
