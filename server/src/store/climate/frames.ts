/** Texts framed so that a torn or damaged one is noticed: length, points and CRC-32 of the text, 32 bits each, little-endian, and then the text in UTF-8. */
import { crc32 } from 'node:zlib';

export const headBytes = 12;

export type Whole = { bodies: Buffer[]; points: number; end: number };

export function head(body: Buffer, points: number): Buffer {
  const bytes = Buffer.alloc(headBytes);
  bytes.writeUInt32LE(body.length, 0);
  bytes.writeUInt32LE(points, 4);
  bytes.writeUInt32LE(crc32(body), 8);
  return bytes;
}

/** How many bytes the frame takes that begins with these. */
export const frameBytes = (start: Buffer): number => headBytes + start.readUInt32LE(0);

/** The frames that are whole, up to the first that is not. */
export function wholeFrames(bytes: Buffer): Whole {
  const whole: Whole = { bodies: [], points: 0, end: 0 };
  while (whole.end + headBytes <= bytes.length) {
    const start = bytes.subarray(whole.end);
    const body = start.subarray(headBytes, frameBytes(start));
    // Where a power cut left zeros they would pass for a frame without a text.
    if (body.length === 0 || frameBytes(start) > start.length || crc32(body) !== start.readUInt32LE(8)) break;
    whole.bodies.push(body);
    whole.points += start.readUInt32LE(4);
    whole.end += frameBytes(start);
  }
  return whole;
}
