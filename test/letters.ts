/** Prepared letters for load and trust: what a busy gate would send, from a seed. */
import type { Epoch } from '@changping/contracts/units';
import type { Prepared } from './sender.ts';

export type Series = {
  gateway: string;
  epoch: Epoch;
  /** How many codes each letter tells of. */
  rows: number;
  count: number;
  /** The codes are taken from here in turn. */
  epcs: readonly string[];
  from?: number;
};

/** Tags letters numbered from…, each with `rows` codes seen. */
export function tagsLetters({ gateway, epoch, rows, count, epcs, from = 1 }: Series): Prepared[] {
  let code = 0;
  return Array.from({ length: count }, (_, i) => {
    const seq = from + i;
    const epc = Array.from({ length: rows }, () => epcs[code++ % epcs.length]);
    const letter = {
      v: 1,
      gw: gateway,
      epoch,
      seq,
      boot: 'load',
      mono: seq,
      kind: 'tags',
      at: Date.now(),
      reader: 'gate-1',
      change: 'seen',
      epc,
      antenna: epc.map(() => 1),
      rssi: epc.map((_code, row) => -50 - (row % 20)),
      dt: epc.map((_code, row) => row),
    };
    return { seq, bytes: Buffer.from(JSON.stringify(letter)) };
  });
}

/** Opaque factory codes that no expected list knows. */
export const strangers = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `E28011606000021F${i.toString(16).toUpperCase().padStart(8, '0')}`);

/** The codes of the sample pallet that Guyuan expects. */
export const palletEpcs = (): string[] =>
  Array.from(
    { length: 40 },
    (_, i) => `E2801160600002${(i + 1).toString(16).toUpperCase().padStart(10, '0')}`,
  );
