/** Work that was decided and is done in slices, each whole by itself: it goes on until nothing is left, also after a slice that failed, and others have their turn in between. */
import { setImmediate as others } from 'node:timers/promises';
import { Fault } from '@changping/contracts/faults';

export type Onward = {
  /** @param slice does some of it. @returns is there more? Resolves when all is done; rejects with the first failure, after which it is tried again by itself. */
  go(name: string, slice: () => boolean): Promise<void>;
  /** What is left goes on with the next start. */
  close(): Promise<void>;
};

/** A disk that was full has to be given room by somebody. */
const againAfter = 5000;

export function onward(failed: (error: unknown) => void): Onward {
  const under = new Map<string, Promise<void>>();
  const waiting = new Map<string, NodeJS.Timeout>();
  let isEnding = false;

  async function drive(slice: () => boolean): Promise<void> {
    do await others();
    while (!isEnding && slice());
  }

  function go(name: string, slice: () => boolean): Promise<void> {
    const there = under.get(name);
    if (there) return there;
    clearTimeout(waiting.get(name));
    waiting.delete(name);
    const run = drive(slice).finally(() => under.delete(name));
    under.set(name, run);
    run.catch((error) => {
      failed(error);
      // A rule that refuses what was decided refuses it again.
      if (isEnding || error instanceof Fault) return;
      const timer = setTimeout(() => void go(name, slice).catch(() => {}), againAfter);
      waiting.set(name, timer.unref());
    });
    return run;
  }

  return {
    go,
    async close() {
      isEnding = true;
      for (const timer of waiting.values()) clearTimeout(timer);
      await Promise.allSettled(under.values());
    },
  };
}
