/** What the plan of counts rests on: what lies in each zone, what is open about it, and what was counted when. */
import type { Instant, KindId } from '@changping/contracts/units';
import type { LotFacts } from '../domain/count/facts.ts';
import type { Past, Stocked } from '../domain/count/plan.ts';
import type { Database } from './database.ts';

export type CountPlans = {
  /** Zone by zone. */
  stocked(site: string, zones: readonly string[]): Generator<Stocked>;
  past(site: string): Past[];
};

/** The newest of a store; older ones say nothing that these do not. */
const pastMost = 1000;

export function countPlans(
  { raw }: Pick<Database, 'raw'>,
  kinds: Pick<ReadonlyMap<string, Pick<LotFacts, 'abc'>>, 'get'>,
): CountPlans {
  const within = `place.site = (select key from site where code = @site)
    and (place.code = @zone or substr(place.code, 1, length(@zone) + 1) = @zone || '/')`;
  const there = raw.prepare(
    `select kind.code as kind, json_group_array(distinct place.code) as places from place join cell on cell.place = place.key join stock on stock.cell = cell.key
         join lot on lot.key = cell.lot join kind on kind.key = lot.kind where ${within} and stock.quantity > 0 group by kind.code`,
  );
  const open = raw.prepare(
    `select kind.code as kind, count(*) as open from discrepancy join tag on tag.key = discrepancy.tag
       join piece on piece.key = tag.piece join cell on cell.key = piece.cell join place on place.key = cell.place
       join lot on lot.key = piece.lot join kind on kind.key = lot.kind
     where discrepancy.site = (select key from site where code = @site) and discrepancy.closed_at is null and ${within} group by kind.code`,
  );
  const past = raw.prepare(
    `select kinds, closed_at as closedAt, (select json_group_array(place.code) from count_place
         join place on place.key = count_place.place where count_place.document = document.key) as places
     from document join count_run on count_run.document = document.key
     where document.site = (select key from site where code = ?) and closed_at is not null
     order by document.key desc limit ${pastMost}`,
  );

  return {
    *stocked(site, zones) {
      for (const zone of zones) {
        const place = `${site}/${zone}`;
        const asked = { site, zone: place };
        const opened = new Map(
          (open.all(asked) as { kind: string; open: number }[]).map((row) => [row.kind, row.open]),
        );
        const found = (there.all(asked) as { kind: KindId; places: string }[]).map(({ kind, places }) => ({
          kind,
          places: JSON.parse(places) as string[],
          abc: kinds.get(kind)?.abc ?? 'A',
          discrepancies: opened.get(kind) ?? 0,
        }));
        yield { place, kinds: found };
      }
    },
    past: (site) =>
      (past.all(site) as { kinds: string | null; closedAt: number; places: string }[]).map((row) => ({
        kinds: row.kinds === null ? null : (JSON.parse(row.kinds) as string[]),
        closedAt: row.closedAt as Instant,
        places: JSON.parse(row.places) as string[],
      })),
  };
}
