/** Sweeps of rooms: the parts are gathered in whatever order they come, and when the last is here the sweep is held against the book of that moment; where a gateway sweeps without end, only as often as a person could look. Runs inside the caller's transaction. */
import type { CountLetter } from '@changping/contracts/letters';
import type { FeedItem } from '@changping/contracts/live';
import type { Epc, Instant } from '@changping/contracts/units';
import { paces } from '../domain/pace.ts';
import { isBelievable } from '../domain/sighting.ts';
import { judgeSweep, type Swept } from '../domain/sweep.ts';
import type { OpenCommit } from './book.ts';
import type { Database } from './database.ts';
import type { Seeing, Source } from './sightings.ts';

export type Sweeps = {
  /** @returns the feed's line when this part was the last, or that the sweep was one too many. */
  keep(
    letter: CountLetter,
    source: Source & { gatewayKey: number },
    arrivedAt: number,
    commit: OpenCommit,
    links: number[],
  ): Omit<FeedItem, 'id'> | undefined;
};

type SweepRow = { key: number; zone: string; endedAt: number; parts: number };
/** Where the book has a tag's piece: the store and, of a place like RC-S/cold/A-01, the zone. */
const whereabouts = `
  tag.key as tag, site.code as site,
  case when site.code is null then null else substr(place.code, length(site.code) + 2) end as path,
  (select happened_at from entry where to_cell = piece.cell order by key desc limit 1) as placedAt`;

/** Written down by name, and shown; the counts count all. A sweep that heard nothing of a full store would else write a row for every piece of it. */
const findingsMost = 1000;
/** Sweeps of one gateway that are held against the book: a day of five rooms at once, when a line comes back, and then one in ten seconds. Each reads all that the book has in the room. */
const judged = { burst: 120, oneIn: 10_000 };

export function sweeps({ raw }: Pick<Database, 'raw'>, seeing: Pick<Seeing, 'see'>): Sweeps {
  const put = raw.prepare(
    `insert into sweep (site, gateway, code, reader, zone, began_at, ended_at, parts) values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (gateway, code) do update set code = excluded.code returning key`,
  );
  const extend = raw.prepare(
    `update sweep set ended_at = max(ended_at, ?) where key = ? and expected is null
     returning key, zone, ended_at as endedAt, parts`,
  );
  const putPart = raw.prepare(
    'insert into sweep_part (sweep, part, evidence) values (?, ?, ?) on conflict do nothing',
  );
  const putTag = raw.prepare(
    'insert into sweep_tag (sweep, tag, part) values (?, ?, ?) on conflict do nothing',
  );
  const partsOf = raw.prepare('select count(*) from sweep_part where sweep = ?').pluck();
  const heardIn = raw.prepare(
    `select ${whereabouts} from sweep_tag join tag on tag.key = sweep_tag.tag
       left join piece on piece.key = tag.piece left join cell on cell.key = piece.cell
       left join place on place.key = cell.place left join site on site.key = place.site where sweep = ?`,
  );
  const bookedIn = raw.prepare(
    `select ${whereabouts} from place join cell on cell.place = place.key join piece on piece.key = cell.piece and piece.cell = cell.key
       join tag on tag.piece = piece.key join site on site.key = place.site
     where place.site = ? and (place.code = ? or substr(place.code, 1, length(?) + 1) = ? || '/')`,
  );
  const find = raw.prepare(
    `insert into sweep_tag (sweep, tag, part, what) values (?, ?, 0, ?)
     on conflict (sweep, tag) do update set what = excluded.what`,
  );
  const settle = raw.prepare(
    'update sweep set expected = ?, missing = ?, extra = ?, strange = ? where key = ?',
  );

  const pace = paces(judged);

  function tooMany({ site, actor }: Source, gateway: number, now: number): Omit<FeedItem, 'id'> | undefined {
    if (!pace.isNews(gateway, now)) return undefined;
    const detail = { gateway: actor, fault: 'sweepsMany' };
    return { at: now as Instant, site, what: 'security', detail };
  }

  function judge({ key, zone, endedAt }: SweepRow, { site, siteKey }: Source): Omit<FeedItem, 'id'> {
    const place = `${site}/${zone}`;
    const booked = (bookedIn.all(siteKey, place, place, place) as Row[]).map(sweptOf);
    const heard = (heardIn.all(key) as Row[]).map(sweptOf);
    const { expected, found } = judgeSweep({ site, zone, endedAt }, booked, heard);
    for (const [tag, what] of [...found].slice(0, findingsMost)) find.run(key, tag, what);
    const of = (what: string) => [...found.values()].filter((each) => each === what).length;
    const detail = { zone, expected, missing: of('missing'), extra: of('extra'), strange: of('strange') };
    settle.run(expected, detail.missing, detail.extra, detail.strange, key);
    return { at: endedAt as Instant, site, what: 'sweep', detail };
  }

  return {
    keep(letter, source, arrivedAt, commit, links) {
      const { at, lasts, sweep, reader, zone, part, parts, epc } = letter;
      const endedAt = isBelievable(at + lasts, arrivedAt) ? at + lasts : arrivedAt;
      const { siteKey, gatewayKey, evidence } = source;
      const { key } = put.get(
        ...[siteKey, gatewayKey, sweep, reader, zone],
        ...[endedAt - lasts, endedAt, parts],
      ) as Pick<SweepRow, 'key'>;
      // What is told again, or was judged already, makes the sweep no longer.
      if (!putPart.run(key, part, evidence).changes) return undefined;
      const row = extend.get(endedAt, key) as SweepRow | undefined;
      for (const code of epc) {
        const { tag } = seeing.see(source, 'counted', code as Epc, endedAt, commit, links);
        putTag.run(key, tag.key, part);
      }
      if (!row || (partsOf.get(key) as number) !== row.parts) return undefined;
      if (!pace.may(gatewayKey, arrivedAt)) return tooMany(source, gatewayKey, arrivedAt);
      return judge(row, source);
    },
  };
}

type Row = Omit<Swept, 'zone'> & { path: string | null };

const sweptOf = ({ path, ...row }: Row): Swept => ({ ...row, zone: path?.split('/')[0] ?? null });
