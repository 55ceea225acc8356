/** Give the region's sites, places and kinds their rows. Run at every start; what is there stays as it is. */
import type { Kind, Site } from '@changping/contracts/live';
import type { Database } from './database.ts';

/** Zones every store has until it draws its own. */
const zones = ['receiving', 'ordinary', 'cold'];
/** Where goods come from and go to: every movement has a from and a to. */
const outside = ['supplier', 'consumed', 'disposed', 'lost', 'found'];

export function seed(
  { raw }: Pick<Database, 'raw'>,
  { sites, kinds }: { sites: readonly Pick<Site, 'id'>[]; kinds: readonly Pick<Kind, 'id'>[] },
): void {
  const addSite = raw.prepare('insert into site (code) values (?) on conflict do nothing');
  const addPlace = raw.prepare(
    'insert into place (code, site) values (?, (select key from site where code = ?)) on conflict do nothing',
  );
  const addKind = raw.prepare('insert into kind (code) values (?) on conflict do nothing');
  raw.transaction(() => {
    for (const code of outside) addPlace.run(code, null);
    for (const { id } of kinds) addKind.run(id);
    for (const { id } of sites) {
      addSite.run(id);
      for (const zone of zones) addPlace.run(`${id}/${zone}`, id);
    }
  })();
}
