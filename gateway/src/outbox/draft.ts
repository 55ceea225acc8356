/** A letter as the gateway's parts write it, and the bytes the outbox makes of it. */
import type { Letter, LetterHead, VoidLetter } from '@changping/contracts/letters';
import type { Epoch, GatewayId, Instant, Milliseconds } from '@changping/contracts/units';

/** A letter without what the outbox itself gives it. */
export type DraftOf<L extends Letter> = L extends Letter
  ? Omit<L, keyof LetterHead> & { at: Instant }
  : never;
/** Voids are the outbox's own. */
export type Draft = DraftOf<Exclude<Letter, VoidLetter>>;
export type Head = { gw: GatewayId; epoch: Epoch; seq: number; boot: string; mono: Milliseconds };

export const bytesOf = (head: Head, draft: Draft | DraftOf<VoidLetter>): Buffer =>
  Buffer.from(JSON.stringify({ v: 1, ...head, ...draft }));

/** The same letter under another number. @returns undefined for bytes that are no letter any more. */
export function renumbered(bytes: Uint8Array, epoch: Epoch, seq: number): Buffer | undefined {
  try {
    return Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(bytes).toString('utf8')), epoch, seq }));
  } catch {
    return undefined;
  }
}

/** May be given up, or not taken at all, when the disk is full: the curve loses a point and health is told again. Stock and breaches are not. */
export const isSpare = ({ kind }: Draft): boolean => kind === 'climate' || kind === 'health';
