/** The thread that makes one report, over one moment of the book, on a connection of its own that only reads. */
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Fault } from '@changping/contracts/faults';
import type { Order } from '@changping/contracts/http-jobs';
import Sqlite from 'better-sqlite3';
import { signerIn } from './store/head-key.ts';
import { make } from './work/make.ts';
import type { ReportParts } from './work/reports.ts';

const { file, order, ...parts } = workerData as { file: string; order: Order } & Omit<ReportParts, 'raw'>;
const raw = new Sqlite(file, { readonly: true, fileMustExist: true });
raw.exec('begin');
try {
  const signer = signerIn(dirname(file));
  const { name, type, bytes } = await make(order, { raw, signer, ...parts }, (share) =>
    parentPort?.postMessage({ share }),
  );
  // A copy of its own: what the library handed out may be a part of a larger one, which can't be handed on.
  const own = new Uint8Array(bytes);
  parentPort?.postMessage({ file: { name, type, bytes: own } }, [own.buffer]);
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  parentPort?.postMessage({ fault: { code: error.code, detail: error.detail } });
} finally {
  raw.close();
}
