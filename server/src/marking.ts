/** Marks the stock beside the work, every minute where marks are due. A full or busy disk waits for the next minute; one that can't be trusted ends the program, as it does for letters. */
import { diskFault } from './domain/disk-fault.ts';
import type { Database } from './store/database.ts';
import { stockMarks } from './store/stock-marks.ts';

const lookEvery = 60_000;

/** @returns how to end it: when it has come back, nothing is written any more. */
export function marking(
  db: Pick<Database, 'raw'>,
  failed: (error: Error, what: string) => void,
  die: (error: Error) => never,
): () => Promise<void> {
  const { catchUp } = stockMarks(db);
  let ended = false;
  let turn: Promise<void> | undefined;

  async function look(): Promise<void> {
    try {
      await catchUp(() => ended);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (diskFault(failure) === 'untrusted') die(failure);
      failed(failure, 'the stock of the past is found without a new mark; again in a minute');
    } finally {
      turn = undefined;
    }
  }

  const start = () => {
    turn ??= look();
  };
  const timer = setInterval(start, lookEvery);
  start();
  return async () => {
    ended = true;
    clearInterval(timer);
    await turn;
  };
}
