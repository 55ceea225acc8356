/** Long work on the one thread, in slices: whoever waits for something else has a turn between them. */
import { setImmediate } from 'node:timers/promises';

/** A slice of its own is a millisecond or two; so many of them are taken together. */
const sliceMs = 8;

export async function inSlices<Result>(work: Generator<unknown, Result>): Promise<Result> {
  let began = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value as Result;
    if (performance.now() - began < sliceMs) continue;
    await setImmediate();
    began = performance.now();
  }
}
