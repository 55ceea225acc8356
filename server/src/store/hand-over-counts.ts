/** What a hand-over of a store is held against: what lies there, and its counts with the hand-over that each went to. */
import type { Document } from '@changping/contracts/documents';
import type { Instant } from '@changping/contracts/units';
import { type CountFacts, handedOver, type Lying } from '../domain/count/handed-over.ts';
import { standing } from '../domain/documents/signatures.ts';
import type { Database } from './database.ts';

/** `by`: who began it and who said that it was done. */
export type HandOverCount = CountFacts & { id: string; by: string[]; closedAt: Instant | null };
export type HandOverCounts = {
  /** The places that it names, and all that lies there. */
  handedOver(handOver: Document): ReturnType<typeof handedOver>;
  /** Of its store, newest first; those begun since, or those that bear one of these numbers. */
  of(handOver: Document, wanted: { since: number } | { numbers: readonly string[] }): HandOverCount[];
};

type Row = {
  id: string;
  number: string;
  state: string;
  kinds: string | null;
  startedAt: number | null;
  closedAt: number | null;
  places: string;
  by: string;
};
/** Of one store since one day: more than anybody chooses from. */
const most = 200;

export function handOverCounts({ raw }: Pick<Database, 'raw'>): HandOverCounts {
  const site = '(select key from site where code = @site)';
  // What a count is about to see is not told before, not even that a bin of it is empty.
  const lying = raw.prepare(
    `with counted as (select distinct place.key from count_run join document on document.key = count_run.document
         join count_place on count_place.document = count_run.document join place as root on root.key = count_place.place
         join place on place.site = root.site and (place.code = root.code or substr(place.code, 1, length(root.code) + 1) = root.code || '/')
       where root.site = ${site} and freeze is not null and closed_at is null and is_over = 0)
     select distinct place.code as place, kind.code as kind from place join cell on cell.place = place.key
       join stock on stock.cell = cell.key join lot on lot.key = cell.lot join kind on kind.key = lot.kind
     where place.site = ${site} and stock.quantity > 0 and place.key not in (select key from counted)
     union all select code, null from place where key in (select key from counted)
     order by 1, 2`,
  );
  const places = raw.prepare(`select code from place where site = ${site}`).pluck();
  const counts = raw.prepare(
    `select document.id, number, state, kinds, started_at as startedAt, closed_at as closedAt,
       (select json_group_array(place.code) from count_place
         join place on place.key = count_place.place where count_place.document = document.key) as places,
       (select json_group_array(distinct step.value ->> '$.by') from json_each(document.body, '$.steps') as step
         where step.value ->> '$.action' in ('start', 'submit', 'submitAgain')) as "by"
     from document join count_run on count_run.document = document.key
     where document.site = ${site} and (started_at >= @since or number in (select value from json_each(@numbers)))
     order by document.key desc limit ${most}`,
  );
  const handOvers = raw
    .prepare(
      `select body from document where type = 'handOver' and site = ${site} and id <> @id and state not in ('cancelled', 'refused')`,
    )
    .pluck();

  /** By the number of the count; what was attached and taken back is free again. */
  function attached(handOver: Pick<Document, 'site' | 'id'>): Map<string, string> {
    const bodies = handOvers.all({ site: handOver.site, id: handOver.id }) as string[];
    const others = bodies.map((body) => JSON.parse(body) as Document);
    return new Map(
      others.flatMap(({ number, steps }) => attachedIn(steps).map((count) => [count, number] as const)),
    );
  }

  return {
    handedOver: ({ site, lines }) =>
      handedOver(
        lines.flatMap(({ item }) => item ?? []),
        lying.all({ site }) as Lying[],
        places.all({ site }) as string[],
      ),
    of(handOver, wanted) {
      const taken = attached(handOver);
      const since = 'since' in wanted ? wanted.since : null;
      const numbers = JSON.stringify('numbers' in wanted ? wanted.numbers : []);
      const rows = counts.all({ site: handOver.site, since, numbers }) as Row[];
      return rows.map(({ state, ...row }) => ({
        ...row,
        kinds: row.kinds === null ? null : (JSON.parse(row.kinds) as string[]),
        places: (JSON.parse(row.places) as string[]).sort(),
        by: JSON.parse(row.by) as string[],
        closedAt: row.closedAt as Instant | null,
        isPosted: state === 'closed',
        attachedTo: taken.get(row.number) ?? null,
      }));
    },
  };
}

/** Numbers of the counts that a hand-over rests on. */
export const attachedIn = (steps: Document['steps']): string[] => [
  ...new Set(
    standing(steps)
      .filter(({ action }) => action === 'attachCount')
      .flatMap(({ refs }) => refs.map((ref) => ref.trim()).filter(Boolean)),
  ),
];
