/** Poison, kept as it came for as long as there is room: each gateway has its own, so none fills the disk or another's. Of the oldest the bytes go first, then the rows; how many went is kept. Runs inside the caller's transaction. */
import type { Database } from './database.ts';
import type { Poison } from './sort.ts';

export type Quarantine = {
  /** @returns whether it came for the first time and a person is to be told. */
  keep(gatewayKey: number, poison: Poison, now: number): boolean;
  /** After a failed transaction. */
  forget(): void;
};
export type Room = { letters: number; bytes: number };

/** Of one gateway: a month of a program that writes one bad letter in a thousand. */
export const usualRoom: Room = { letters: 5000, bytes: 8 * 1024 * 1024 };
/** So much of what there is room for goes at once, or every letter of a flood would look for the oldest. */
const share = 4;
const hour = 3_600_000;
/** Lines of the feed that one gateway's poison may write in an hour; all of it is in the list. */
const toldMost = 60;

type Held = Room & { since: number; told: number };

export function quarantine({ raw }: Pick<Database, 'raw'>, room: Room = usualRoom): Quarantine {
  const add = raw
    .prepare(
      `insert into quarantine (gateway, epoch, seq, digest, fault, why, arrived_at, times, body)
       values (?, ?, ?, ?, ?, ?, ?, 1, ?)
       on conflict (gateway, digest) do update set times = times + 1 returning times`,
    )
    .pluck();
  const sum = raw.prepare(
    'select count(*) as letters, coalesce(sum(length(body)), 0) as bytes from quarantine where gateway = ?',
  );
  const withBytes = raw.prepare(
    'select key, length(body) as bytes from quarantine where gateway = ? and length(body) > 0 order by key',
  );
  const empty = raw.prepare(
    'update quarantine set body = zeroblob(0) where gateway = ? and key <= ? and length(body) > 0',
  );
  const oldest = raw
    .prepare('select key from quarantine where gateway = ? order by key limit 1 offset ?')
    .pluck();
  const drop = raw.prepare('delete from quarantine where gateway = ? and key < ?');
  const count = raw.prepare(
    `insert into quarantine_shed (gateway, letters, bodies) values (?, ?, ?)
     on conflict (gateway) do update set letters = letters + excluded.letters, bodies = bodies + excluded.bodies`,
  );
  const held = new Map<number, Held>();

  function of(gateway: number): Held {
    const there = held.get(gateway) ?? { ...(sum.get(gateway) as Room), since: 0, told: 0 };
    held.set(gateway, there);
    return there;
  }

  function shed(gateway: number, mine: Held): void {
    let bodies = 0;
    let letters = 0;
    if (mine.bytes > room.bytes) {
      let upTo = 0;
      for (const row of withBytes.iterate(gateway) as Iterable<{ key: number; bytes: number }>) {
        if (mine.bytes <= room.bytes - room.bytes / share) break;
        mine.bytes -= row.bytes;
        upTo = row.key;
      }
      bodies = empty.run(gateway, upTo).changes;
    }
    if (mine.letters > room.letters) {
      const first = oldest.get(gateway, Math.ceil(room.letters / share)) as number;
      letters = drop.run(gateway, first).changes;
      Object.assign(mine, sum.get(gateway));
    }
    if (bodies || letters) count.run(gateway, letters, bodies);
  }

  return {
    keep(gateway, { epoch, seq, digest, fault, why, arrivedAt, bytes }, now) {
      const mine = of(gateway);
      const times = add.get(gateway, epoch, seq, digest, fault, why, arrivedAt, bytes) as number;
      if (times > 1) return false;
      mine.letters++;
      mine.bytes += bytes.length;
      shed(gateway, mine);
      if (now - mine.since >= hour) Object.assign(mine, { since: now, told: 0 });
      return ++mine.told <= toldMost;
    },
    forget: () => held.clear(),
  };
}
