/** A stretch of the past for the replay: how every site stood at its start and what was recorded after, bounded, in pieces short enough that letters pass in between. Only what is appended and never changed is read after the first look. */
import { setImmediate as others } from 'node:timers/promises';
import type { Answer } from '@changping/contracts/http';
import { before, type Changed, type Numbers, nothingOpen, stepsOf } from '../domain/history.ts';
import type { Database } from './database.ts';
import { type Tiding, tidings } from './tidings.ts';

type Told = Answer<'/api/history'>;
export type History = { between(from: number, to: number): Promise<Told> };

/** Entries read at once, for a few milliseconds. */
const piece = 1000;
/** A bar of time is no wider; where there are more, the steps become coarser. */
const stepsMost = 4000;

export function history(db: Pick<Database, 'raw'>): History {
  const { raw } = db;
  const telling = tidings(db);
  const lastCommit = raw.prepare('select coalesce(max(key), 0) from commit_row').pluck();
  const recordedAt = raw.prepare('select recorded_at from commit_row where key = ?').pluck();
  const stock = raw.prepare(
    `select site.code as site, kind.code as kind, sum(pieces) as pieces,
       coalesce(sum(quantity) filter (where quality = 'usable'), 0) as usable,
       coalesce(sum(quantity) filter (where quality = 'held'), 0) as held
     from tally join site on site.key = tally.site join kind on kind.key = tally.kind group by tally.site, tally.kind`,
  );
  const open = raw.prepare(
    `select site.code as site, coalesce(sum(count) filter (where what in ('unknownTag', 'unconfirmed')), 0) as unconfirmed,
       coalesce(sum(count), 0) as discrepancies,
       coalesce(sum(count) filter (where what = 'leftWithoutOrder'), 0) as leftWithoutOrder
     from open_discrepancy join site on site.key = open_discrepancy.site group by site.key`,
  );
  const side = (cell: 'to_cell' | 'from_cell', sign: 1 | -1) => `
    select commit_key, place.site, lot.kind, quality, sum(case when piece is null then 0 else ${sign} end) as pieces, sum(${sign} * quantity) as quantity
    from entry join cell on cell.key = ${cell} join place on place.key = cell.place join lot on lot.key = cell.lot
    where commit_key > @after and commit_key <= @upTo and place.site is not null group by 1, 2, 3, 4`;
  const moved = raw.prepare(
    `select recorded_at as at, site.code as site, 'stock' as what, kind.code as kind, quality, pieces, quantity
     from (${side('to_cell', 1)} union all ${side('from_cell', -1)}) as moved
     join commit_row on commit_row.key = commit_key join site on site.key = moved.site join kind on kind.key = moved.kind
     order by commit_key`,
  );
  const commitOfEntry = raw
    .prepare(`select commit_key from entry where commit_key > ? order by commit_key limit 1 offset ${piece}`)
    .pluck();
  const evidenceOf = raw
    .prepare('select key from evidence where commit_key <= ? order by commit_key desc, key desc limit 1')
    .pluck();
  const doubts = (by: 'opened_by' | 'closed_by', sign: 1 | -1) => `
    select evidence.commit_key, discrepancy.site, what, ${sign} as sign from discrepancy join evidence on evidence.key = ${by}
    where ${by} > @evidence and evidence.commit_key > @after and evidence.commit_key <= @upTo`;
  const doubted = raw.prepare(
    `select recorded_at as at, site.code as site, 'doubt' as what, doubt.what as doubt, sum(sign) as by
     from (${doubts('opened_by', 1)} union all ${doubts('closed_by', -1)}) as doubt
     join commit_row on commit_row.key = commit_key join site on site.key = doubt.site
     group by commit_key, doubt.site, doubt.what order by commit_key`,
  );

  /** How things stand, and up to which commit that is: one look, between two letters. */
  const present = raw.transaction(() => {
    const sites = new Map<string, Numbers>();
    const of = (site: string) => sites.get(site) ?? { stock: new Map(), open: nothingOpen };
    for (const { site, kind, ...numbers } of stock.all() as StockRow[])
      sites.set(site, { ...of(site), stock: new Map(of(site).stock).set(kind, numbers) });
    for (const { site, ...counts } of open.all() as OpenRow[]) sites.set(site, { ...of(site), open: counts });
    return { sites, last: lastCommit.get() as number };
  });

  /** The last commit recorded by `at`. Commits are numbered in the order of recording, so a search by halves finds it. */
  function commitAt(at: number, last: number): number {
    let [low, high] = [0, last];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((recordedAt.get(middle) as number) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  async function changesAfter(after: number, last: number): Promise<Changed[]> {
    const changes: Changed[] = [];
    const evidence = (evidenceOf.get(after) as number | undefined) ?? 0;
    changes.push(...(doubted.all({ evidence, after, upTo: last }) as Changed[]));
    for (let from = after; from < last; ) {
      await others();
      const upTo = Math.min(last, (commitOfEntry.get(from) as number | undefined) ?? last);
      for (const row of moved.all({ after: from, upTo }) as Changed[]) changes.push(row);
      from = upTo;
    }
    return changes;
  }

  return {
    async between(from, to) {
      const { sites: now, last } = present();
      const [first, end] = [commitAt(from, last), commitAt(to, last)];
      const changes = await changesAfter(first, last);
      const ended = end === last ? Number.POSITIVE_INFINITY : (recordedAt.get(end) as number);
      const start = before(now, changes);
      const within = changes.filter(({ at }) => at <= ended).sort(byTime);
      await others();
      const told = telling.between({ from, to, first, end });
      let moment = 1000;
      const made = () => stepsOf<Tiding>(start, within, told.tidings, moment);
      let steps = made();
      while (steps.length > stepsMost) {
        await others();
        moment *= 4;
        steps = made();
      }
      const sites = new Set([...start.keys(), ...told.sites.keys()]);
      return {
        from,
        to,
        sites: [...sites].sort().flatMap((site) => {
          const numbers = start.get(site);
          const state = {
            site,
            stock: linesOf(numbers?.stock ?? new Map()).filter(
              ({ pieces, usable, held }) => pieces || usable || held,
            ),
            open: numbers?.open ?? nothingOpen,
            ...(told.sites.get(site) ?? { breaches: [], line: null, passages: [], sweeps: [] }),
          };
          return [state];
        }),
        steps: steps.map(({ stock, open, told, ...step }) => ({
          ...step,
          ...(stock ? { stock: linesOf(stock) } : {}),
          ...(open ? { open } : {}),
          ...joined(told),
        })),
        news: told.news,
        leftOff: told.leftOff,
      };
    },
  };
}

type StockRow = { site: string; kind: string; pieces: number; usable: number; held: number };
type OpenRow = { site: string; unconfirmed: number; discrepancies: number; leftWithoutOrder: number };

const byTime = (a: Changed, b: Changed) => a.at - b.at;
const linesOf = (stock: Numbers['stock']) => [...stock].map(([kind, numbers]) => ({ kind, ...numbers }));

/** Of breaches and lines the last of a step holds; passages and sweeps are all told. */
function joined(told: readonly Tiding[]): Omit<Told['steps'][number], 'at' | 'site' | 'stock' | 'open'> {
  const step: ReturnType<typeof joined> = {};
  for (const tiding of told) {
    if (tiding.what === 'line') step.line = tiding.line;
    else if (tiding.what === 'breaches') step.breaches = tiding.breaches;
    else if (tiding.what === 'passage') step.passages = [...(step.passages ?? []), tiding.passage];
    else step.sweeps = [...(step.sweeps ?? []), tiding.sweep];
  }
  return step;
}
