/** Which counts run, and whether somebody has a part in them; and which lots lie in places that are hidden. */
import type { Running } from '../domain/count/blind.ts';
import type { Database } from './database.ts';

export type CountsRunning = {
  /** @param person by account name. */
  of(person: string): Running[];
  lotsIn(places: readonly string[]): ReadonlySet<string>;
};

export function countsRunning({ raw }: Pick<Database, 'raw'>): CountsRunning {
  const seenBy = (table: string) =>
    `exists (select 1 from ${table} where ${table}.document = document.key and counter = @person)`;
  const running = raw.prepare(
    `select site.code as site, (select json_group_array(place.code) from count_place
         join place on place.key = count_place.place where count_place.document = document.key) as places,
       ${seenBy('count_scan')} or ${seenBy('count_covered')} or exists (
         select 1 from json_each(document.body, '$.steps') as step
         where json_extract(step.value, '$.action') = 'start' and json_extract(step.value, '$.by') = @person) as hasPart
     from count_run join document on document.key = count_run.document join site on site.key = document.site
     where freeze is not null and closed_at is null and is_over = 0`,
  );
  const lotsIn = raw
    .prepare(
      `select distinct lot.code from json_each(?) as named
         join place as root on root.code = named.value
         join place on place.site = root.site and (place.code = root.code or substr(place.code, 1, length(root.code) + 1) = root.code || '/')
         join cell on cell.place = place.key join stock on stock.cell = cell.key and stock.quantity <> 0
         join lot on lot.key = cell.lot`,
    )
    .pluck();
  return {
    of: (person) =>
      (running.all({ person }) as { site: string; places: string; hasPart: number }[]).map(
        ({ site, places, hasPart }) => ({
          ...{ site, places: JSON.parse(places) as string[], hasPart: hasPart === 1 },
        }),
      ),
    lotsIn: (places) => new Set(places.length ? (lotsIn.all(JSON.stringify(places)) as string[]) : []),
  };
}
