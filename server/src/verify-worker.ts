/** The auditor's thread: proves the book once, on a connection of its own that only reads, and says what it found. */
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { rederive, verifyChains } from './store/verify.ts';

const raw = new Sqlite((workerData as { file: string }).file, { readonly: true, fileMustExist: true });
// One moment of the book, however long the proof takes; letters go on being kept meanwhile.
raw.exec('begin');
const { heads, faults } = verifyChains({ raw });
const differences = rederive({ raw });
raw.close();
parentPort?.postMessage({
  chains: heads.length,
  faults,
  // A systematic fault is one in every piece.
  differences: differences.slice(0, 100),
  different: differences.length,
});
