/** What is told of a stretch of the past beside its numbers: gateways that came and went, episodes, trips, sweeps, and the feed. */
import { setImmediate as others } from 'node:timers/promises';
import type { Answer } from '@changping/contracts/http';
import { lastBy } from '../domain/history.ts';
import type { Database } from './database.ts';
import { inPieces, pieceRows } from './pieces.ts';
import { latestMost, type TripRow, tripOf } from './tally.ts';

type History = Answer<'/api/history'>;
type State = History['sites'][number];
type Told = Pick<State, 'breaches' | 'doors' | 'line' | 'passages' | 'sweeps'>;
export type Tiding =
  | { what: 'line'; line: NonNullable<State['line']> }
  | { what: 'breaches'; breaches: State['breaches'] }
  | { what: 'doors'; doors: State['doors'] }
  | { what: 'passage'; passage: State['passages'][number] }
  | { what: 'sweep'; sweep: State['sweeps'][number] };
type Stretch = {
  from: number;
  to: number;
  /** The last letters kept by then. */
  first: number;
  end: number;
};
export type Tidings = {
  /** Tells those of one sort in the order of recording. */
  between(
    stretch: Stretch,
    tell: (at: number, site: string, tiding: Tiding) => void,
  ): Promise<{
    /** By site, at the start. */
    sites: Map<string, Told>;
    news: History['news'];
    leftOff: number;
  }>;
};

const newsMost = 3000;
/** Told of the time before, so that the feed does not begin empty. */
const newsBefore = 40;
/** Sweeps are few; more than these between then and now are not looked at. */
const sweepsMost = 5000;

export function tidings({ raw }: Pick<Database, 'raw'>): Tidings {
  const recorded = 'coalesce(event.recorded_at, event.at)';
  const lastEvent = raw.prepare('select coalesce(max(key), 0) from event').pluck();
  const eventTime = raw.prepare(`select ${recorded} from event where key = ?`).pluck();
  const events = raw.prepare(
    `select event.key as id, at, site.code as site, what, detail, ${recorded} as recordedAt from event
     join site on site.key = event.site where event.key > ? and event.key <= ? order by event.key desc limit ?`,
  );
  const line = `site.code as site, what as line, event.at as since, detail, ${recorded} as at, event.key`;
  const lineAt = raw.prepare(
    `select ${line} from site join event on event.key = (
       select key from event where what in ('online', 'offline') and event.site = site.key and key <= ? order by key desc limit 1)`,
  );
  const lines = raw.prepare(
    `select ${line} from event join site on site.key = event.site
     where event.key > ? and event.key <= ? and what in ('online', 'offline') order by event.key`,
  );
  const timeOf = (letter: string) =>
    `(select recorded_at from evidence join commit_row on commit_row.key = commit_key where evidence.key = ${letter})`;
  const episodes = raw.prepare(
    `select site.code as site, probe, cause, opened_at as since, opened_by as began, closed_by as ended,
       ${timeOf('opened_by')} as beganAt, ${timeOf('closed_by')} as endedAt
     from breach join site on site.key = breach.site
     where opened_by is not null and opened_by <= ? and (closed_by is null or closed_by > ?) order by breach.key`,
  );
  const doubts = raw.prepare(
    `select site.code as site, gateway.code as gateway, reader, fault, opened_at as since, opened_by as began,
       closed_by as ended, ${timeOf('opened_by')} as beganAt,
       case when closed_why is null then ${timeOf('closed_by')} else closed_at end as endedAt
     from door_fault join site on site.key = door_fault.site join gateway on gateway.key = door_fault.gateway
     where opened_by <= ? and (closed_by is null or closed_by > ?) order by door_fault.key`,
  );
  const trip = `passage.key as id, site.code as site, reader, direction, ended_at as at, pieces, strays, unexplained, goods,
    (select brief from passage_match where passage = passage.key and rank = 0) as match`;
  const lastTrip = raw
    .prepare(
      'select coalesce(max(key), 0) from (select key from passage where evidence <= ? order by evidence desc limit 1)',
    )
    .pluck();
  const tripsBefore = raw.prepare(
    `select ${trip} from site join passage on passage.key in (
       select key from passage where passage.site = site.key and key <= ? order by key desc limit ${latestMost})
     order by passage.key desc`,
  );
  const trips = raw.prepare(
    `select ${trip}, recorded_at as recordedAt from passage join site on site.key = passage.site
       join evidence on evidence.key = passage.evidence join commit_row on commit_row.key = evidence.commit_key
     where passage.key > ? and passage.key <= ? order by passage.key limit ${pieceRows}`,
  );
  const sweeps = raw.prepare(
    `select id, site.code as site, zone, judged.at, expected, missing, extra, strange, letter, recorded_at as recordedAt
     from (select key as id, site, zone, ended_at as at, expected, missing, extra, strange,
         (select max(evidence) from sweep_part where sweep_part.sweep = sweep.key) as letter
       from sweep where expected is not null and key < ? order by key desc limit ${pieceRows}) as judged
       join site on site.key = judged.site
       join evidence on evidence.key = letter join commit_row on commit_row.key = evidence.commit_key
     order by id desc`,
  );

  async function linesBetween(early: number, late: number, tell: Tell): Promise<void> {
    for (let from = early; from < late; from += pieceRows) {
      for (const row of lines.all(from, Math.min(late, from + pieceRows)) as LineRow[])
        tell(row.at, row.site, { what: 'line', line: lineOf(row) });
      await others();
    }
  }

  async function tripsBetween(first: number, end: number, tell: Tell): Promise<void> {
    for await (const rows of inPieces<SiteTrip & Recorded>(
      (row) => trips.all(row?.id ?? first, end) as (SiteTrip & Recorded)[],
    ))
      for (const { site, recordedAt, ...row } of rows)
        tell(recordedAt, site, { what: 'passage', passage: tripOf(row) });
  }

  /** Newest first, for that is where there is something to find. */
  async function judgedBy(end: number): Promise<SweepRow[]> {
    const judged: SweepRow[] = [];
    let looked = 0;
    for await (const rows of inPieces<SweepRow>((row) => sweeps.all(row?.id ?? beyond) as SweepRow[])) {
      judged.push(...rows.filter(({ letter }) => letter <= end));
      looked += rows.length;
      if (looked >= sweepsMost) break;
    }
    return judged.reverse();
  }

  async function newsOf(early: number, late: number): Promise<History['news']> {
    const news: EventRow[] = [];
    for (const [after, last, most] of [
      [early, late, newsMost],
      [0, early, newsBefore],
    ] as const) {
      let upTo: number = last;
      const before = news.length;
      for (;;) {
        const left = most - (news.length - before);
        const rows = events.all(after, upTo, Math.min(left, pieceRows)) as EventRow[];
        news.push(...rows);
        if (rows.length < pieceRows) break;
        upTo = (rows.at(-1)?.id ?? 1) - 1;
        await others();
      }
    }
    return news.reverse().map(({ detail, ...item }) => ({ ...item, detail: JSON.parse(detail) }));
  }

  return {
    async between({ from, to, first, end }, tell) {
      const sites = new Map<string, Told>();
      const of = (site: string): Told => {
        const told = sites.get(site) ?? { breaches: [], doors: [], line: null, passages: [], sweeps: [] };
        sites.set(site, told);
        return told;
      };
      const last = lastEvent.get() as number;
      const [early, late] = [from, to].map((at) =>
        lastBy(at, last, (key) => eventTime.get(key) as number),
      ) as [number, number];
      for (const row of lineAt.all(early) as LineRow[]) of(row.site).line = lineOf(row);
      await linesBetween(early, late, tell);
      const [tripBefore, tripLast] = [first, end].map((letter) => lastTrip.get(letter)) as [number, number];
      for (const { site, ...row } of tripsBefore.all(tripBefore) as SiteTrip[])
        of(site).passages.push(tripOf(row));
      await tripsBetween(tripBefore, tripLast, tell);
      for (const { site, letter, recordedAt, ...sweep } of await judgedBy(end))
        if (letter <= first) of(site).sweeps = [sweep, ...of(site).sweeps].slice(0, latestMost);
        else tell(recordedAt, site, { what: 'sweep', sweep });
      await others();
      for (const { at, site, open } of stagesOf(episodes.all(end, first) as EpisodeRow[], first, end)) {
        const breaches = open.map(({ probe, cause, since }) => ({ probe, cause, since }));
        if (at === null) of(site).breaches = breaches;
        else tell(at, site, { what: 'breaches', breaches });
      }
      for (const { at, site, open } of stagesOf(doubts.all(end, first) as DoubtRow[], first, end)) {
        const doors = open.map(({ gateway, reader, fault, since }) => ({ gateway, reader, fault, since }));
        if (at === null) of(site).doors = doors;
        else tell(at, site, { what: 'doors', doors });
      }
      return {
        sites,
        news: await newsOf(early, late),
        leftOff: Math.max(0, late - early - newsMost),
      };
    },
  };
}

type Tell = Parameters<Tidings['between']>[1];
/** Above every key. */
const beyond = Number.MAX_SAFE_INTEGER;
type Recorded = { recordedAt: number };
type LineRow = { site: string; line: 'online' | 'offline'; since: number; detail: string; at: number };
type SiteTrip = TripRow & { site: string };
type SweepRow = State['sweeps'][number] & { site: string; letter: number } & Recorded;
type EventRow = Omit<History['news'][number], 'detail'> & { detail: string };
/** From one letter to another. */
type Spanning = {
  site: string;
  began: number;
  ended: number | null;
  beganAt: number;
  endedAt: number | null;
};
type EpisodeRow = State['breaches'][number] & Spanning;
type DoubtRow = State['doors'][number] & Spanning;

const lineOf = ({ line, since, detail }: LineRow): NonNullable<State['line']> => ({
  gateway: JSON.parse(detail).gateway,
  line,
  since,
});

/** What was open at each site at the start (`at` null) and after every change of it. */
function* stagesOf<Row extends Spanning>(
  rows: readonly Row[],
  first: number,
  end: number,
): Generator<{ at: number | null; site: string; open: Row[] }> {
  for (const site of new Set(rows.map((row) => row.site))) {
    const own = rows.filter((row) => row.site === site);
    const openAt = (letter: number) =>
      own.filter(({ began, ended }) => began <= letter && (ended === null || ended > letter));
    yield { at: null, site, open: openAt(first) };
    const turns = own
      .flatMap(({ began, beganAt, ended, endedAt }) => [
        { letter: began, at: beganAt },
        ...(ended === null || endedAt === null ? [] : [{ letter: ended, at: endedAt }]),
      ])
      .filter(({ letter }) => letter > first && letter <= end)
      .sort((a, b) => a.letter - b.letter);
    for (const { letter, at } of turns) yield { at, site, open: openAt(letter) };
  }
}
