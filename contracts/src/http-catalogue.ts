/** The catalogue over HTTP: its versions, what the region's folder says otherwise, and the next version out of a draft. */
import { z } from 'zod';
import { cellFields, type KindCells } from './catalogue-cells.ts';
import { at, count, id, list, orNull, page, proposed } from './http-list.ts';
import { catalogueHead } from './http-region.ts';

const cell = z.string().max(400);
const kindCells = z
  .strictObject({
    id: cell,
    ...(Object.fromEntries(cellFields.map((field) => [field, cell])) as Record<
      Exclude<keyof KindCells, 'id'>,
      typeof cell
    >),
    // Proposals of a time before there were any have no such cell.
    gtins: cell.default(''),
  })
  .describe('one kind, by the columns of the region’s folder');
// What a program does not know of it must not wipe.
const saidCells = kindCells
  .extend({ gtins: cell.optional().describe('absent: as it is; empty: none') })
  .describe('one kind, by the columns of the region’s folder');
const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** Of one draft; a body holds no more. */
const kindsMost = 200;
/** What a draft says otherwise than the version it is written upon. */
export const catalogueDraft = {
  kinds: z.array(kindCells).max(kindsMost).describe('kinds added or changed, each whole'),
  head: catalogueHead.optional().describe('where edition, categories or steps change'),
  folder: digest.optional().describe('of the folder that was looked at: it is not offered again'),
};
const version = z.object({
  version: count,
  at,
  by: z.string(),
  agreedBy: orNull(z.string()).describe(
    'the second person; null: of the folder, or of a time when one was enough',
  ),
  reason: z.string(),
  origin: z.enum(['folder', 'console']).describe('who wrote it: the region’s folder at a start, or a person'),
  head: catalogueHead,
  kinds: count,
  changed: z.array(id).describe('the kinds that it added, changed or retired'),
});

/** `version`: an older one than the one in force. */
export const kindsQuery = { ...page, version: z.coerce.number().pipe(z.int().min(1)).optional() };

export const catalogueRoutes = {
  '/api/catalogue': {
    about: 'the catalogue in force, and what the region’s folder says otherwise since it was last looked at',
    query: {},
    params: {},
    answer: z.object({
      version: count,
      head: catalogueHead,
      folder: orNull(z.object({ digest, head: catalogueHead, kinds: z.array(kindCells) })).describe(
        'its head, and each kind that it has otherwise; null: nothing that was not looked at',
      ),
    }),
  },
  '/api/catalogue/versions': {
    about: 'every version of the catalogue, the newest first',
    query: page,
    params: {},
    answer: list(version),
  },
} as const;

export const catalogueCommands = {
  '/api/catalogue/propose': {
    about:
      'the next version of the catalogue, out of a draft, which waits for another person and is in force at once when agreed to',
    open: false,
    params: {},
    body: z.strictObject({
      after: z.int().min(1).describe('the newest version there is'),
      ...{ ...catalogueDraft, kinds: z.array(saidCells).max(kindsMost) },
      reason: z.string().trim().min(1).max(200),
    }),
    answer: proposed,
  },
} as const;
