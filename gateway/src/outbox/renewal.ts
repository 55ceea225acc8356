/** Begin a new epoch when the server holds other letters under this one's numbers: the disk was put back from an old image, or the server was.
 * The letters still here are numbered anew and sent once more. Some of them the ledger may know under their old numbers; it takes a sighting by its own time, a breach by its episode, a trip and a sweep by their ids, so that is the smaller evil: a letter lost nobody brings back.
 * Not more than once an hour: two gateways that run under one name take the epoch from each other, and must not do so as fast as the line allows. Until then the letters wait on the disk, and a person is told. */
import type { FaultCode } from '@changping/contracts/faults';
import type { Epoch, Instant } from '@changping/contracts/units';
import { renumbered } from './draft.ts';
import { type Database, newEpoch } from './file.ts';
import type { Rows } from './rows.ts';

export type Renewal = 'renewed' | 'too soon';

const renewEvery = 3_600_000;
const atATime = 500;

/** True of refusals that no letter of this epoch will escape. */
export const isForeign = (fault: FaultCode): boolean =>
  fault === 'epochSuperseded' || fault === 'letterSeqJump' || fault === 'letterConflict';

/** @returns the act: throws on a full disk, and then nothing has changed. */
export function renewal(db: Database, rows: Rows): (at: Instant) => Renewal {
  return (at) => {
    // A clock that was set back must not keep it waiting for years.
    if (Math.abs(at - rows.identity().renewedAt) < renewEvery) return 'too soon';
    const epoch = newEpoch() as Epoch;
    db.transaction(() => {
      let last = 0;
      let page = rows.page(0, atATime);
      while (page.length) {
        const read = page.at(-1)?.seq as number;
        rows.drop(page[0]?.seq as number, read);
        for (const { kind, bytes } of page) {
          // A void takes numbers of the old epoch; the new one has none to take.
          const fresh = kind === 'void' ? undefined : renumbered(bytes, epoch, last + 1);
          if (fresh) rows.add({ seq: ++last, kind, bytes: fresh });
        }
        page = rows.page(read, atATime);
      }
      rows.become({ epoch, last, renewedAt: at });
    }).immediate();
    return 'renewed';
  };
}
