/** Imports over HTTP: a file is sent, checked beside the work, mapped anew where its heads are strange, and applied whole or not at all. */
import { z } from 'zod';
import { supplyClassPattern, supplyClassStart } from './code-systems.ts';
import { at, count, id, list, ordered, orNull, page, siteFilter, uuid } from './http-list.ts';
import { type CellFault, cellFaults } from './import-faults.ts';
import {
  type ImportField,
  type ImportKind,
  importBytesMost,
  importFields,
  importKinds,
} from './import-words.ts';

const kind = z.enum(Object.keys(importKinds) as [ImportKind, ...ImportKind[]]);
const field = z.enum([...new Set(Object.values(importFields).flat())] as [ImportField, ...ImportField[]]);
const digest = z.string().describe('SHA-256');

const receipt = z.object({
  id: uuid,
  kind,
  site: z.string().describe('whose chain it stands in; "_region" for what belongs to none'),
  name: z.string(),
  digest: digest.describe('SHA-256 of the file'),
  by: z.string(),
  at,
  rows: count,
  lots: count,
  pieces: count,
  tags: count,
  quantity: count,
  commit: z.object({ n: count, hash: z.string() }).describe('of the chain'),
});
const change = z.object({ kind: id, lots: count, pieces: count, quantity: count });

export const importing = z.object({
  id: uuid,
  kind,
  site: id,
  name: z.string(),
  bytes: count,
  digest,
  state: z.enum(['reading', 'checked', 'failed', 'applying', 'applied']),
  fault: orNull(z.string()).describe('the code of the fault that ended it'),
  detail: z.string(),
  encoding: z.string().describe('as it was recognised; "xlsx" for a workbook'),
  heads: z.array(z.string()),
  mapping: z.partialRecord(field, count).describe('which column, from 0, is meant for what'),
  rows: count,
  same: count.describe('rows that the book has just so'),
  fresh: count.describe('rows that would be entered'),
  errors: count,
  lots: count.describe('lots that are new'),
  pieces: count,
  tags: count,
  quantity: count,
  changes: z.array(change).describe('what would be entered, by kind'),
  preview: z.array(z.partialRecord(field, z.string())).describe('the first rows that would be entered'),
  before: orNull(receipt).describe('the same rows were imported before: nothing is left to do'),
  receipt: orNull(receipt).describe('once it is applied'),
  share: z
    .number()
    .describe(
      'from 0 to 1: of its rows, what is checked, while it is read; what is entered, while a long one is applied',
    ),
});

const entry = z.object({
  key: count,
  kind: id,
  lot: z.string(),
  piece: orNull(z.string()),
  to: z.string(),
  quantity: count,
});

export const importRoutes = {
  '/api/imports': {
    about: 'what was imported',
    query: { ...ordered('imports'), ...siteFilter },
    params: {},
    answer: list(receipt),
  },
  '/api/imports/{id}': {
    about: 'an own file and what its check found; kept half an hour',
    query: {},
    params: { id: uuid },
    answer: importing,
  },
  '/api/imports/{id}/errors': {
    about: 'every mistake of an own file by row and column; the first 100,000 of them',
    query: page,
    params: { id: uuid },
    answer: list(
      z.object({
        row: count.describe('as a spreadsheet counts; the head is one of them'),
        column: z.string().describe('its letter; "" where there is none'),
        code: z.enum(Object.keys(cellFaults) as [CellFault, ...CellFault[]]),
        value: z.string(),
        other: orNull(count).describe('the row it disagrees with'),
        sentence: z.object({ zh: z.string(), en: z.string() }),
      }),
    ),
  },
  '/api/imports/{id}/entries': {
    about: 'the entries of an import, in the order they were posted',
    query: page,
    params: { id: uuid },
    answer: list(entry).extend({
      site: z.string(),
      withheld: count.describe('entries into rooms that whoever asks is counting'),
    }),
  },
  '/api/supply-classes': {
    about: 'the classes of GB/T 38565, of the list that was imported last',
    query: {
      ...ordered('classes'),
      under: z.string().regex(supplyClassStart).optional().describe('first digits'),
    },
    params: {},
    answer: list(z.object({ code: z.string().regex(supplyClassPattern), name: z.string() })).extend({
      digest: orNull(digest).describe('of the file; null while none was imported'),
    }),
  },
} as const;

export const importCommands = {
  '/api/imports/upload': {
    about:
      'send a file to be imported, CSV or XLSX, 10 MB at most; it is checked and changes nothing until it is applied',
    open: false,
    params: {},
    body: z.strictObject({
      id: uuid.describe('made by whoever sends it; the same again changes nothing'),
      kind,
      site: id.describe('the store; the region where it belongs to no store'),
      name: z.string().trim().min(5).max(200),
      bytes: z
        .string()
        .min(1)
        .max(Math.ceil(importBytesMost / 3) * 4)
        .describe('base64'),
    }),
    answer: importing,
  },
  '/api/imports/map': {
    about: 'check an own file once more, by another mapping; it is remembered for the next file of this kind',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid, mapping: z.partialRecord(field, z.int().min(0).max(99)) }),
    answer: importing,
  },
  '/api/imports/apply': {
    about:
      'enter all of an own file that was checked, or nothing; what was imported before changes nothing. A long one is decided whole and entered in several commits, also after a crash',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid }),
    answer: importing,
  },
} as const;
