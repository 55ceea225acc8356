/** Room on the disk for the outbox's file. On a full disk the file may grow no more and lives on the pages that become free in it: a letter that fits the write-ahead file but not the file itself would block every later one, thanks and deletions too. */
import { openBallast } from './ballast.ts';
import type { Database } from './file.ts';

export type Room = {
  isTight(): boolean;
  /** The disk is full: throw off the ballast and grow no more. */
  tighten(): void;
  /** Grow again, if there is room for the ballast again. */
  tryLoosen(): void;
};

/** SQLite's own limit. */
const pagesMost = 0xfffffffe;

export function openRoom(db: Database, folder: string, maxPages = pagesMost): Room {
  const ballast = openBallast(folder);
  let tight = false;
  const limit = (pages: number) => db.pragma(`max_page_count = ${pages}`);
  limit(maxPages);
  ballast.takeOn();

  return {
    isTight: () => tight,
    tighten() {
      if (tight) return;
      tight = true;
      ballast.throwOff();
      try {
        // What is in the write-ahead file still needs its place: less than the ballast has just made free.
        db.pragma('wal_checkpoint(RESTART)');
      } catch {
        // Somebody else was quicker to take the room; what is written stays where it is.
      }
      limit(Math.min(maxPages, db.pragma('page_count', { simple: true }) as number));
    },
    tryLoosen() {
      if (!ballast.takeOn() || !tight) return;
      tight = false;
      limit(maxPages);
    },
  };
}
