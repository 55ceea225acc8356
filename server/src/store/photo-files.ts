/** Photographs as files, photos/<2>/<sha256>, each once whoever names it: on the disk when it is kept, whole or not there, for nobody else of this computer. */
import { rmSync } from 'node:fs';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

export type PhotoFiles = {
  /** Durable when it resolves. `hash` is that of the bytes: whoever calls has made sure. */
  keep(hash: string, bytes: Uint8Array): Promise<void>;
  read(hash: string): Promise<Uint8Array>;
  /** At once, so that nobody who keeps the same comes between. */
  drop(hash: string): void;
};

export function photoFiles(data: string): PhotoFiles {
  const root = join(data, 'photos');
  const folderOf = (hash: string) => join(root, hash.slice(0, 2));
  let turn = 0;
  return {
    async keep(hash, bytes) {
      const folder = folderOf(hash);
      const made = await mkdir(folder, { recursive: true, mode: 0o700 });
      const half = join(folder, `.${hash}.${process.pid}.${turn++}`);
      try {
        const file = await open(half, 'wx', 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        // Whatever the umask took or left.
        await chmod(half, 0o600);
        await rename(half, join(folder, hash));
      } catch (error) {
        await rm(half, { force: true });
        throw error;
      }
      for (const name of made === undefined ? [folder] : [folder, root, data]) await syncFolder(name);
    },
    read: (hash) => readFile(join(folderOf(hash), hash)),
    drop: (hash) => rmSync(join(folderOf(hash), hash), { force: true }),
  };
}

/** The name of a file is in its folder, and that is on no disk before this. */
async function syncFolder(name: string): Promise<void> {
  const folder = await open(name, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
