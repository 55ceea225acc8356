/** The tags of the demo pallet: opaque factory codes, the same in every run. */
import type { Epc } from '@changping/contracts/units';

/** @returns n codes of 24 hex digits, numbered from 1. */
export const palletEpcs = (n = 40): Epc[] =>
  Array.from(
    { length: n },
    (_, i) => `E2801160600002${(i + 1).toString(16).toUpperCase().padStart(10, '0')}` as Epc,
  );
