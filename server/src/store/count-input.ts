/** What a count is judged by, read in slices: the book as it was frozen, the entries since, and what was seen. All of it is only ever added to, so that what comes meanwhile is left for the next time. */
import type { KindId } from '@changping/contracts/units';
import type { BookCell, CountInput, Covered, LotFacts, Moved, Scan } from '../domain/count/facts.ts';
import { scopeOf } from '../domain/count/scope.ts';
import type { Stood } from '../domain/count/sheet.ts';
import { lastBy } from '../domain/history.ts';
import { countBooks } from './count-book.ts';
import type { Counts, Reach, Run } from './counts.ts';
import type { Database } from './database.ts';

export type CountRead = { input: CountInput; reach: Reach };
export type CountInputs = {
  /** @yields after every few hundred rows. */
  read(run: Run, site: string): Generator<void, CountRead>;
  /** Places and lots of the frozen book, and who has been in each place. */
  sheet(run: Run): Generator<void, { places: string[]; book: Stood[]; lots: Map<string, LotFacts> }>;
  progress(run: Run, site: string): { covered: Covered[]; counters: { place: string; counter: string }[] };
};
const page = 400;

export function countInputs(
  { raw }: Pick<Database, 'raw'>,
  { head, reach }: Pick<Counts, 'head' | 'reach'>,
  kinds: Pick<ReadonlyMap<string, Pick<LotFacts, 'abc' | 'unitCostFen'>>, 'get'>,
  toleranceOf: (policy: number) => CountInput['tolerance'],
): CountInputs {
  const books = countBooks({ raw });
  const cell = `lot.code as lot, piece.id as piece, place.code as place, quality, grade, owner`;
  const joined = `join lot on lot.key = cell.lot join place on place.key = cell.place left join piece on piece.key = cell.piece`;
  const book = raw.prepare(
    `select cell.key as key, ${cell}, count_book.quantity from count_book join cell on cell.key = count_book.cell ${joined}
     where document = ? and count_book.cell > ? order by count_book.cell limit ${page}`,
  );
  const lotsOf = raw.prepare(
    `select count_book.cell as key, lot.code as lot, place.code as place from count_book join cell on cell.key = count_book.cell
       join lot on lot.key = cell.lot join place on place.key = cell.place
     where document = ? and count_book.cell > ? order by count_book.cell limit ${page}`,
  );
  const end = (side: string) =>
    `(select json_array(place.code, quality, grade, owner, piece.id) from cell ${joined} where cell.key = ${side})`;
  const moved = raw.prepare(
    `select n, lot.code as lot, entry.quantity, ${end('from_cell')} as "from", ${end('to_cell')} as "to"
     from entry join commit_row on commit_row.key = entry.commit_key join cell on cell.key = entry.to_cell join lot on lot.key = cell.lot
     where entry.key > ? and entry.key <= ? and commit_row.site = ? and n <= ? order by entry.key`,
  );
  const scans = raw.prepare(
    `select count_scan.key as key, count_scan.id as id, counter, device, round, n, means as "by", place.code as place,
       lot.code as lot, piece.id as piece, count_scan.quantity, quality, grade, works as "check"
     from count_scan join place on place.key = count_scan.place left join lot on lot.key = count_scan.lot
       left join piece on piece.key = count_scan.piece left join count_aside on count_aside.scan = count_scan.key
     where document = ? and count_scan.key > ? and count_scan.key <= ? and count_aside.scan is null
     order by count_scan.key limit ${page}`,
  );
  const covered = raw.prepare(
    `select place.code as place, 'hand' as "by", counter, round, from_n as "from", to_n as "to"
     from count_covered join place on place.key = count_covered.place where document = ? and count_covered.key <= ?`,
  );
  const counters = raw.prepare(
    `select distinct place.code as place, counter from count_scan join place on place.key = count_scan.place where document = ?`,
  );
  /** Where the book had a piece when its last entry was the one named. */
  const pieceAt = raw.prepare(
    `select ${cell}, piece.quantity from entry join cell on cell.key = entry.to_cell ${joined}
     where cell.piece = (select key from piece where id = ?) and entry.key <= ? order by entry.key desc limit 1`,
  );
  const placesIn = raw
    .prepare(
      `select place.code from count_place join place as named on named.key = count_place.place
         join place on place.site = named.site and (place.code = named.code or substr(place.code, 1, length(named.code) + 1) = named.code || '/')
       where document = ? group by place.code order by place.code`,
    )
    .pluck();
  const kindOf = raw
    .prepare('select kind.code from lot join kind on kind.key = lot.kind where lot.code = ?')
    .pluck();
  const sweeps = raw.prepare(
    `select sweep.key as key, gateway.code as gateway, reader, zone, began_at as beganAt, ended_at as endedAt
     from sweep join gateway on gateway.key = sweep.gateway
     where sweep.site = ? and expected is not null and began_at >= ? order by sweep.key`,
  );
  const heard = raw.prepare(
    `select piece.id as piece, tag.key as tag from sweep_tag join tag on tag.key = sweep_tag.tag
       join piece on piece.key = tag.piece where sweep = ? and what is null and tag.key > ? order by tag.key limit ${page}`,
  );
  const commitAt = raw.prepare('select recorded_at from commit_row where site = ? and n = ?').pluck();

  function factsOf(lots: Map<string, LotFacts>, lot: string): LotFacts {
    const known = lots.get(lot);
    if (known) return known;
    const kind = kindOf.get(lot) as KindId;
    // A kind that the catalogue has no more is watched as closely as can be.
    const { abc, unitCostFen } = kinds.get(kind) ?? { abc: 'A', unitCostFen: 0 };
    const facts = { kind, abc, unitCostFen };
    lots.set(lot, facts);
    return facts;
  }

  /** Since the count began, of a room that is counted. */
  function sweepsOf(run: Run, site: string): SweepRow[] {
    const { touches } = scopeOf(run.places);
    const since = run.startedAt ?? Number.MAX_SAFE_INTEGER;
    return (sweeps.all(run.site, since) as SweepRow[]).filter(({ zone }) => touches(`${site}/${zone}`));
  }

  function coverOf(run: Run, site: string, sweep: SweepRow, last: number): Covered {
    const at = (time: number) =>
      Math.max(
        run.freeze as number,
        lastBy(time, last, (n) => commitAt.get(run.site, n) as number),
      );
    const [from, to] = [at(sweep.beganAt), at(sweep.endedAt)];
    const counter = `${sweep.gateway}/${sweep.reader}`;
    return { place: `${site}/${sweep.zone}`, by: 'sweep', counter, round: 1, from, to };
  }

  function* swept(
    run: Run,
    site: string,
    last: number,
  ): Generator<void, { scans: Scan[]; covered: Covered[] }> {
    const found: { scans: Scan[]; covered: Covered[] } = { scans: [], covered: [] };
    for (const sweep of sweepsOf(run, site)) {
      const cover = coverOf(run, site, sweep, last);
      const { place, counter, to: n } = cover;
      found.covered.push(cover);
      for (let after = 0; ; ) {
        const rows = heard.all(sweep.key, after) as { piece: string; tag: number }[];
        for (const { piece, tag } of rows)
          found.scans.push({
            ...{
              id: `sweep/${sweep.key}/${tag}`,
              counter,
              device: counter,
              round: 1,
              n,
              by: 'tag',
              place,
            },
            ...{ lot: null, piece, quantity: null, condition: null, check: null },
          });
        yield;
        if (rows.length < page) break;
        after = rows.at(-1)?.tag as number;
      }
    }
    return found;
  }

  return {
    *read(run, site) {
      yield* books.copy(run);
      const upTo = reach(run);
      const last = head(run.site);
      const freeze = run.freeze as number;
      const lots = new Map<string, LotFacts>();
      const isAsked = (lot: string) => {
        const { kind } = factsOf(lots, lot);
        return !run.kinds || run.kinds.includes(kind);
      };
      const cells: BookCell[] = [];
      /** Pieces of what is counted, by the book. */
      const booked = new Set<string>();
      const take = (cell: BookCell): void => {
        cells.push(cell);
        if (cell.piece !== null) booked.add(cell.piece);
      };
      for (let after = 0; ; ) {
        const rows = book.all(run.key, after) as (BookCell & { key: number })[];
        for (const { key: _, ...row } of rows) {
          factsOf(lots, row.lot);
          take(row);
        }
        yield;
        if (rows.length < page) break;
        after = rows.at(-1)?.key as number;
      }
      const since: Moved[] = [];
      for (let after = run.lastEntry as number; after < upTo.entry; after += page) {
        for (const row of moved.all(after, Math.min(after + page, upTo.entry), run.site, last) as MovedRow[])
          if (isAsked(row.lot)) since.push({ ...row, from: endOf(row.from), to: endOf(row.to) });
        yield;
      }
      const seen: Scan[] = [];
      for (let after = 0; ; ) {
        const rows = scans.all(run.key, after, upTo.scan) as ScanRow[];
        for (const { key: _, quality, grade, ...row } of rows)
          seen.push({ ...row, condition: quality && grade ? { quality, grade } : null });
        yield;
        if (rows.length < page) break;
        after = rows.at(-1)?.key as number;
      }
      const heardOf = yield* swept(run, site, last);
      const sought = new Set<string>();
      let row = 0;
      for (const { lot, piece } of [...seen, ...heardOf.scans]) {
        if (++row % page === 0) yield;
        if (lot !== null) factsOf(lots, lot);
        if (piece === null || booked.has(piece) || sought.has(piece)) continue;
        sought.add(piece);
        const at = pieceAt.get(piece, run.lastEntry) as BookCell | undefined;
        if (at && isAsked(at.lot)) take(at);
      }
      yield;
      for (const { to } of since) if (to.piece !== null) booked.add(to.piece);
      const input: CountInput = {
        ...{ site, places: run.places, freeze, head: last, book: cells, moved: since, lots },
        tolerance: toleranceOf(run.policy),
        // What a reader heard of kinds that are not counted here says nothing.
        scans: [...seen, ...heardOf.scans.filter(({ piece }) => piece !== null && booked.has(piece))],
        covered: [...(covered.all(run.key, upTo.covered) as Covered[]), ...heardOf.covered],
      };
      return { input, reach: upTo };
    },
    *sheet(run) {
      yield* books.copy(run);
      const lots = new Map<string, LotFacts>();
      const book = new Map<string, Stood>();
      for (let after = 0; ; ) {
        const rows = lotsOf.all(run.key, after) as (Stood & { key: number })[];
        for (const { place, lot } of rows) book.set(`${place} ${lot}`, { place, lot });
        yield;
        if (rows.length < page) break;
        after = rows.at(-1)?.key as number;
      }
      for (const { lot } of book.values()) factsOf(lots, lot);
      return { places: placesIn.all(run.key) as string[], book: [...book.values()], lots };
    },
    progress(run, site) {
      const byHand = covered.all(run.key, Number.MAX_SAFE_INTEGER) as Covered[];
      const last = head(run.site);
      const bySweep = sweepsOf(run, site).map((sweep) => coverOf(run, site, sweep, last));
      const seen = counters.all(run.key) as { place: string; counter: string }[];
      return { covered: [...byHand, ...bySweep], counters: seen };
    },
  };
}

type MovedRow = Omit<Moved, 'from' | 'to'> & { from: string; to: string };
type ScanRow = Omit<Scan, 'condition'> & {
  key: number;
  quality: NonNullable<Scan['condition']>['quality'] | null;
  grade: NonNullable<Scan['condition']>['grade'] | null;
};
type SweepRow = {
  key: number;
  gateway: string;
  reader: string;
  zone: string;
  beganAt: number;
  endedAt: number;
};

function endOf(json: string): Moved['from'] {
  const [place, quality, grade, owner, piece] = JSON.parse(json) as [
    string,
    never,
    never,
    string,
    string | null,
  ];
  return { place, quality, grade, owner, piece };
}
