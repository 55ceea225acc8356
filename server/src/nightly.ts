/** Once a day, when the region's day turns, the book is proved in a thread of its own: chains rebuilt, stock derived anew. Silence would be no proof, so the last time is shown. */
import type { Day } from './domain/day.ts';
import type { ChainFault, Difference } from './store/verify.ts';
import { startThread } from './thread.ts';

/** `faults`, `differences`: the first hundred of each; `different`: how many differences there are. */
export type Proof = { chains: number; faults: ChainFault[]; differences: Difference[]; different: number };
export type NightlyParts = {
  today(): Day;
  prove(signal: AbortSignal): Promise<Proof>;
  proved(proof: Proof): void;
  failed(error: Error): void;
};

/** At the fastest pace of a demo a day lasts 8.6 s. */
const lookEvery = 1000;

/** @returns how to end it. */
export function nightly({ today, prove, proved, failed }: NightlyParts): () => void {
  let provedOn = today();
  let isBusy = false;
  const ending = new AbortController();

  async function look(): Promise<void> {
    if (isBusy || today() === provedOn) return;
    isBusy = true;
    provedOn = today();
    try {
      proved(await prove(ending.signal));
    } catch (error) {
      if (!ending.signal.aborted) failed(error instanceof Error ? error : new Error(String(error)));
    } finally {
      isBusy = false;
    }
  }

  const timer = setInterval(look, lookEvery);
  return () => {
    clearInterval(timer);
    ending.abort();
  };
}

/** @param file the database; it is only read, and letters go on being kept meanwhile. */
export const prove = (file: string, signal?: AbortSignal): Promise<Proof> =>
  new Promise((done, fail) => {
    const thread = startThread('verify-worker', { file });
    const end = () => void thread.terminate();
    thread.once('message', done);
    thread.once('error', fail);
    thread.once('exit', () => {
      signal?.removeEventListener('abort', end);
      fail(new Error('the proof of the book was broken off'));
    });
    signal?.addEventListener('abort', end, { once: true });
    // A proof at work keeps no server alive.
    thread.unref();
  });
