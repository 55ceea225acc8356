/** Cut the byte stream of an LLRP connection into messages and noise. Nothing is lost: pieces plus what waits add up to the input, and no more waits than one message of the largest size. After noise the next head of a known message is looked for, for a person who reads a damaged recording; a connection has no use for a stream that has once lost its step. */
import { messageNames } from './numbers.ts';

export type Message = {
  type: 'message';
  number: number;
  /** 1 for LLRP 1.0.1, 2 for 1.1. */
  version: number;
  id: number;
  /** What follows the head. A view: it is right until its reader is done with it, nobody writes there again. */
  body: Uint8Array;
  bytes: Uint8Array;
};
export type Noise = { type: 'noise'; bytes: Uint8Array; why: Why };
export type Why = 'no header' | 'length below 10' | 'length over 1 MiB' | 'cut short';
export type Piece = Message | Noise;

export type Framer = {
  push(chunk: Uint8Array): Piece[];
  /** At the end of the stream: what waits for the rest of a message will not get it. */
  flush(): Piece[];
  /** Bytes that wait, never more than one message. */
  waiting(): number;
};

export const headLength = 10;
/** A full report of 1000 tags has 60 kB. A claim above is a damaged length, and nobody may have us hold it. */
export const messageMost = 1024 * 1024;

export function llrpFramer(): Framer {
  let held: Uint8Array = new Uint8Array();
  let filled = 0;
  let inStep = true;

  function cut(bytes: Uint8Array, final: boolean): Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    let at = 0;
    let why: Why = 'no header';
    const noiseUpTo = (to: number) => {
      if (to > from) pieces.push({ type: 'noise', bytes: bytes.subarray(from, to), why });
      why = 'no header';
    };
    while (at < bytes.length) {
      const fault = faultAt(bytes, at, inStep);
      if (fault === undefined) {
        noiseUpTo(at);
        const length = u32(bytes, at + 2);
        pieces.push(messageOf(bytes.subarray(at, at + length)));
        at += length;
        from = at;
        inStep = true;
      } else if (fault === 'cut short' && !final) break;
      else {
        if (inStep) why = fault;
        inStep = false;
        at++;
      }
    }
    noiseUpTo(at);
    keep(bytes, at);
    return pieces;
  }

  /** The pieces are views of `bytes`, so what waits is copied out of it. */
  function keep(bytes: Uint8Array, at: number): void {
    if (at === 0 && bytes.buffer === held.buffer && filled) return;
    held = new Uint8Array(bytes.subarray(at));
    filled = held.length;
  }

  /** Doubling, or a large message that comes byte by byte is copied once a byte. */
  function add(chunk: Uint8Array): Uint8Array {
    if (filled + chunk.length > held.length) {
      const larger = new Uint8Array(Math.max(256, 2 * (filled + chunk.length)));
      larger.set(held.subarray(0, filled));
      held = larger;
    }
    held.set(chunk, filled);
    filled += chunk.length;
    return held.subarray(0, filled);
  }

  return {
    push: (chunk) => cut(filled ? add(chunk) : chunk, false),
    flush: () => cut(held.subarray(0, filled), true),
    waiting: () => filled,
  };
}

/** What keeps the bytes at a head from being a message; undefined when they are one. Out of step only what is known counts, for any four bytes may look like a length. */
function faultAt(bytes: Uint8Array, at: number, inStep: boolean): Why | undefined {
  const version = (bytes[at] as number) >> 2;
  // Three reserved bits of zero before the version are checked with it.
  if (version !== 1 && version !== 2) return 'no header';
  const left = bytes.length - at;
  if (left < 2) return 'cut short';
  if (!inStep && !messageNames[numberAt(bytes, at)]) return 'no header';
  if (left < 6) return 'cut short';
  const length = u32(bytes, at + 2);
  if (length < headLength) return 'length below 10';
  if (length > messageMost) return 'length over 1 MiB';
  return left < length ? 'cut short' : undefined;
}

const messageOf = (bytes: Uint8Array): Message => ({
  type: 'message',
  number: numberAt(bytes, 0),
  version: (bytes[0] as number) >> 2,
  id: u32(bytes, 6),
  body: bytes.subarray(headLength),
  bytes,
});

const numberAt = (bytes: Uint8Array, at: number) => u16(bytes, at) & 0x3ff;

export const u16 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) << 8) | (bytes[at + 1] as number);

export const u32 = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] as number) << 24) |
    ((bytes[at + 1] as number) << 16) |
    ((bytes[at + 2] as number) << 8) |
    (bytes[at + 3] as number)) >>>
  0;

/** Exact up to 2^53: as microseconds, until the year 2255. */
export const u64 = (bytes: Uint8Array, at: number): number => u32(bytes, at) * 2 ** 32 + u32(bytes, at + 4);
