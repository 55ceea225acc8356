/** The thread that reads a file to be imported and holds it against one moment of the book, on a connection that only reads. What it found goes back in parts, so that nobody waits for a long list. */
import { parentPort, workerData } from 'node:worker_threads';
import { Fault, type FaultCode } from '@changping/contracts/faults';
import type { ImportField } from '@changping/contracts/import-words';
import Sqlite from 'better-sqlite3';
import { type Found, read, type Wish } from './work/import/read.ts';

/** Told in this order: how far it is, errors and rows in parts, then the rest. `fresh` only where it is to be applied. */
export type ImportMessage =
  | { share: number }
  | { errors: Found['errors'] }
  | { lots: Found['lots'] }
  | { fresh: Found['fresh'] }
  | { found: Summary }
  | { fault: { code: FaultCode; detail: string } };
export type ImportWish = Wish & { isToApply: boolean };
export type Summary = Omit<Found, 'errors' | 'lots' | 'fresh'> & {
  fresh: number;
  lots: number;
  pieces: number;
  tags: number;
  quantity: number;
  wrong: number;
  changes: { kind: string; lots: number; pieces: number; quantity: number }[];
  preview: Partial<Record<ImportField, string>>[];
};

const part = 500;
const previewRows = 20;

const { file, wish: wished } = workerData as { file: string; wish: ImportWish };
const tell = (message: ImportMessage) => parentPort?.postMessage(message);
await work(wished);

async function work({ isToApply, ...wish }: ImportWish): Promise<void> {
  const raw = new Sqlite(file, { readonly: true, fileMustExist: true });
  raw.exec('begin');
  try {
    const found = await read(wish, raw, (share) => tell({ share }));
    const { errors, lots, fresh, ...rest } = found;
    for (let at = 0; at < errors.length; at += part) tell({ errors: errors.slice(at, at + part) });
    if (isToApply) {
      for (let at = 0; at < lots.length; at += part) tell({ lots: lots.slice(at, at + part) });
      for (let at = 0; at < fresh.length; at += part) tell({ fresh: fresh.slice(at, at + part) });
    }
    tell({ found: { ...rest, ...summed(found) } });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    tell({ fault: { code: error.code, detail: error.detail } });
  } finally {
    raw.close();
  }
}

function summed({ errors, more, lots, fresh }: Found) {
  const changes = new Map<string, { kind: string; lots: number; pieces: number; quantity: number }>();
  const of = (kind: string) => {
    const there = changes.get(kind) ?? { kind, lots: 0, pieces: 0, quantity: 0 };
    changes.set(kind, there);
    return there;
  };
  let [pieces, tags, quantity] = [0, 0, 0];
  for (const row of fresh) {
    if (row.what !== 'class' && row.epc) tags++;
    if (row.what !== 'stock') continue;
    const change = of(row.kind);
    const isPiece = row.piece !== '' || row.epc !== '';
    change.quantity += row.quantity;
    quantity += row.quantity;
    if (isPiece) change.pieces++;
    if (isPiece) pieces++;
  }
  for (const { kind } of lots) of(kind).lots++;
  return {
    ...{ fresh: fresh.length, lots: lots.length, pieces, tags, quantity, wrong: errors.length + more },
    changes: [...changes.values()],
    preview: fresh.slice(0, previewRows).map(previewOf),
  };
}

function previewOf({ what: _, ...row }: Found['fresh'][number]): Partial<Record<ImportField, string>> {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [field, String(value)]));
}
