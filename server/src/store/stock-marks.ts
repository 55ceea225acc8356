/** Marks of the stock: how every site stood every few thousand entries, made beside the work from the mark before and what was entered since. A mark that is not whole is none, and any moment is answered without marks too, only slower. */
import { setImmediate as others } from 'node:timers/promises';
import type { Database } from './database.ts';
import { addTo, type Line, lineName, sums } from './sums.ts';

export type StockMarks = {
  /** Make what marks are due, in short turns. @returns how many passes were made. */
  catchUp(isEnding?: () => boolean): Promise<number>;
  /** The lines of a site at its last mark by that commit, and the commit up to which they hold. */
  before(site: number, commit: number): Promise<{ lines: Map<string, Line>; commit: number }>;
  /** Up to which commit late entries are written down. */
  markedUpTo(): number;
};

/** Between two marks lie so many entries, or as many as there are lines: marks are then no longer than the book. */
export const entriesAMark = 1024;
/** Of one row: a few milliseconds to read or write. */
const linesAPart = 2000;
/** Looked at in one turn. */
const entriesAPart = 500;
/** What is told longer than this after it happened counts as told late. */
export const lateAfter = 10 * 60_000;

export function stockMarks({ raw }: Pick<Database, 'raw'>): StockMarks {
  const lastPass = raw.prepare(
    'select commit_key as "commit", lines from stock_mark_pass where commit_key <= ? order by commit_key desc limit 1',
  );
  const due = raw
    .prepare('select commit_key from entry where commit_key > ? order by commit_key limit 1 offset ?')
    .pluck();
  const lastMark = raw
    .prepare('select max(commit_key) from stock_mark where site = ? and commit_key <= ?')
    .pluck();
  const parts = raw
    .prepare('select body from stock_mark where site = ? and commit_key = ? order by part')
    .pluck();
  const drop = raw.prepare('delete from stock_mark where commit_key > ?');
  const addPart = raw.prepare('insert into stock_mark (site, commit_key, part, body) values (?, ?, ?, ?)');
  const addPass = raw.prepare('insert into stock_mark_pass (commit_key, lines) values (?, ?)');
  const entered = raw.prepare(
    `select entry.key, commit_key as "commit", happened_at as happenedAt, recorded_at as recordedAt
     from entry join commit_row on commit_row.key = commit_key
     where (commit_key, entry.key) > (?, ?) and commit_key <= ? order by commit_key, entry.key limit ${entriesAPart}`,
  );
  const addLate = raw.prepare(
    'insert into late_entry (entry, commit_key, happened_at) values (?, ?, ?) on conflict do nothing',
  );
  const passBefore = (commit: number) =>
    (lastPass.get(commit) as Pass | undefined) ?? { commit: 0, lines: 0 };
  const all = sums({ raw });

  async function linesOf(site: number, commit: number): Promise<Map<string, Line>> {
    const lines = new Map<string, Line>();
    const mark = lastMark.get(site, commit) as number | null;
    if (mark === null) return lines;
    for (const body of parts.all(site, mark) as string[]) {
      addTo(lines, readLines(site, body));
      await others();
    }
    return lines;
  }

  /** Marks of all sites whose stock changed, all or none of them: what begins after the last pass is thrown away. */
  async function pass(before: Pass, commit: number): Promise<void> {
    drop.run(before.commit);
    const bySite = new Map<number, Map<string, Line>>();
    for await (const piece of all.between(before.commit, commit, null))
      for (const line of piece) {
        const lines = bySite.get(line.site) ?? (await linesOf(line.site, before.commit));
        bySite.set(line.site, lines);
        addTo(lines, [line]);
      }
    let count = 0;
    for (const [site, lines] of bySite) {
      const whole = [...lines.values()];
      count += whole.length;
      // A site that has nothing left says so too.
      for (let at = 0; at === 0 || at < whole.length; at += linesAPart) {
        addPart.run(site, commit, at / linesAPart, writeLines(whole.slice(at, at + linesAPart)));
        await others();
      }
    }
    const late = await lateOf(before.commit, commit);
    raw.transaction(() => {
      for (const each of late) addLate.run(each.key, each.commit, each.happenedAt);
      addPass.run(commit, count);
    })();
  }

  /** Entries of the commits after `after` up to `upTo` that were told late. */
  async function lateOf(after: number, upTo: number): Promise<Entered[]> {
    const late: Entered[] = [];
    let at: Pick<Entered, 'commit' | 'key'> | undefined = { commit: after, key: Number.MAX_SAFE_INTEGER };
    while (at) {
      const rows = entered.all(at.commit, at.key, upTo) as Entered[];
      late.push(...rows.filter(({ happenedAt, recordedAt }) => happenedAt < recordedAt - lateAfter));
      at = rows.length < entriesAPart ? undefined : rows.at(-1);
      await others();
    }
    return late;
  }

  return {
    async catchUp(isEnding = () => false) {
      for (let made = 0; ; made++) {
        const before = passBefore(Number.MAX_SAFE_INTEGER);
        const next = due.get(before.commit, Math.max(entriesAMark, before.lines) - 1) as number | undefined;
        if (next === undefined || isEnding()) return made;
        await pass(before, next);
        await others();
      }
    },
    async before(site, commit) {
      const { commit: marked } = passBefore(commit);
      return { lines: await linesOf(site, marked), commit: marked };
    },
    markedUpTo: () => passBefore(Number.MAX_SAFE_INTEGER).commit,
  };
}

type Pass = { commit: number; lines: number };
type Entered = { key: number; commit: number; happenedAt: number; recordedAt: number };
type Packed = [place: number, lot: number, string, string, string, pieces: number, quantity: number];

const writeLines = (lines: readonly Line[]): string =>
  JSON.stringify(
    lines.map(
      ({ place, lot, quality, grade, owner, pieces, quantity }): Packed => [
        place,
        lot,
        quality,
        grade,
        owner,
        pieces,
        quantity,
      ],
    ),
  );

export const readLines = (site: number, body: string): Line[] =>
  (JSON.parse(body) as Packed[]).map(([place, lot, quality, grade, owner, pieces, quantity]) => {
    const name = lineName(place, lot, quality, grade, owner);
    return { name, site, place, lot, quality, grade, owner, pieces, quantity };
  });
