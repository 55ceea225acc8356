/** Start a thread of the server by its file's name, from the bundle or from source. */
import { Worker } from 'node:worker_threads';

/** Set by the bundler. */
declare const isBundle: boolean | undefined;

/** Its rows are typed arrays, outside of the heap; what it throws away needs no more room than this. */
const young = { maxYoungGenerationSizeMb: 8 };

/** `heapMb`: what it may keep in its heap at the most. The bundle has the thread's program beside it. Run from source, the loader has to be brought into the thread first: it does not inherit it. */
export function startThread(
  name: 'import-worker' | 'planner-worker' | 'verify-worker' | 'work-worker',
  workerData?: unknown,
  heapMb?: number,
): Worker {
  const resourceLimits = heapMb ? { ...young, maxOldGenerationSizeMb: heapMb } : young;
  if (typeof isBundle !== 'undefined')
    return new Worker(new URL(`./${name}.mjs`, import.meta.url), { workerData, resourceLimits });
  const source = new URL(`./${name}.ts`, import.meta.url).href;
  const loader = import.meta.resolve('tsx/esm/api');
  return new Worker(
    `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(source)}); })`,
    { eval: true, execArgv: [], workerData, resourceLimits },
  );
}
