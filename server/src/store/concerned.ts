/** The stores whose documents name a unit as their other end, asked store by store: a partner's documents grow with the years, the stores do not. */
import type { Database } from './database.ts';

export function concerned({ raw }: Pick<Database, 'raw'>): (unit: string) => string[] {
  const find = raw
    .prepare(
      'select code from site where exists (select 1 from document where document.site = site.key and there = ?)',
    )
    .pluck();
  return (unit) => find.all(unit) as string[];
}
