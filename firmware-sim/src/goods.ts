/** The tags of the goods in the stories, the same in every run: what the sample documents of the stores expect. */

const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const hex = (n: number, digits: number) => n.toString(16).toUpperCase().padStart(digits, '0');

/** Opaque factory codes of the cases on one pallet: a chip maker's prefix and a running number. @returns n codes of 24 hex digits. */
export const palletEpcs = (n = 40): string[] => range(n).map((i) => `E2801160600002${hex(i, 10)}`);

/** SGTIN-96 cartons, under the prefix that the GS1 standard uses in its own examples. */
export const cartonEpcs = (n = 24): string[] => range(n).map((i) => `3034257BF7194E40${hex(0x10000 + i, 8)}`);

/** On no list of any store. */
export const strayEpc = 'E20034120130F7A1C4D20B19';
