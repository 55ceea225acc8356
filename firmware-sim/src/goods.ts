/** The tags of the goods in the stories, the same in every run: what the sample documents of the stores expect. */
import { sites } from './stores.ts';

const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const hex = (n: number, digits: number) => n.toString(16).toUpperCase().padStart(digits, '0');

/** Opaque factory codes of the cases on one pallet: a chip maker's prefix and a running number. @returns n codes of 24 hex digits. */
export const palletEpcs = (n = 40): string[] => range(n).map((i) => `E2801160600002${hex(i, 10)}`);

/** SGTIN-96 cartons, under the prefix that the GS1 standard uses in its own examples. */
export const cartonEpcs = (n = 24): string[] => range(n).map((i) => `3034257BF7194E40${hex(0x10000 + i, 8)}`);

/** What a store has on its shelves: pieces `from` to `to`, counted from 1, by its place among the region's sites. 1 to 40 of a depot are one pallet of quilts. */
export function stockEpcs(site: string, from = 1, to = 40): string[] {
  const place = hex(sites.indexOf(site), 2);
  return range(to - from + 1).map((i) => `E2801160600003${place}${hex(from + i - 1, 8)}`);
}

/** Of a regional centre, by the levels of the region's catalogue and how much a case of each kind holds. */
const ordinaryPieces = 414;
/** What stands in the ordinary zone of a regional centre: a store numbers that zone first. */
export const ordinaryEpcs = (site: string): string[] => stockEpcs(site, 1, ordinaryPieces);

/** On no list of any store. */
export const strayEpc = 'E20034120130F7A1C4D20B19';
/** Strangers by number: another maker's chips. */
export const strangerEpcs = (n: number): string[] => range(n).map((i) => `E28011309000${hex(i, 12)}`);
