/** The bytes of an M100 module, written without the gateway's decoder so that each can prove the other wrong. */

export type Tag = { epcHex: string; rssi: number; pc?: number };
export type FrameType = 0 | 1 | 2;

/** BB type command length params checksum 7E; the checksum is the low byte of the sum from type to the last parameter. */
export function frame(type: FrameType, command: number, params: Iterable<number> = []): Uint8Array {
  const data = [...params];
  const body = [type, command, data.length >> 8, data.length & 0xff, ...data];
  const sum = body.reduce((total, byte) => total + byte, 0) & 0xff;
  return Uint8Array.from([0xbb, ...body, sum, 0x7e]);
}

/** RSSI in dBm goes out as a signed byte; the PC word announces the code's length in words unless one is given. */
export function tagNotice(tag: Tag): Uint8Array {
  const epc = Buffer.from(tag.epcHex, 'hex');
  const pc = tag.pc ?? (epc.length >> 1) << 11;
  const told = [pc >> 8, pc & 0xff, ...epc];
  const crc = tagCrc(told);
  return frame(2, 0x22, [tag.rssi & 0xff, ...told, crc >> 8, crc & 0xff]);
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
