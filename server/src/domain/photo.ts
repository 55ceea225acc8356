/** What is taken for a photograph, how much of them from one person in a day, and which of those that were named have to come until when. What a file is, its first bytes say and nobody else. */
import type { Document } from '@changping/contracts/documents';
import type { PhotoType } from '@changping/contracts/http-photos';
import { photoHash } from '@changping/contracts/photo-hash';
import type { Instant } from '@changping/contracts/units';
import { actFirstMs } from './act-first.ts';

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

/** A week: a draft lies over the longest weekend, and what nobody names by then was left. */
export const aheadKeptMs = 7 * dayMs;
/** Of one person, over all documents, that no step names yet. */
export const aheadMost = 40;

export type PhotoOwed = { hash: string; by: string; dueAt: Instant };

/** What is signed first and shown later is shown as soon as it is signed for that went first. */
export const photoDue = (namedAt: Instant): Instant => (namedAt + actFirstMs) as Instant;

/** What the steps that stand have named, whether it is here or not. Of a step that was taken back nobody has to see any. */
export function photosNamedIn({ steps }: Pick<Document, 'steps'>): PhotoOwed[] {
  const undone = new Set(steps.map(({ undoes }) => undoes));
  const named = new Map<string, PhotoOwed>();
  for (const [i, { photos, by, at }] of steps.entries())
    for (const hash of undone.has(i) ? [] : photos)
      if (photoHash.test(hash) && !named.has(hash)) named.set(hash, { hash, by, dueAt: photoDue(at) });
  return [...named.values()];
}
