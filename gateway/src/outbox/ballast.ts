/** A file that only takes up room: thrown off when the disk is full, for there even a DELETE needs space to be written down, and taken on again when there is room. */
import { randomBytes } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Ballast = {
  throwOff(): void;
  /** @returns whether it is there now. */
  takeOn(): boolean;
};

/** More than the write-ahead file holds, so that it can be emptied. */
const size = 1024 * 1024;
/** A disk that was full a moment ago mostly still is. */
const tryEvery = 2000;

export function openBallast(folder: string): Ballast {
  const file = join(folder, 'ballast');
  let there = statSync(file, { throwIfNoEntry: false })?.size === size;
  let triedAt = -tryEvery;

  return {
    throwOff() {
      rmSync(file, { force: true });
      there = false;
      triedAt = performance.now();
    },
    takeOn() {
      if (there || performance.now() - triedAt < tryEvery) return there;
      triedAt = performance.now();
      try {
        // Noise, since some file systems store zeros in no room at all.
        writeFileSync(file, randomBytes(size));
        there = true;
      } catch {
        rmSync(file, { force: true });
      }
      return there;
    },
  };
}
