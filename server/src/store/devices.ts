/** The readers and probes that each gateway has named. A store has tens of them; a gateway that invents names without end is stopped, because each is a curve, a state and a line on the map for ever after. */
import type { Letter } from '@changping/contracts/letters';
import type { GatewayId } from '@changping/contracts/units';
import type { Database } from './database.ts';

export type Devices = {
  /** Takes the names of a letter for its gateway. @returns false when they are too many, and then takes none. Writes nothing. */
  claim(gateway: GatewayId, letter: Letter, now: number): boolean;
  /** Writes what was claimed. Within the caller's transaction. */
  keep(gateway: GatewayId, letter: Letter, now: number): void;
  /** After a failed transaction: claimed names may have no rows. */
  forget(): void;
};
type Sort = 'reader' | 'probe';
/** When each was written down last; 0: not yet. */
type Names = Map<string, number>;

/** Of one gateway, of each sort. */
export const devicesMost = 256;
const day = 86_400_000;
/** A device that was silent for so long was taken away, and its place is free. */
const goneAfter = 90 * day;

export function devices({ raw }: Pick<Database, 'raw'>): Devices {
  const namesOf = raw.prepare(
    'select name, last_at as at from device where gateway = ? and sort = ? and last_at > ?',
  );
  const put = raw.prepare(
    `insert into device (gateway, sort, name, last_at) values (?, ?, ?, ?)
     on conflict (gateway, sort, name) do update set last_at = excluded.last_at`,
  );
  const known = new Map<string, Names>();

  function of(gateway: GatewayId, sort: Sort, now: number): Names {
    const there = known.get(`${gateway}/${sort}`);
    if (there) return there;
    const rows = namesOf.all(gateway, sort, now - goneAfter) as { name: string; at: number }[];
    const names = new Map(rows.map(({ name, at }) => [name, at]));
    known.set(`${gateway}/${sort}`, names);
    return names;
  }

  return {
    claim(gateway, letter, now) {
      const fresh = namedIn(letter).map(([sort, all]) => {
        const names = of(gateway, sort, now);
        return { names, fresh: [...new Set(all)].filter((name) => !names.has(name)) };
      });
      for (const { names, fresh: more } of fresh) {
        if (more.length && names.size + more.length > devicesMost) makeRoom(names, now);
        if (more.length && names.size + more.length > devicesMost) return false;
      }
      for (const { names, fresh: more } of fresh) for (const name of more) names.set(name, 0);
      return true;
    },
    keep(gateway, letter, now) {
      for (const [sort, all] of namedIn(letter)) {
        const names = of(gateway, sort, now);
        for (const name of all) {
          if ((names.get(name) ?? 0) > now - day) continue;
          put.run(gateway, sort, name, now);
          names.set(name, now);
        }
      }
    },
    forget: () => known.clear(),
  };
}

function namedIn(letter: Letter): [Sort, string[]][] {
  switch (letter.kind) {
    case 'tags':
    case 'passage':
    case 'count':
      return [['reader', [letter.reader]]];
    case 'climate':
    case 'breach':
      return [['probe', [letter.probe]]];
    case 'health':
      return [
        ['reader', letter.readers.map(({ reader }) => reader)],
        ['probe', letter.probes.map(({ probe }) => probe)],
      ];
    default:
      return [];
  }
}

function makeRoom(names: Names, now: number): void {
  for (const [name, at] of names) if (at > 0 && at <= now - goneAfter) names.delete(name);
}
