/** Read what is long in pieces short enough that letters pass in between. */
import { setImmediate as others } from 'node:timers/promises';

/** Rows read at once: a few milliseconds of the thread. */
export const pieceRows = 300;

/** @param read the next piece after a row, at most `pieceRows` long. @yields each, after others had their turn. */
export async function* inPieces<Row>(read: (last: Row | undefined) => Row[]): AsyncGenerator<Row[]> {
  let last: Row | undefined;
  for (;;) {
    await others();
    const rows = read(last);
    yield rows;
    if (rows.length < pieceRows) return;
    last = rows.at(-1);
  }
}
