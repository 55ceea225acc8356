/** Two names at a time are looked up. The system's resolver blocks a thread of four until it gives up, which without a line takes longer than whoever asked waits; passwords are stretched and files are read on the same threads. */
import type { LookupFunction } from 'node:net';

const most = 2;

/** @param waits milliseconds; who asked has given up by then, and is not asked for any more. */
export function fewAtOnce(lookup: LookupFunction, waits: number): LookupFunction {
  const waiting: (() => void)[] = [];
  let running = 0;

  function next(): void {
    while (running < most) {
      const begin = waiting.shift();
      if (!begin) return;
      begin();
    }
  }
  return (name, options, back) => {
    const until = performance.now() + waits;
    waiting.push(() => {
      if (performance.now() > until) {
        back(Object.assign(new Error(`${name} waited for its turn`), { code: 'EAI_AGAIN' }), '');
        return;
      }
      running++;
      lookup(name, options, (...answer) => {
        running--;
        back(...answer);
        next();
      });
    });
    next();
  };
}
