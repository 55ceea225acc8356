/** What is taken for a photograph, and how much of them from one person in a day. What a file is, its first bytes say and nobody else. */
import type { PhotoType } from '@changping/contracts/http-photos';

export function photoTypeOf(bytes: Uint8Array): PhotoType | null {
  if (starts(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (starts(bytes, [0x52, 0x49, 0x46, 0x46]) && starts(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50]))
    return 'image/webp';
  return null;
}

const starts = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

/** A patrol of a large store takes a hundred, each of half a megabyte. */
export const photosOfDay = 400;
export const photoBytesOfDay = 400 * 2 ** 20;
export const dayMs = 24 * 3_600_000;

export const isWithinDay = (sent: { n: number; bytes: number }, more: number): boolean =>
  sent.n < photosOfDay && sent.bytes + more <= photoBytesOfDay;
