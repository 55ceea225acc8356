/** Every mark of the stock is what the entries say, and every late entry is written down as one. Reads only. */
import type { Database } from './database.ts';
import { lateAfter, readLines } from './stock-marks.ts';
import { addTo, type Line } from './sums.ts';
import type { Difference } from './verify.ts';

export function rederiveMarks({ raw }: Pick<Database, 'raw'>): Difference[] {
  return [...marks({ raw }), ...strays({ raw }), ...late({ raw })];
}

/** At each pass the last mark of every site is held against the lines that have become of all entries by then. */
function marks({ raw }: Pick<Database, 'raw'>): Difference[] {
  const passes = raw
    .prepare('select commit_key from stock_mark_pass order by commit_key')
    .pluck()
    .all() as number[];
  const bodies = raw.prepare('select site, body from stock_mark where commit_key = ? order by site, part');
  const entries = raw.prepare(
    `select cell.place || '/' || lot || '/' || quality || '/' || grade || '/' || owner as name, place.site, cell.place, lot, quality, grade, owner,
       sum(case when piece is null then 0 else sign end) as pieces, sum(quantity) as quantity
     from (select to_cell as cell, quantity, 1 as sign from entry where commit_key > ? and commit_key <= ?
       union all select from_cell, -quantity, -1 from entry where commit_key > ? and commit_key <= ?) as moved
       cross join cell on cell.key = moved.cell cross join place on place.key = cell.place
     where place.site is not null group by cell.place, lot, quality, grade, owner`,
  );
  const derived = new Map<string, Line>();
  const stored = new Map<number, Map<string, Line>>();
  const differences: Difference[] = [];
  let before = 0;
  for (const commit of passes) {
    addTo(derived, entries.all(before, commit, before, commit) as Line[]);
    const fresh = new Map<number, Map<string, Line>>();
    for (const { site, body } of bodies.all(commit) as { site: number; body: string }[]) {
      const lines = fresh.get(site) ?? new Map<string, Line>();
      fresh.set(site, lines);
      for (const line of linesIn(site, body)) lines.set(line.name, line);
    }
    for (const [site, lines] of fresh) stored.set(site, lines);
    differences.push(...compare(commit, stored, derived));
    before = commit;
  }
  return differences;
}

/** A mark that no pass made; those after the last are being made. */
function strays({ raw }: Pick<Database, 'raw'>): Difference[] {
  return raw
    .prepare(
      `select 'stockMark' as what, commit_key as key, count(*) as stored, null as derived from stock_mark
       where commit_key not in (select commit_key from stock_mark_pass)
         and commit_key < (select coalesce(max(commit_key), 0) from stock_mark_pass) group by commit_key`,
    )
    .all() as Difference[];
}

/** What can not be read holds nothing. */
function linesIn(site: number, body: string): Line[] {
  try {
    return readLines(site, body);
  } catch {
    return [];
  }
}

function compare(
  commit: number,
  stored: ReadonlyMap<number, ReadonlyMap<string, Line>>,
  derived: ReadonlyMap<string, Line>,
): Difference[] {
  const differences: Difference[] = [];
  const differ = (a: Line | undefined, b: Line | undefined): void => {
    if (a?.quantity === b?.quantity && a?.pieces === b?.pieces) return;
    const [was, is] = [a?.quantity ?? null, b?.quantity ?? null];
    differences.push({ what: 'stockMark', key: commit, stored: was, derived: is });
  };
  for (const [name, line] of derived) differ(stored.get(line.site)?.get(name), line);
  for (const [site, lines] of stored)
    for (const [name, line] of lines) if (derived.get(name)?.site !== site) differ(line, undefined);
  return differences;
}

function late({ raw }: Pick<Database, 'raw'>): Difference[] {
  return raw
    .prepare(
      `with derived as (
         select entry.key, commit_key, happened_at from entry join commit_row on commit_row.key = commit_key
         where happened_at < recorded_at - ${lateAfter}
           and commit_key <= (select coalesce(max(commit_key), 0) from stock_mark_pass))
       select 'lateEntry' as what, coalesce(late_entry.entry, derived.key) as key,
         late_entry.happened_at as stored, derived.happened_at as derived
       from late_entry full join derived on derived.key = late_entry.entry
       where late_entry.happened_at is not derived.happened_at or late_entry.commit_key is not derived.commit_key`,
    )
    .all() as Difference[];
}
