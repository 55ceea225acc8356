/** Who may listen to the live map, and to what of it. */
import type { IncomingHttpHeaders } from 'node:http';
import { isOutsider } from '@changping/contracts/roles';
import type { SiteId } from '@changping/contracts/units';
import { isInScope, rights, type UnitTree } from './domain/rights.ts';
import { whoIs } from './edge/http/door.ts';
import type { Listener } from './edge/live.ts';
import type { Person } from './store/accounts.ts';
import type { Asker } from './store/sessions.ts';

export type Listeners = {
  /** Null of whoever may hear nothing. */
  of(headers: IncomingHttpHeaders, address: string): Listener | null;
  /** A count begins and ends by an act. */
  acted(): void;
};
export type ListenerParts = {
  door: Parameters<typeof whoIs>[0];
  /** @throws Fault where something else has to be done first. */
  ready(asker: Asker): void;
  /** Places that are being counted, of whoever may not see them meanwhile. */
  hiddenFrom(person: Person): readonly string[];
  tree: UnitTree;
  region: string;
};

export function listeners({ door, ready, hiddenFrom, tree, region }: ListenerParts): Listeners {
  /** By account, until somebody does something. */
  const blindness = new Map<string, ReadonlySet<string>>();

  function heard(headers: IncomingHttpHeaders, address: string): Person | null {
    try {
      const asker = whoIs(door, headers, address, false);
      ready(asker);
      return asker.person.roles.some((role) => rights[role].has('readStock')) ? asker.person : null;
    } catch {
      return null;
    }
  }
  function blindTo(person: Person): ReadonlySet<string> {
    const key = JSON.stringify([person.name, person.within, person.roles]);
    const known = blindness.get(key);
    if (known) return known;
    const sites = new Set(hiddenFrom(person).map((place) => place.split('/')[0] as string));
    blindness.set(key, sites);
    return sites;
  }

  return {
    of(headers, address) {
      const person = heard(headers, address);
      if (!person) return null;
      return {
        view: `${person.within ?? person.unit} ${person.roles.some(isOutsider)}`,
        sees: (site: SiteId) => isInScope(person, site, tree),
        seesAll: isInScope(person, region, tree),
        isStill: () => heard(headers, address) !== null,
        blind: () => blindTo(person),
      };
    },
    acted: () => blindness.clear(),
  };
}
