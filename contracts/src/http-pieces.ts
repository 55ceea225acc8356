/** What is done to one piece at the shelf: a tag is put on it, its case is opened into loose goods, loose goods are closed into a case. */
import { z } from 'zod';
import { count, id, uuid } from './http-list.ts';

const code = z.string().trim().min(1).max(80);
const reason = z.string().trim().min(1).max(200);
const epc = z
  .string()
  .regex(/^(?:[0-9A-F]{4}){1,31}$/, 'a tag: whole words in capital hex, 62 bytes at most (S8)');
const place = z
  .string()
  .max(100)
  .regex(/^[\w-]+(\/[\w.-]+){1,2}$/, 'a place in a store: SITE/ZONE or SITE/ZONE/BIN');

/** Made by whoever asks: the same again, after a line that broke, changes nothing. */
const key = uuid;

const piece = z.object({
  piece: z.string(),
  lot: z.string(),
  quantity: count.describe('in base units; 0: opened, its goods lie loose where it stood'),
  place: z.string(),
  epcs: z.array(z.string()).describe('bound to it now'),
});

export const pieceCommands = {
  '/api/pieces/bind': {
    about: 'a tag belongs to this piece from now on; another it had before is taken off, for a reason',
    open: false,
    params: {},
    body: z.strictObject({ key, piece: code, epc, reason: reason.optional() }),
    answer: piece,
  },
  '/api/pieces/open': {
    about: 'a case is opened: what was in it lies loose at the same place',
    open: false,
    params: {},
    body: z.strictObject({ key, piece: code, reason }),
    answer: piece,
  },
  '/api/pieces/close': {
    about: 'so much of a lot that lies loose goes into a case: a new piece, or one that was opened before',
    open: false,
    params: {},
    body: z.strictObject({
      key,
      piece: code,
      epc: epc.optional(),
      lot: code,
      quantity: z.int().min(1).max(1_000_000),
      from: z.strictObject({
        place,
        quality: z.enum(['usable', 'held', 'inInspection', 'damaged']),
        grade: z.enum(['reserve', 'duty', 'training', 'dispose']),
        owner: id,
      }),
    }),
    answer: piece,
  },
} as const;
