/** A round through all lots at the start and on every new day of the region, a piece a turn, so that letters pass in between. A full or busy disk waits a minute; one that can't be trusted ends the program, as it does for letters. */
import { diskFault } from '../domain/disk-fault.ts';

export type DailyParts = {
  /** The region's day by the server's clock, which in a demo runs fast and in a drill may be set back. */
  today(): string;
  /** Each step of it is short. */
  round(): Iterable<unknown>;
  failed(error: Error): void;
  die(error: Error): never;
};

/** Of the wall: at the fastest pace of a demo a day lasts 8.6 s. */
const lookEvery = 1000;
const waitAfterFault = 60_000;

/** @returns how to end it. */
export function daily({ today, round, failed, die }: DailyParts): () => void {
  let done: string | undefined;
  let busy = false;
  let waitUntil = 0;
  let ended = false;

  async function look(): Promise<void> {
    const day = today();
    if (busy || day === done || performance.now() < waitUntil) return;
    busy = true;
    try {
      for (const _ of round()) {
        await new Promise(setImmediate);
        if (ended) return;
      }
      done = day;
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (diskFault(failure) === 'untrusted') die(failure);
      waitUntil = performance.now() + waitAfterFault;
      failed(failure);
    } finally {
      busy = false;
    }
  }

  const timer = setInterval(look, lookEvery);
  void look();
  return () => {
    ended = true;
    clearInterval(timer);
  };
}
