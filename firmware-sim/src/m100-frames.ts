/** The bytes of an M100 module, written without the gateway's decoder so that each can prove the other wrong. */

export type Tag = { epcHex: string; rssi: number; pc?: number };
export type FrameType = 0 | 1 | 2;

const head = 0xbb;
const end = 0x7e;
const overhead = 7;
const rssiAt = 5;

/** BB type command length params checksum 7E; the checksum is the low byte of the sum from type to the last parameter. */
export function frame(type: FrameType, command: number, params: ArrayLike<number> = []): Uint8Array {
  const bytes = new Uint8Array(params.length + overhead);
  bytes.set([head, type, command, params.length >> 8, params.length & 0xff]);
  bytes.set(params, 5);
  bytes[bytes.length - 2] = checksum(bytes);
  bytes[bytes.length - 1] = end;
  return bytes;
}

/** Of a whole frame, whatever stands at the checksum's place. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 1; i < bytes.length - 2; i++) sum += bytes[i]!;
  return sum & 0xff;
}

/** RSSI in dBm goes out as a signed byte; the PC word announces the code's length in words unless one is given. */
export function tagNotice({ epcHex, rssi, pc }: Tag): Uint8Array {
  const epc = Buffer.from(epcHex, 'hex');
  const word = pc ?? (epc.length >> 1) << 11;
  const params = new Uint8Array(epc.length + 5);
  params[0] = rssi & 0xff;
  params[1] = word >> 8;
  params[2] = word & 0xff;
  params.set(epc, 3);
  const crc = tagCrc(params.subarray(1, -2));
  params[params.length - 2] = crc >> 8;
  params[params.length - 1] = crc & 0xff;
  return frame(2, 0x22, params);
}

/** A copy with another RSSI. The tag's CRC leaves RSSI out, so only the frame's checksum moves: this is what a reader does thousands of times a second. */
export function atRssi(notice: Uint8Array, rssi: number): Uint8Array {
  const copy = notice.slice();
  const sum = copy.length - 2;
  copy[sum] = (copy[sum]! - copy[rssiAt]! + rssi) & 0xff;
  copy[rssiAt] = rssi & 0xff;
  return copy;
}

/** The tag's own CRC-16 over PC and EPC: poly 1021, init FFFF, xorout FFFF. */
export function tagCrc(bytes: Iterable<number>): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc ^ 0xffff;
}
