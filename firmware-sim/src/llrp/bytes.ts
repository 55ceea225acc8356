/** The bytes of LLRP 1.0.1, written without the gateway's decoder so that each can prove the other wrong. All numbers are big-endian. */

/** Of the whole standard this reader speaks: 1.0.1 is version 1 on the wire. */
export const version = 1;
export const headLength = 10;

/** Three reserved bits, three of version, ten of type; then the length of all of it and the message's number. */
export function message(type: number, id: number, ...parts: Uint8Array[]): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt16BE((version << 10) | type, 0);
  head.writeUInt32BE(
    parts.reduce((sum, part) => sum + part.length, headLength),
    2,
  );
  head.writeUInt32BE(id, 6);
  return Buffer.concat([head, ...parts]);
}

/** Type, length with these four bytes, value. */
export function tlv(type: number, ...parts: Uint8Array[]): Buffer {
  return Buffer.concat([u16(type), u16(parts.reduce((sum, part) => sum + part.length, 4)), ...parts]);
}

export const u8 = (...values: number[]) => Buffer.from(values);
export const u16 = (value: number) => Buffer.of(value >> 8, value & 0xff);
export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
/** Microseconds of two centuries fit into a number's 53 bits. */
export const u64 = (value: number) => Buffer.concat([u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32)]);
/** Its length in bytes goes ahead. */
export const utf8 = (text: string) => Buffer.concat([u16(Buffer.byteLength(text)), Buffer.from(text)]);
