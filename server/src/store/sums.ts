/** What the entries between two commits add to each line of stock, a piece at a time: others have their turn between. A line is one lot in one place, quality, grade and owner. */
import { setImmediate as others } from 'node:timers/promises';
import type { Database } from './database.ts';
import { remembered } from './remembered.ts';

/** By integer keys; `pieces` and `quantity` may be below zero in a sum. */
export type Line = {
  /** What tells it from the others. */
  readonly name: string;
  site: number;
  place: number;
  lot: number;
  quality: string;
  grade: string;
  owner: string;
  pieces: number;
  quantity: number;
};
export type Sums = {
  /** Of the commits after `after` up to `upTo`. @param site null: of all sites. */
  between(after: number, upTo: number, site: number | null): AsyncGenerator<Line[]>;
};

/** Entries of one piece: some milliseconds of the thread, also where each is of a cell not looked at before. */
const pieceEntries = 250;

export const lineName = (place: number, lot: number, quality: string, grade: string, owner: string) =>
  `${place}/${lot}/${quality}/${grade}/${owner}`;

/** What comes to nothing leaves no line. The lines of `sums` are `lines`' own afterwards. */
export function addTo(lines: Map<string, Line>, sums: readonly Line[]): void {
  for (const sum of sums) {
    const there = lines.get(sum.name);
    if (!there) {
      // What came and went between.
      if (sum.pieces !== 0 || sum.quantity !== 0) lines.set(sum.name, sum);
      continue;
    }
    there.pieces += sum.pieces;
    there.quantity += sum.quantity;
    if (there.pieces === 0 && there.quantity === 0) lines.delete(sum.name);
  }
}

export function sums({ raw }: Pick<Database, 'raw'>): Sums {
  const part = raw
    .prepare(
      `select from_cell, to_cell, quantity, commit_key, key from entry where (commit_key, key) > (?, ?) and commit_key <= ?
       order by commit_key, key limit ${pieceEntries}`,
    )
    .raw();
  const cellOf = remembered<Cell>(
    raw.prepare(
      `select place.site, cell.place, lot, quality, grade, owner, piece is not null as isPiece,
         cell.place || '/' || lot || '/' || quality || '/' || grade || '/' || owner as name
       from cell join place on place.key = cell.place where cell.key = ?`,
    ),
  );

  /** Added up by cell first, for most goods move between few cells. */
  function lines(entries: readonly Entry[], site: number | null): Line[] {
    const moved = new Map<number, Moved>();
    const add = (cell: number, quantity: number): void => {
      const sum = moved.get(cell);
      if (sum) {
        sum.quantity += quantity;
        sum.times += Math.sign(quantity);
      } else moved.set(cell, { quantity, times: Math.sign(quantity) });
    };
    for (const [out, into, quantity] of entries) {
      add(out, -quantity);
      add(into, quantity);
    }
    const found: Line[] = [];
    // A million of these are made for a long replay: spread and rest would take longer than the reading.
    for (const [key, { quantity, times }] of moved) {
      const { name, site: of, place, lot, quality, grade, owner, isPiece } = cellOf(key);
      if (of === null || (site !== null && of !== site)) continue;
      const pieces = isPiece ? times : 0;
      if (pieces || quantity)
        found.push({ name, site: of, place, lot, quality, grade, owner, pieces, quantity });
    }
    return found;
  }

  return {
    async *between(after, upTo, site) {
      let [commit, key] = [after, Number.MAX_SAFE_INTEGER];
      for (;;) {
        const entries = part.all(commit, key, upTo) as Entry[];
        yield lines(entries, site);
        const last = entries.at(-1);
        if (entries.length < pieceEntries || !last) return;
        [, , , commit, key] = last;
        await others();
      }
    },
  };
}

type Entry = [out: number, into: number, quantity: number, inCommit: number, key: number];
type Moved = { quantity: number; times: number };
type Cell = Omit<Line, 'site' | 'pieces' | 'quantity'> & { site: number | null; isPiece: 0 | 1 };
