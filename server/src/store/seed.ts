/** Give the region's sites, places and kinds their rows. Run at every start; what is there stays as it is. */
import type { Kind, Site } from '@changping/contracts/live';
import type { SiteId } from '@changping/contracts/units';
import type { Database } from './database.ts';

/** Where goods come from and go to: every movement has a from and a to. "opening" is what stood in a store before its book began. */
const outside = ['supplier', 'consumed', 'disposed', 'lost', 'found', 'opening'];

/** The chain of what belongs to no store: accounts, policies. No site can have this name. */
export const regionChain = '_region' as SiteId;

export type Listed = {
  sites: readonly Pick<Site, 'id'>[];
  kinds: readonly Pick<Kind, 'id'>[];
  /** A zone is a place, and each of its bins is one below it: RC-S/ordinary, RC-S/ordinary/A-01. */
  zones: readonly { site: string; zone: string; bins: readonly string[] }[];
};

export function seed({ raw }: Pick<Database, 'raw'>, { sites, kinds, zones }: Listed): void {
  const addSite = raw.prepare('insert into site (code) values (?) on conflict do nothing');
  const addPlace = raw.prepare(
    'insert into place (code, site) values (?, (select key from site where code = ?)) on conflict do nothing',
  );
  const addKind = raw.prepare('insert into kind (code) values (?) on conflict do nothing');
  raw.transaction(() => {
    for (const code of outside) addPlace.run(code, null);
    for (const { id } of kinds) addKind.run(id);
    addSite.run(regionChain);
    for (const { id } of sites) addSite.run(id);
    for (const { site, zone, bins } of zones) {
      addPlace.run(`${site}/${zone}`, site);
      for (const bin of bins) addPlace.run(`${site}/${zone}/${bin}`, site);
    }
  })();
}
