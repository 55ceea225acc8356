/** Photographs of documents: a step names one by the SHA-256 of its bytes. From the console the bytes come before the step, from a handheld after it, once there is a line. */
import { z } from 'zod';
import { at, count, id, list, uuid } from './http-list.ts';
import { photoHash } from './photo-hash.ts';

export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PhotoType = (typeof photoTypes)[number];
export const photoBytesMost = 5 * 2 ** 20;

export const hash = z.string().regex(photoHash, 'a SHA-256 in small letters');

export const photoRoutes = {
  '/api/documents/{id}/photos': {
    about:
      'the photographs of a document that are here, each at /api/photos/{id}/{hash}; what its steps name besides has not come yet',
    query: {},
    params: { id: uuid },
    answer: list(
      z.object({ hash, type: z.enum(photoTypes), bytes: count, by: z.string().describe('who sent it'), at }),
    ).extend({ site: id }),
  },
} as const;

export const photoCommands = {
  '/api/photos/keep': {
    about:
      'the bytes of a photograph that a step of the document names, or the next step of whoever sends it will: JPEG, PNG or WebP, 5 MB at most; the same again changes nothing',
    open: false,
    params: {},
    body: z.strictObject({
      id: uuid.describe('of the document'),
      hash,
      bytes: z
        .string()
        .min(1)
        .max(Math.ceil(photoBytesMost / 3) * 4)
        .describe('base64'),
    }),
    answer: z.object({ ok: z.literal(true) }),
  },
} as const;
