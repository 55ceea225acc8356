/** Step through the parameters of a message. A length is believed only where it lies inside its parent, so nothing loops and nothing is read past an end. */
import { u16 } from './framer.ts';
import { tvLengths } from './numbers.ts';

/** `from` and `to`: what follows the head. */
export type Param = { type: number; from: number; to: number };
export type ParamFault =
  | 'a parameter shorter than its head'
  | 'a parameter past the end of its parent'
  | 'a TV parameter of an unknown type'
  | 'a field past the end of its parameter'
  | 'parameters nested too deep'
  | 'more parameters than a message has';

/** TLV: 6 reserved bits, 10 bits type, 2 bytes length with this head. */
export const tlvHead = 4;

/** Of one list, in whatever a reader answers or tells: a dozen is usual. A message of the largest size holds 260,000, each an object. */
export const paramsMost = 200;

export function paramsIn(
  bytes: Uint8Array,
  from: number,
  to: number,
  most = Number.POSITIVE_INFINITY,
): Param[] | ParamFault {
  const found: Param[] = [];
  let at = from;
  while (at < to) {
    if (found.length >= most) return 'more parameters than a message has';
    const length = lengthAt(bytes, at, to);
    if (typeof length === 'string') return length;
    const isTv = isTvAt(bytes, at);
    found.push({
      type: isTv ? (bytes[at] as number) & 0x7f : u16(bytes, at) & 0x3ff,
      from: at + (isTv ? 1 : tlvHead),
      to: at + length,
    });
    at += length;
  }
  return found;
}

/** Bytes of the parameter at `at` with its head, inside its parent's end `to`. */
export function lengthAt(bytes: Uint8Array, at: number, to: number): number | ParamFault {
  if (isTvAt(bytes, at)) {
    const length = tvLengths[(bytes[at] as number) & 0x7f];
    if (!length) return 'a TV parameter of an unknown type';
    return at + length > to ? 'a parameter past the end of its parent' : length;
  }
  if (at + tlvHead > to) return 'a parameter past the end of its parent';
  const length = u16(bytes, at + 2);
  // A length of 0 would be read for ever.
  if (length < tlvHead) return 'a parameter shorter than its head';
  return at + length > to ? 'a parameter past the end of its parent' : length;
}

export const isTvAt = (bytes: Uint8Array, at: number): boolean => (bytes[at] as number) >= 0x80;
