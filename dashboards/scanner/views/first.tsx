/** Nothing is kept here yet: the first time needs the line, and somebody who is in. */
import { useEffect, useSyncExternalStore } from 'react';
import { toDoor } from '../../shared/to-door.ts';
import type { ScannerWords } from '../../shared/words/scanner-zh.ts';
import type { Line } from '../line/line.ts';

export function First({ words, line }: { words: ScannerWords; line: Line }) {
  const { isBusy, isOut, isThere } = useSyncExternalStore(line.subscribe, line.state);
  useEffect(() => {
    if (isOut) toDoor('notLoggedIn');
  }, [isOut]);
  return (
    <main>
      <h1>{words.title}</h1>
      <p className="empty" role="status">
        {isBusy || isThere ? words.busy : words.first}
      </p>
      {!isBusy && (
        <p className="new">
          <button type="button" onClick={() => void line.hurry()}>
            {words.again}
          </button>
        </p>
      )}
    </main>
  );
}
