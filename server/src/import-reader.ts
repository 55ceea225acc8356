/** Reads a file to be imported in a thread of its own, and ends with the file where that takes too long or too much room. */
import type { Worker } from 'node:worker_threads';
import { Fault } from '@changping/contracts/faults';
import type { ImportMessage, ImportWish, Summary } from './import-worker.ts';
import { startThread } from './thread.ts';

export type ImportReader = {
  /** @param told what comes before the summary, in parts. @throws Fault */
  read(wish: ImportWish, told: (message: ImportMessage) => void): Promise<Summary>;
  close(): Promise<void>;
};

const longest = 120_000;
/** Megabytes: a workbook of 100,000 rows takes half of it. */
const heapMost = 1024;

/** @param file the database; the thread only reads it. */
export function importReader(file: string): ImportReader {
  const threads = new Set<Worker>();
  return {
    async read(wish, told) {
      const thread = startThread('import-worker', { file, wish }, heapMost);
      threads.add(thread);
      const timer = setTimeout(() => void thread.terminate(), longest);
      try {
        return await answerOf(thread, told);
      } finally {
        clearTimeout(timer);
        threads.delete(thread);
        void thread.terminate();
      }
    },
    async close() {
      await Promise.all([...threads].map((thread) => thread.terminate()));
    },
  };
}

const answerOf = (thread: Worker, told: (message: ImportMessage) => void) =>
  new Promise<Summary>((done, fail) => {
    thread.on('message', (message: ImportMessage) => {
      if ('found' in message) done(message.found);
      else if ('fault' in message) fail(new Fault(message.fault.code, message.fault.detail));
      else told(message);
    });
    thread.once('error', (error) => {
      const isFull = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      fail(new Fault(isFull ? 'importTooMuch' : 'internal', error.message.slice(0, 200)));
    });
    thread.once('exit', () => fail(new Fault('importTooMuch', 'ended')));
  });
