/** How long one thread holds everybody else up, in its own CPU: a machine that others share would tell of them. */
import { readFileSync } from 'node:fs';

/** Of the main thread alone where Linux keeps its account: what a planner or a sweep of the memory does beside it holds nobody up. Elsewhere of the whole process. */
export function threadMs(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}

/** @returns a function that ends it and says how long the longest turn was. */
export function longestTurn(): () => number {
  let [longest, last, ended] = [0, threadMs(), false];
  const look = () => {
    const now = threadMs();
    longest = Math.max(longest, now - last);
    last = now;
    if (!ended) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    ended = true;
    look();
    return longest;
  };
}
