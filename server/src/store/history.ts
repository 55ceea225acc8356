/** A stretch of the past for the replay: how every site stood at its start and what was recorded after, in pieces short enough that letters pass in between, and in as much memory as its answer takes. Only what is appended and never changed is read after the first look. */
import { setImmediate as others } from 'node:timers/promises';
import type { Answer } from '@changping/contracts/http';
import {
  type Changed,
  lastBy,
  type NoticeCounts,
  type NoticeSpan,
  type Numbers,
  noNotices,
  nothingOpen,
  type Step,
  standing,
  stepsOf,
  takeBack,
  turnsOf,
} from '../domain/history.ts';
import { coverageVersions } from './coverage-versions.ts';
import type { Database } from './database.ts';
import { inPieces, pieceRows } from './pieces.ts';
import { remembered } from './remembered.ts';
import { noticeSums, openSums, stockSums } from './tally.ts';
import { type Tiding, tidings } from './tidings.ts';

type Told = Answer<'/api/history'>;
export type History = { between(from: number, to: number): Promise<Told> };

/** Steps of one site are a second apart at least, and more where there would be more steps than these. */
const moment = 1000;
const stepsMost = 4000;

export function history(db: Pick<Database, 'raw'>): History {
  const { raw } = db;
  const telling = tidings(db);
  const covered = coverageVersions(db);
  const lastCommit = raw.prepare('select coalesce(max(key), 0) from commit_row').pluck();
  const begins = raw
    .prepare('select recorded_at from commit_row where key = (select min(key) from commit_row)')
    .pluck();
  const recordedAt = raw.prepare('select recorded_at from commit_row where key = ?').pluck();
  const newest = raw
    .prepare('select max(key) from evidence where commit_key > ? and commit_key <= ?')
    .pluck();
  const stock = raw.prepare(
    `select site.code as site, kind.code as kind, ${stockSums}
     from tally join site on site.key = tally.site join kind on kind.key = tally.kind group by tally.site, tally.kind`,
  );
  const open = raw.prepare(
    `select site.code as site, ${openSums}
     from open_discrepancy join site on site.key = open_discrepancy.site group by site.key`,
  );
  const noticed = raw.prepare(
    `select site.code as site, ${noticeSums}
     from open_notice join site on site.key = open_notice.site group by site.key`,
  );
  // All of every lot at a site of which anything opened or closed since then.
  const spans = raw.prepare(
    `with turned as (select site, lot from notice where opened_at > ?
         union all select site, lot from notice where closed_at > ?),
       known as (select site, lot, step, opened_at, closed_at from notice where closed_at > ?
         union all select notice.site, notice.lot, step, opened_at, closed_at
           from (select distinct site, lot from turned) as turned
           cross join notice on notice.site = turned.site and notice.lot = turned.lot and closed_at is null)
     select site.code as site, lot, step, opened_at as openedAt, closed_at as closedAt
     from known cross join site on site.key = known.site`,
  );
  const moved = raw.prepare(
    `select part.key, part.commit_key as inCommit, recorded_at as at, quantity, came.lot, went.place as "from", came.place as "to",
       came.piece, came.quality as toQuality, went.piece as fromPiece, went.quality as fromQuality
     from (select key, commit_key, from_cell, to_cell, quantity from entry
         where (commit_key, key) > (?, ?) and commit_key <= ? order by commit_key, key limit ${pieceRows}) as part
       cross join commit_row cross join cell as came cross join cell as went
     where commit_row.key = part.commit_key and came.key = to_cell and went.key = from_cell
     order by part.commit_key, part.key`,
  );
  // Joined to every entry these two would take longer than the entries.
  const siteOf = remembered<string | null>(
    raw
      .prepare('select site.code from place left join site on site.key = place.site where place.key = ?')
      .pluck(),
  );
  const kindOf = remembered<string>(
    raw.prepare('select kind.code from lot join kind on kind.key = lot.kind where lot.key = ?').pluck(),
  );
  const doubted = (['opened_by', 'closed_by'] as const).map((by) =>
    raw.prepare(
      `select doubt.key, ${by} as evidence, recorded_at as at, site.code as site, what, ${by === 'opened_by' ? 1 : -1} as "by"
       from (select key, site, what, ${by} from discrepancy
           where (${by}, key) > (?, ?) and ${by} <= ? order by ${by}, key limit ${pieceRows}) as doubt
         join evidence on evidence.key = ${by} join commit_row on commit_row.key = evidence.commit_key
         join site on site.key = doubt.site
       order by ${by}, doubt.key`,
    ),
  );

  /** How things stand, up to which commit that is, and what turned of notices after `since`, of which a year has some thousands: one look, between two letters. */
  const present = raw.transaction((since: number) => {
    const sites = new Map<
      string,
      { stock: Map<string, Omit<StockRow, 'site' | 'kind'>>; open: OpenCounts; notices: NoticeCounts }
    >();
    const of = (site: string) => {
      const there = sites.get(site) ?? { stock: new Map(), open: nothingOpen, notices: noNotices };
      sites.set(site, there);
      return there;
    };
    for (const { site, kind, ...numbers } of stock.all() as StockRow[]) of(site).stock.set(kind, numbers);
    for (const { site, ...counts } of open.all() as OpenRow[]) of(site).open = counts;
    for (const { site, ...counts } of noticed.all() as NoticeRow[]) of(site).notices = counts;
    const turns = turnsOf(spans.all(since, since, since) as NoticeSpan[]);
    return { sites, last: lastCommit.get() as number, turns: turns.filter(({ at }) => at > since) };
  });

  const recorded = (commit: number) => recordedAt.get(commit) as number;
  /** The last letter that was kept with a commit or before it. Those of one transaction have one time, and their letters are numbered across its commits. */
  function evidenceUpTo(commit: number): number {
    for (let upTo = commit; upTo > 0; ) {
      const before = lastBy(recorded(upTo) - 1, upTo - 1, recorded);
      const key = newest.get(before, upTo) as number | null;
      if (key !== null) return key;
      upTo = before;
    }
    return 0;
  }

  function changesOf({ at, lot, quantity, ...row }: MovedRow): Changed[] {
    const kind = kindOf(lot);
    const change = (place: number, piece: number | null, quality: string, sign: 1 | -1): Changed[] => {
      const site = siteOf(place);
      const pieces = piece === null ? 0 : sign;
      return site === null
        ? []
        : [{ at, site, what: 'stock', kind, quality, pieces, quantity: sign * quantity }];
    };
    return [
      ...change(row.from, row.fromPiece, row.fromQuality, -1),
      ...change(row.to, row.piece, row.toQuality, 1),
    ];
  }

  /** All that was recorded after `since` and up to `last`, a piece at a time. */
  async function* changesBetween(since: Bound, last: Bound): AsyncGenerator<Changed[]> {
    const entries = inPieces<MovedRow>(
      (row) => moved.all(row?.inCommit ?? since.commit, row?.key ?? unbounded, last.commit) as MovedRow[],
    );
    for await (const rows of entries) yield rows.flatMap(changesOf);
    for (const find of doubted) {
      const doubts = inPieces<DoubtRow>(
        (row) =>
          find.all(row?.evidence ?? since.evidence, row?.key ?? unbounded, last.evidence) as DoubtRow[],
      );
      for await (const rows of doubts)
        yield rows.map(({ at, site, what: doubt, by }) => ({ at, site, what: 'doubt', doubt, by }));
    }
  }

  return {
    async between(from, to) {
      const { sites: now, last, turns } = present(from);
      const boundAt = (commit: number): Bound => ({ commit, evidence: evidenceUpTo(commit) });
      const [first, end] = [from, to].map((at) => boundAt(lastBy(at, last, recorded))) as [Bound, Bound];
      await others();
      const start = standing(now);
      for await (const changes of changesBetween(end, boundAt(last))) takeBack(start, changes);
      takeBack(start, turns);
      const steps = stepsOf<Tiding>(moment, stepsMost);
      for (const turn of turns) if (turn.at <= to) steps.add(turn);
      for await (const changes of changesBetween(first, end)) {
        takeBack(start, changes);
        for (const change of changes) steps.add(change);
      }
      const told = await telling.between({ from, to, first: first.evidence, end: end.evidence }, steps.tell);
      await others();
      const answered: Told['steps'] = [];
      for (const step of steps.after(start))
        if (answered.push(answerOf(step)) % pieceRows === 0) await others();
      const sites = new Set([...start.keys(), ...told.sites.keys()]);
      return {
        from,
        to,
        begins: (begins.get() as number | undefined) ?? null,
        sites: [...sites].sort().map((site) => {
          const numbers = start.get(site);
          return {
            site,
            stock: linesOf(numbers?.stock ?? new Map()).filter(
              ({ pieces, usable, held }) => pieces || usable || held,
            ),
            open: numbers?.open ?? nothingOpen,
            notices: numbers?.notices ?? noNotices,
            ...(told.sites.get(site) ?? { breaches: [], doors: [], line: null, passages: [], sweeps: [] }),
          };
        }),
        steps: answered,
        coverage: covered.between(from, to),
        news: told.news,
        leftOff: told.leftOff,
      };
    },
  };
}

/** A commit, and the last letter that was kept by then. */
type Bound = { commit: number; evidence: number };
/** Beyond every key: a cursor that has all of its first column behind it. */
const unbounded = Number.MAX_SAFE_INTEGER;

type OpenCounts = Numbers['open'];
type StockRow = { site: string; kind: string; pieces: number; usable: number; held: number };
type OpenRow = { site: string } & OpenCounts;
type NoticeRow = { site: string } & NoticeCounts;
type DoubtRow = { key: number; evidence: number; at: number; site: string; what: string; by: number };
type MovedRow = {
  key: number;
  inCommit: number;
  at: number;
  quantity: number;
  lot: number;
  from: number;
  fromPiece: number | null;
  fromQuality: string;
  to: number;
  piece: number | null;
  toQuality: string;
};

const linesOf = (stock: Numbers['stock']) => [...stock].map(([kind, numbers]) => ({ kind, ...numbers }));

/** Of breaches and lines the last of a step holds; passages and sweeps are all told. */
function answerOf({ stock, open, notices, told, at, site }: Step<Tiding>): Told['steps'][number] {
  const step: Told['steps'][number] = { at, site };
  const passages: NonNullable<typeof step.passages> = [];
  const sweeps: NonNullable<typeof step.sweeps> = [];
  if (stock) step.stock = linesOf(stock);
  if (open) step.open = open;
  if (notices) step.notices = notices;
  for (const tiding of told) {
    if (tiding.what === 'line') step.line = tiding.line;
    else if (tiding.what === 'breaches') step.breaches = tiding.breaches;
    else if (tiding.what === 'doors') step.doors = tiding.doors;
    else if (tiding.what === 'passage') passages.push(tiding.passage);
    else sweeps.push(tiding.sweep);
  }
  return {
    ...step,
    ...(passages.length ? { passages } : {}),
    ...(sweeps.length ? { sweeps } : {}),
  };
}
