/** The auditor's thread: proves the book once, on a connection of its own that only reads, and says what it found. Of a book that is whole it leaves the head beside the database, to be copied away. */
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { writeAnchor } from './store/anchor.ts';
import { rederive, verifyChains } from './store/verify.ts';
import { verifySeals } from './store/verify-seals.ts';

const { file } = workerData as { file: string };
const raw = new Sqlite(file, { readonly: true, fileMustExist: true });
// One moment of the book, however long the proof takes; letters go on being kept meanwhile.
raw.exec('begin');
const { heads, faults: broken } = verifyChains({ raw });
const faults = [...broken, ...verifySeals({ raw })];
const differences = rederive({ raw });
raw.close();
if (!faults.length && !differences.length)
  writeAnchor(dirname(file), join(dirname(file), 'head.json'), { at: Date.now(), heads });
parentPort?.postMessage({
  chains: heads.length,
  faults: faults.slice(0, 100),
  // A systematic fault is one in every piece.
  differences: differences.slice(0, 100),
  different: differences.length,
});
