/** Room on the disk for the outbox's file. On a full disk the file may grow no more, for a letter that fits the write-ahead file but not the file itself would block every later one, thanks and deletions too. It lives on the pages that become free in it, and first of all on a reserve that lies in the file itself, where nobody else can take it. */
import { openBallast } from './ballast.ts';
import type { Database } from './file.ts';

export type Room = {
  isTight(): boolean;
  /** The disk is full: throw off the ballast, open the reserve and grow no more. */
  tighten(): void;
  /** Grow again, if there is room for ballast and reserve again. */
  tryLoosen(): void;
};

/** SQLite's own limit. */
const pagesMost = 0xfffffffe;
/** A thousand letters of stock: hours of an ordinary store. */
const reserveBytes = 512 * 1024;

export function openRoom(db: Database, folder: string, maxPages = pagesMost): Room {
  const ballast = openBallast(folder);
  const fill = db.prepare('insert or ignore into reserve values (1, zeroblob(?))');
  const open = db.prepare('delete from reserve');
  const limit = (pages: number) => db.pragma(`max_page_count = ${pages}`);
  let tight = false;

  const tryToFill = (): boolean => {
    try {
      fill.run(reserveBytes);
      return true;
    } catch {
      return false;
    }
  };
  if (ballast.takeOn()) tryToFill();
  limit(maxPages);

  return {
    isTight: () => tight,
    tighten() {
      if (tight) return;
      tight = true;
      ballast.throwOff();
      try {
        // What is in the write-ahead file still needs its place: less than the ballast has just made free.
        db.pragma('wal_checkpoint(RESTART)');
        open.run();
      } catch {
        // Somebody else was quicker to take the room; what is written stays where it is.
      }
      limit(Math.min(maxPages, db.pragma('page_count', { simple: true }) as number));
    },
    tryLoosen() {
      if (!tight || !ballast.takeOn()) return;
      limit(maxPages);
      tight = !tryToFill();
      if (tight) limit(db.pragma('page_count', { simple: true }) as number);
    },
  };
}
