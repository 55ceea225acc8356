/** Sees that the disk of the data runs full before a letter has to find out, and that there is room again. A quiet region may not write for half a minute. */
import { statfs } from 'node:fs/promises';

const lookEvery = 2000;
/** Below this the next group or the write-ahead file may not fit. */
const roomLeast = 2 * 1024 * 1024;

/** @param isFull told at every look. @returns how to end it. */
export function watchDisk(folder: string, isFull: (full: boolean) => void): () => void {
  const timer = setInterval(async () => {
    const disk = await statfs(folder).catch(() => undefined);
    // A file system that does not say how much room it has is left to the letters.
    if (disk && disk.blocks > 0) isFull(disk.bavail * disk.bsize < roomLeast);
  }, lookEvery);
  return () => clearInterval(timer);
}
