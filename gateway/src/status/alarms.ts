/** What a person must come for: said on the status page, in /healthz, and once on the program's own output when it begins and when it is over. */
import { statfsSync } from 'node:fs';
import type { Store } from '../store.ts';
import { superseded } from '../uplink.ts';

export type Alarm = 'diskFull' | 'damagedFile' | 'superseded' | 'doorContact' | 'doorOpen';
export type AlarmEvent = { gateway: string; alarm: Alarm; state: 'begun' | 'over' };

const lookEvery = 1000;

/** Below this the next group of letters may not fit. */
const roomLeast = 128 * 1024;

export function alarmsOf({
  outbox,
  uplink,
  settings,
  door,
}: Pick<Store, 'outbox' | 'uplink' | 'settings' | 'door'>): Alarm[] {
  const { diskFull, damaged } = outbox.facts();
  const faults = settings.readers.map(({ id }) => door(id)?.fault);
  const all: [Alarm, boolean][] = [
    ['diskFull', diskFull || hasNoRoom(settings.data)],
    ['damagedFile', damaged !== null],
    ['superseded', uplink.line().why === superseded],
    ['doorContact', faults.some((fault) => fault && fault !== 'standsOpen')],
    ['doorOpen', faults.includes('standsOpen')],
  ];
  return all.filter(([, is]) => is).map(([alarm]) => alarm);
}

/** A quiet store may ask for new room only after minutes, and by then a person could have come. */
function hasNoRoom(folder: string): boolean {
  try {
    const { blocks, bavail, bsize } = statfsSync(folder);
    // Some file systems do not say how much room they have.
    return blocks > 0 && bavail * bsize < roomLeast;
  } catch {
    return false;
  }
}

/** @returns how to stop. */
export function watchAlarms(stores: readonly Store[], say: (event: AlarmEvent) => void): () => void {
  const before = new Map<string, readonly Alarm[]>();
  const look = () => {
    for (const store of stores) {
      const gateway = store.settings.id;
      const was = before.get(gateway) ?? [];
      const is = alarmsOf(store);
      before.set(gateway, is);
      for (const alarm of is) if (!was.includes(alarm)) say({ gateway, alarm, state: 'begun' });
      for (const alarm of was) if (!is.includes(alarm)) say({ gateway, alarm, state: 'over' });
    }
  };
  look();
  const looking = setInterval(look, lookEvery);
  return () => clearInterval(looking);
}
