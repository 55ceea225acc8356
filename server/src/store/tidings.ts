/** What is told of a stretch of the past beside its numbers: gateways that came and went, episodes, trips, sweeps, and the feed. */
import type { Answer } from '@changping/contracts/http';
import type { Database } from './database.ts';

type History = Answer<'/api/history'>;
type State = History['sites'][number];
type Told = Pick<State, 'breaches' | 'line' | 'passages' | 'sweeps'>;
export type Tiding =
  | { what: 'line'; line: NonNullable<State['line']> }
  | { what: 'breaches'; breaches: State['breaches'] }
  | { what: 'passage'; passage: State['passages'][number] }
  | { what: 'sweep'; sweep: State['sweeps'][number] };
type Stretch = {
  from: number;
  to: number;
  /** The last commits before `from` and up to `to`. */
  first: number;
  end: number;
};
export type Tidings = {
  between(stretch: Stretch): {
    /** By site, at the start. */
    sites: Map<string, Told>;
    tidings: { at: number; site: string; tiding: Tiding }[];
    news: History['news'];
    leftOff: number;
  };
};

const newsMost = 3000;
/** Told of the time before, so that the feed does not begin empty. */
const newsBefore = 40;
const latest = 6;
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
  const lineAt = raw.prepare(
    `select site.code as site, what as line, event.at as since, detail, ${recorded} as at from event join site on site.key = event.site
     where event.key in (select max(key) from event where what in ('online', 'offline') and key <= ? group by site)`,
  );
  const lines = raw.prepare(
    `select site.code as site, what as line, event.at as since, detail, ${recorded} as at from event join site on site.key = event.site
     where event.key > ? and event.key <= ? and what in ('online', 'offline') order by event.key`,
  );
  const episodes = raw.prepare(
    `select site.code as site, probe, cause, breach.opened_at as since, began.commit_key as began, ended.commit_key as ended,
       (select recorded_at from commit_row where key = began.commit_key) as beganAt,
       (select recorded_at from commit_row where key = ended.commit_key) as endedAt
     from breach join site on site.key = breach.site join evidence as began on began.key = breach.opened_by
       left join evidence as ended on ended.key = breach.closed_by
     where ended.commit_key is null or ended.commit_key > ? order by breach.key`,
  );
  const trip = `passage.key as id, site.code as site, reader, direction, ended_at as at, pieces, strays, unexplained, goods`;
  const tripsBefore = raw.prepare(
    `select ${trip} from site join passage on passage.key in (
       select key from passage where passage.site = site.key and evidence <= ? order by key desc limit ${latest})
     order by passage.key desc`,
  );
  const trips = raw.prepare(
    `select ${trip}, recorded_at as recordedAt from passage join site on site.key = passage.site
       join evidence on evidence.key = passage.evidence join commit_row on commit_row.key = evidence.commit_key
     where passage.evidence > ? and evidence.commit_key > ? and evidence.commit_key <= ? order by passage.key`,
  );
  const sweeps = raw.prepare(
    `select sweep.key as id, site.code as site, zone, ended_at as at, expected, missing, extra, strange,
       evidence.commit_key as commitKey, recorded_at as recordedAt
     from (select * from sweep where expected is not null order by key desc limit ${sweepsMost}) as sweep
       join site on site.key = sweep.site
       join evidence on evidence.key = (select max(evidence) from sweep_part where sweep_part.sweep = sweep.key)
       join commit_row on commit_row.key = evidence.commit_key order by sweep.key`,
  );
  const evidenceOf = raw
    .prepare('select key from evidence where commit_key <= ? order by commit_key desc, key desc limit 1')
    .pluck();

  /** The last event recorded by `at`. */
  function eventAt(at: number, last: number): number {
    let [low, high] = [0, last];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((eventTime.get(middle) as number) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  return {
    between({ from, to, first, end }) {
      const sites = new Map<string, Told>();
      const of = (site: string): Told => {
        const told = sites.get(site) ?? { breaches: [], line: null, passages: [], sweeps: [] };
        sites.set(site, told);
        return told;
      };
      const said: { at: number; site: string; tiding: Tiding }[] = [];
      const last = lastEvent.get() as number;
      const [early, late] = [eventAt(from, last), eventAt(to, last)];
      const evidence = (evidenceOf.get(first) as number | undefined) ?? 0;

      for (const row of lineAt.all(early) as LineRow[]) of(row.site).line = lineOf(row);
      for (const row of lines.all(early, late) as LineRow[])
        said.push({ at: row.at, site: row.site, tiding: { what: 'line', line: lineOf(row) } });
      for (const { site, goods, ...row } of tripsBefore.all(evidence) as TripRow[])
        of(site).passages.push({ ...row, goods: JSON.parse(goods) });
      for (const { site, goods, recordedAt, ...row } of trips.all(evidence, first, end) as (TripRow &
        Recorded)[]) {
        const passage = { ...row, goods: JSON.parse(goods) };
        said.push({ at: recordedAt, site, tiding: { what: 'passage', passage } });
      }
      for (const { site, commitKey, recordedAt, ...sweep } of sweeps.all() as SweepRow[])
        if (commitKey <= first) of(site).sweeps = [sweep, ...of(site).sweeps].slice(0, latest);
        else if (commitKey <= end) said.push({ at: recordedAt, site, tiding: { what: 'sweep', sweep } });
      for (const [site, stages] of stagesOf(episodes.all(first) as EpisodeRow[], first, end))
        for (const { at, breaches } of stages)
          if (at === null) of(site).breaches = breaches;
          else said.push({ at, site, tiding: { what: 'breaches', breaches } });

      const within = events.all(early, late, newsMost) as EventRow[];
      const earlier = events.all(0, early, newsBefore) as EventRow[];
      const news = [...within, ...earlier]
        .reverse()
        .map(({ detail, ...item }) => ({ ...item, detail: JSON.parse(detail) }));
      said.sort((a, b) => a.at - b.at);
      return { sites, tidings: said, news, leftOff: late - early - within.length };
    },
  };
}

type Recorded = { recordedAt: number };
type LineRow = { site: string; line: 'online' | 'offline'; since: number; detail: string; at: number };
type TripRow = Omit<State['passages'][number], 'goods'> & { site: string; goods: string };
type SweepRow = State['sweeps'][number] & { site: string; commitKey: number } & Recorded;
type EventRow = Omit<History['news'][number], 'detail'> & { detail: string };
type EpisodeRow = State['breaches'][number] & {
  site: string;
  began: number;
  ended: number | null;
  beganAt: number;
  endedAt: number | null;
};

const lineOf = ({ line, since, detail }: LineRow): NonNullable<State['line']> => ({
  gateway: JSON.parse(detail).gateway,
  line,
  since,
});

/** The open episodes of each site at the start (`at` null) and after every change of them. */
function stagesOf(
  episodes: readonly EpisodeRow[],
  first: number,
  end: number,
): Map<string, { at: number | null; breaches: State['breaches'] }[]> {
  const stages = new Map<string, { at: number | null; breaches: State['breaches'] }[]>();
  for (const site of new Set(episodes.map(({ site }) => site))) {
    const own = episodes.filter((each) => each.site === site);
    const openAt = (commit: number) =>
      own
        .filter(({ began, ended }) => began <= commit && (ended === null || ended > commit))
        .map(({ probe, cause, since }) => ({ probe, cause, since }));
    const turns = own
      .flatMap(({ began, beganAt, ended, endedAt }) => [
        { commit: began, at: beganAt },
        ...(ended === null || endedAt === null ? [] : [{ commit: ended, at: endedAt }]),
      ])
      .filter(({ commit }) => commit > first && commit <= end)
      .sort((a, b) => a.commit - b.commit);
    stages.set(site, [
      { at: null, breaches: openAt(first) },
      ...turns.map(({ commit, at }) => ({ at, breaches: openAt(commit) })),
    ]);
  }
  return stages;
}
