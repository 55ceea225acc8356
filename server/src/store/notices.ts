/** Notices of lots near their end or beyond it: what moved is judged in the transaction that moved it, so no crash can come between; all that lies anywhere is judged once a day and at every start. */
import type { FeedItem } from '@changping/contracts/live';
import type { Instant } from '@changping/contracts/units';
import type { Day } from '../domain/day.ts';
import type { NoticeStep } from '../domain/expiry.ts';
import { difference, highest, type Open, type Standing, type Subject } from '../domain/notice.ts';
import type { OpenCommit } from './book.ts';
import type { Database } from './database.ts';
import type { Expiries, LotExpiry } from './expiry.ts';

export type Line = Omit<FeedItem, 'id'>;
export type Notices = {
  /** What the commits moved. Runs inside the caller's transaction. @returns the feed's lines, to be written in it. */
  settle(commits: Iterable<Pick<OpenCommit, 'key' | 'changes'>>, now: Instant): Line[];
  /** Everything, in pieces of one short transaction each, so that letters pass in between. `note` writes a line down. @yields what a piece has to tell. */
  round(now: Instant, note: (line: Line) => FeedItem): Generator<FeedItem[]>;
};

/** `stock`: what lies there, where that is known already. */
type Judged = { site: number; lot: number; commit: number | null; stock: Stock | null };
type OpenRow = Open & { key: number };
type Stock = { pieces: number; quantity: number };

/** Subjects of one transaction: a few ms of the thread, at a first start too, when each may have something to tell. */
const pieceSubjects = 50;

export function notices({ raw }: Pick<Database, 'raw'>, expiries: Expiries): Notices {
  const stockOf = raw.prepare(
    `select coalesce(sum(pieces), 0) as pieces, coalesce(sum(quantity), 0) as quantity
     from lot_stock where site = ? and kind = ? and lot = ?`,
  );
  const openOf = raw.prepare(
    'select key, site, lot, step from notice where site = ? and lot = ? and closed_at is null',
  );
  const add = raw.prepare(
    `insert into notice (site, lot, step, pieces, quantity, effective_on, effective_by, opened_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const end = raw.prepare('update notice set closed_at = ?, closed_by = ? where key = ?');
  const addCount = raw.prepare(
    `insert into open_notice (site, step, count) values (?, ?, ?)
     on conflict (site, step) do update set count = count + excluded.count`,
  );
  const stocked = raw.prepare(
    `select site, kind, lot, sum(pieces) as pieces, sum(quantity) as quantity
     from lot_stock where (site, kind, lot) > (?, ?, ?)
     group by site, kind, lot order by site, kind, lot limit ${pieceSubjects}`,
  );
  const told = raw.prepare(
    `select site, lot from notice where closed_at is null and (site, lot) > (?, ?)
     group by site, lot order by site, lot limit ${pieceSubjects}`,
  );

  function judge({ site, lot, commit, ...known }: Judged, today: Day, now: Instant, lines: Lines): void {
    const expiry = expiries.of(lot);
    const open = openOf.all(site, lot) as OpenRow[];
    if (expiry.on === null && !open.length) return;
    const stock = known.stock ?? (stockOf.get(site, expiry.kind, lot) as Stock);
    const step = expiries.step(expiry, site, today);
    const standing: Standing[] = [{ site, lot, quantity: stock.quantity, step }];
    const news = difference(open, standing);
    for (const each of news.open) {
      add.run(site, lot, each.step, stock.pieces, stock.quantity, expiry.on, expiry.by, now);
      lines.opened(expiries.site(site), expiry, each.step, stock);
    }
    for (const { key } of news.close) end.run(now, commit, key);
    const last = highest(news.close.map((notice) => notice.step));
    if (last) lines.closed(expiries.site(site), expiry, last);
    recount(site, open, [...open.filter((notice) => !news.close.includes(notice)), ...news.open]);
  }

  function recount(site: number, before: readonly Open[], after: readonly Open[]): void {
    const [was, is] = [before, after].map((open) => highest(open.map(({ step }) => step)));
    if (was === is) return;
    if (was) addCount.run(site, was, -1);
    if (is) addCount.run(site, is, 1);
  }

  const judgeAll = raw.transaction(
    (subjects: readonly (Subject & Partial<Stock>)[], now: Instant, note: (line: Line) => FeedItem) => {
      const lines = linesAt(now);
      const today = expiries.dayOf(now);
      for (const { site, lot, pieces, quantity } of subjects) {
        const stock = pieces === undefined || quantity === undefined ? null : { pieces, quantity };
        judge({ site, lot, commit: null, stock }, today, now, lines);
      }
      return lines.all().map(note);
    },
  );

  return {
    settle(commits, now) {
      const subjects = new Map<string, Judged>();
      for (const { key, changes } of commits)
        for (const { site, lot, pieces, quantity } of changes.values())
          if (pieces !== 0 || quantity !== 0)
            subjects.set(`${site}/${lot}`, { site, lot, commit: key, stock: null });
      if (!subjects.size) return [];
      const lines = linesAt(now);
      const today = expiries.dayOf(now);
      for (const subject of subjects.values()) judge(subject, today, now, lines);
      return lines.all();
    },

    *round(now, note) {
      let at: Omit<Stocked, keyof Stock> | undefined = { site: 0, kind: 0, lot: 0 };
      while (at) {
        const rows = wholeKinds(stocked.all(at.site, at.kind, at.lot) as Stocked[]);
        if (rows.length) yield judgeAll.immediate(rows, now, note);
        at = rows.at(-1);
      }
      // What is told of and lies nowhere any more: nothing closes a notice but its own transaction, unless somebody wrote past it.
      let from: Subject | undefined = { site: 0, lot: 0 };
      while (from) {
        const rows = told.all(from.site, from.lot) as Subject[];
        if (rows.length) yield judgeAll.immediate(rows, now, note);
        from = rows.at(-1);
      }
    },
  };
}

type Stocked = Subject & Stock & { kind: number };

/** A piece that is full ends before the kind it could not finish, so that each kind of a site is told in one line. */
function wholeKinds(rows: Stocked[]): Stocked[] {
  const last = rows.at(-1);
  if (!last || rows.length < pieceSubjects) return rows;
  const whole = rows.filter(({ site, kind }) => site !== last.site || kind !== last.kind);
  return whole.length ? whole : rows;
}

type Lines = {
  opened(site: FeedItem['site'], expiry: LotExpiry, step: NoticeStep, stock: Stock): void;
  closed(site: FeedItem['site'], expiry: LotExpiry, step: NoticeStep): void;
  all(): Line[];
};

/** One line a site, kind and step, however many lots it speaks of. `on`: the first of their dates. */
function linesAt(at: Instant): Lines {
  const lines = new Map<string, Line>();
  const line = (site: FeedItem['site'], what: FeedItem['what'], kind: string, step: NoticeStep): Line => {
    const name = `${site}/${what}/${kind}/${step}`;
    const detail = { kind, lots: 0, ...(what === 'noticeClosed' ? { step } : {}) };
    const there = lines.get(name) ?? { at, site, what, detail };
    there.detail.lots = Number(there.detail.lots) + 1;
    lines.set(name, there);
    return there;
  };
  return {
    opened(site, { kindCode, on }, step, { pieces, quantity }) {
      const { detail } = line(site, step, kindCode, step);
      detail.pieces = Number(detail.pieces ?? 0) + pieces;
      detail.quantity = Number(detail.quantity ?? 0) + quantity;
      if (on && on < String(detail.on ?? '9')) detail.on = on;
    },
    closed: (site, { kindCode }, step) => void line(site, 'noticeClosed', kindCode, step),
    all: () => [...lines.values()],
  };
}
