/** The few forms of DER (X.690) that a certificate is written in. Pure: bytes in, bytes out. */

export type Der = Buffer;

const tlv = (tag: number, ...parts: readonly Uint8Array[]): Der => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
};

export const sequence = (...parts: Der[]): Der => tlv(0x30, ...parts);
export const set = (...parts: Der[]): Der => tlv(0x31, ...parts);
export const octets = (bytes: Uint8Array): Der => tlv(0x04, bytes);
export const text = (value: string): Der => tlv(0x0c, Buffer.from(value));
export const yes: Der = tlv(0x01, Buffer.from([0xff]));
/** A part that the standard numbers, with its own inner form. */
export const part = (n: number, inner: Der): Der => tlv(0xa0 | n, inner);
/** A part that the standard numbers, whose form follows from the number. */
export const bare = (n: number, bytes: Uint8Array): Der => tlv(0x80 | n, bytes);

/** Not negative: a leading bit is not to be taken for a sign. */
export function integer(bytes: Uint8Array): Der {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first < 0 ? Buffer.from([0]) : Buffer.from(bytes.slice(first));
  return tlv(0x02, (short[0] as number) & 0x80 ? Buffer.from([0]) : Buffer.alloc(0), short);
}

/** @param unused bits at the end. */
export const bits = (bytes: Uint8Array, unused = 0): Der => tlv(0x03, Buffer.from([unused]), bytes);

/** @param dotted as in 2.5.29.17. */
export function oid(dotted: string): Der {
  const [one = 0, two = 0, ...rest] = dotted.split('.').map(Number);
  return tlv(0x06, Buffer.from([one * 40 + two, ...rest].flatMap(base128)));
}

/** To the second. Until 2049 the short form is the law (RFC 5280 4.1.2.5). */
export function time(at: number): Der {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return Number(digits.slice(0, 4)) < 2050
    ? tlv(0x17, Buffer.from(digits.slice(2)))
    : tlv(0x18, Buffer.from(digits));
}

function lengthOf(n: number): number[] {
  if (n < 0x80) return [n];
  return n < 0x100 ? [0x81, n] : [0x82, n >> 8, n & 0xff];
}

function base128(n: number): number[] {
  const bytes = [n & 0x7f];
  for (let rest = n >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
