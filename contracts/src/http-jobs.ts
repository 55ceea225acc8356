/** Reports and papers over HTTP: ordered as a job, asked after, stopped, and fetched from /api/files/{id} when they are done. */
import { z } from 'zod';
import { at, count, id, list, orNull, uuid } from './http-list.ts';
import { labelled } from './label-words.ts';

export const reports = ['stock', 'journal', 'variance', 'month', 'document', 'labels', 'inventory'] as const;
export type Report = (typeof reports)[number];
export const formats = ['pdf', 'xlsx', 'csv', 'zpl', 'svg'] as const;
export type Format = (typeof formats)[number];
export const formatTypes: Readonly<Record<Format, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  zpl: 'text/plain; charset=us-ascii',
  svg: 'image/svg+xml',
};

const format = z.enum(formats);
const table = z.enum(['pdf', 'xlsx', 'csv']);
const lang = z.enum(['zh', 'en']).default('zh');
const moment = z.int().min(0).max(8_640_000_000_000_000);
const of = { id: uuid.describe('made by whoever orders it; the same again changes nothing'), lang };

/** One of seven orders: each wants its own. */
export const order = z.discriminatedUnion('report', [
  z.strictObject({ ...of, report: z.literal('stock'), site: id, format: table, at: moment.optional() }),
  z.strictObject({ ...of, report: z.literal('inventory'), site: id, format: z.enum(['xlsx', 'csv']) }),
  z.strictObject({ ...of, report: z.literal('journal'), site: id, format: table, from: moment, to: moment }),
  z.strictObject({ ...of, report: z.literal('variance'), site: id, format: table, from: moment, to: moment }),
  z.strictObject({
    ...{ ...of, report: z.literal('month'), site: id, format: table },
    month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'a month: 2026-11'),
  }),
  z.strictObject({
    ...{ ...of, report: z.literal('labels'), site: id, format: z.enum(['zpl', 'pdf', 'svg']) },
    labels: z
      .array(z.strictObject({ what: z.enum(labelled), id: z.string().min(1).max(100) }))
      .min(1)
      .max(500)
      .refine((all) => new Set(all.map(({ what, id }) => `${what} ${id}`)).size === all.length, 'each once'),
    /** Why they are printed once more: wanted where one of them was printed before. It stands in the audit. */
    reprint: z.string().trim().min(2).max(200).optional(),
    dpi: z.union([z.literal(203), z.literal(300)]).default(203),
    wideMm: z.int().min(60).max(110).default(100),
    highMm: z.int().min(35).max(150).default(50),
    /** Of ZPL: a font in the printer that has Chinese; without one every text is drawn as dots. */
    font: z
      .string()
      .regex(/^[REBAZ]:[A-Z0-9_]{1,16}\.(TTF|TTE|FNT)$/, 'a font of the printer: E:SIMSUN.TTF')
      .optional(),
  }),
  z.strictObject({ ...of, report: z.literal('document'), format: z.literal('pdf'), document: uuid }),
]);
export type Order = z.output<typeof order>;

export const job = z.object({
  id: z.string(),
  report: z.enum(reports),
  site: id,
  format,
  state: z.enum(['waiting', 'working', 'done', 'failed', 'stopped']),
  share: z.number().min(0).max(1).describe('how much of it is done'),
  orderedAt: at,
  name: orNull(z.string()).describe('of the file; null until there is one'),
  bytes: count,
  fault: orNull(z.string()).describe('the code of the fault that ended it'),
  detail: z.string(),
});

export const jobRoutes = {
  '/api/jobs': {
    about: 'the own reports, newest first; kept half an hour, at most 20 of them',
    query: {},
    params: {},
    answer: list(job),
  },
  '/api/jobs/{id}': { about: 'how far an own report is', query: {}, params: { id: uuid }, answer: job },
} as const;

export const jobCommands = {
  '/api/jobs/start': {
    about: 'order a report or the printed form of a document; its file is at /api/files/{id} when it is done',
    open: false,
    params: {},
    body: order,
    answer: job,
  },
  '/api/jobs/stop': {
    about: 'stop an own report that is waiting or being made',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid }),
    answer: job,
  },
} as const;
