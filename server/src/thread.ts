/** Start a thread of the server by its file's name: from the bundle, also where the rest runs from source. */
import { Worker } from 'node:worker_threads';

/** Set by the bundler. */
declare const isBundle: boolean | undefined;

/** Its rows are typed arrays, outside of the heap; what it throws away needs no more room than this. */
const young = { maxYoungGenerationSizeMb: 8 };

/** A thread does not inherit the loader of source, and to bring it there takes longer than most of its work. */
const built = typeof isBundle !== 'undefined' ? '.' : '../dist';

/** `heapMb`: what it may keep in its heap at the most. */
export function startThread(
  name: 'import-worker' | 'planner-worker' | 'verify-worker' | 'work-worker',
  workerData?: unknown,
  heapMb?: number,
): Worker {
  const resourceLimits = heapMb ? { ...young, maxOldGenerationSizeMb: heapMb } : young;
  return new Worker(new URL(`${built}/${name}.mjs`, import.meta.url), { workerData, resourceLimits });
}
