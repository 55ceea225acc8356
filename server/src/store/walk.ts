/**
 * Long tables in the order that was asked for: their keys are walked by an index, a few hundred at once, and of these come the rows that are
 * meant. However few of a million rows are, nothing is held up for more than a few milliseconds, and no question looks through more than it may.
 */
import { Fault } from '@changping/contracts/faults';
import { type Asked, byCode, chooseFirst, type Orders, type Page } from '../domain/arranged.ts';
import { readCursor, type Value, writeCursor } from '../domain/cursor.ts';
import type { Database } from './database.ts';

/** A row by what its stretch is ordered by. */
export type Spot = { by: Value; key: number };
/** Part of a list, in its order: some of the next ones behind a row, or from its beginning, `most` at the most; none at its end. */
export type Stretch = (behind: Spot | undefined, most: number) => Spot[];
/** Those of these that are meant, in whatever order; several may be of one key. `part`: of the stretch they are from. */
export type Meant<Row> = (keys: readonly number[], part: number) => Keyed<Row>[];
type Keyed<Row> = Row & { key: number };

/** Keys that are looked at at once: a few milliseconds. */
const sliceMost = 400;
/** Of rows that nobody meant; the rest behind `next`. */
const lookedMost = 20_000;
/** Where no index has the order, all have to be looked through for each page. */
const gatheredMost = 100_000;

export function* walked<Row>(
  { sort, limit, after }: Asked,
  stretches: readonly Stretch[],
  meant: Meant<Row>,
): Generator<undefined, Page<Keyed<Row>>> {
  const cursor = readCursor(sort, after);
  const items: Keyed<Row>[] = [];
  let found = 0;
  let next: string | null = null;
  let looked = 0;
  for (const { part, spots } of slicesOf(stretches, cursor && { ...cursor, ...spotOf(cursor) }, limit + 1)) {
    const rows = new Map<number, Keyed<Row>[]>();
    for (const row of meant(keysOf(spots), part)) rows.set(row.key, [...(rows.get(row.key) ?? []), row]);
    for (const spot of spots) {
      const there = rows.get(spot.key);
      if (there && found === limit) return { items, next };
      if (there) {
        items.push(...there);
        rows.delete(spot.key);
        found++;
      }
      next = writeCursor(sort, { part, ...spot });
    }
    looked += spots.length;
    if (looked >= lookedMost) return { items, next };
    yield;
  }
  return { items, next: null };
}

/** By what no index has: all that are meant, put in order here. @throws Fault listTooLong */
export function* gathered<Row>(
  asked: Asked,
  stretches: readonly Stretch[],
  meant: Meant<Row>,
  orders: Orders<Keyed<Row>>,
  keyOf: (row: Keyed<Row>) => Value,
): Generator<undefined, Page<Keyed<Row>>> {
  const choosing = chooseFirst(orders, keyOf, asked, byCode);
  let looked = 0;
  for (const { part, spots } of slicesOf(stretches, undefined, sliceMost)) {
    for (const row of meant(keysOf(spots), part)) choosing.add(row);
    looked += spots.length;
    if (looked > gatheredMost) throw new Fault('listTooLong', asked.sort);
    yield;
  }
  return choosing.page();
}

/** Ever longer ones: the first is a page, if all are meant. */
function* slicesOf(
  stretches: readonly Stretch[],
  cursor: (Spot & { part: number }) | undefined,
  first: number,
): Generator<{ part: number; spots: Spot[] }> {
  let most = Math.min(first, sliceMost);
  for (let part = cursor?.part ?? 0; part < stretches.length; part++) {
    let behind: Spot | undefined = part === cursor?.part ? cursor : undefined;
    for (;;) {
      const spots = (stretches[part] as Stretch)(behind, most);
      if (spots.length === 0) break;
      yield { part, spots };
      behind = spots.at(-1);
      most = Math.min(sliceMost, most * 2);
    }
  }
}

const keysOf = (spots: readonly Spot[]): number[] => spots.map(({ key }) => key);

function spotOf({ by, key }: { by: Value | null; key: Value }): Spot {
  if (by === null || typeof key !== 'number') throw new Fault('badQuery', 'after');
  return { by, key };
}

/** Which rows of a table, by which of its columns; both stand in one index, and the key behind them. */
export type Path = {
  table: string;
  /** What is the key of a row. */
  key?: string;
  where?: string;
  by: string;
  isText?: boolean;
  isDown?: boolean;
};

/** Statements are made once each. */
export function paths({ raw }: Pick<Database, 'raw'>): (path: Path, asked?: object) => Stretch {
  const made = new Map<string, ReturnType<typeof raw.prepare>>();
  return (path, asked = {}) => {
    const sql = sqlOf(path);
    const statement = made.get(sql) ?? raw.prepare(sql);
    made.set(sql, statement);
    const start = beginning(path);
    return (behind = start, most) => {
      if (typeof behind.by !== typeof start.by) throw new Fault('badQuery', 'after');
      return statement.all({ ...asked, by: behind.by, key: behind.key, most }) as Spot[];
    };
  };
}

/** For the test that looks how each is answered. */
export function sqlOf({ table, key = 'key', where, by, isDown = false }: Path): string {
  const [behind, way] = isDown ? ['<', 'desc'] : ['>', 'asc'];
  const rest =
    by === key
      ? `${key} ${behind} @key order by ${key} ${way}`
      : `(${by}, ${key}) ${behind} (@by, @key) order by ${by} ${way}, ${key} ${way}`;
  return `select ${key} as "key", ${by} as "by" from ${table} where ${where ? `${where} and ` : ''}${rest} limit @most`;
}

const beginning = ({ isText = false, isDown = false }: Path): Spot =>
  isDown
    ? { by: isText ? '\u{10FFFF}' : Number.MAX_SAFE_INTEGER, key: Number.MAX_SAFE_INTEGER }
    : { by: isText ? '' : -Number.MAX_SAFE_INTEGER, key: 0 };

/** Two stretches of the same order as one. */
export const merged =
  (one: Stretch, other: Stretch, isDown: boolean): Stretch =>
  (behind, most) => {
    const spots = [...one(behind, most), ...other(behind, most)].sort((a, b) => order(a, b, isDown));
    return spots.filter(({ key }, i) => key !== spots[i - 1]?.key).slice(0, most);
  };

function order(a: Spot, b: Spot, isDown: boolean): number {
  const rising = a.by < b.by ? -1 : a.by > b.by ? 1 : a.key - b.key;
  return isDown ? -rising : rising;
}
