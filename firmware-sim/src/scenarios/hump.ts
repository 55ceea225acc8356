/** The shape of a rise and a fall of the same length: 0 at 0, 1 at 1, 0 at 2 and ever after. */
export const hump = (x: number): number => Math.max(0, 1 - Math.abs(x - 1));
