/** The book as it was when a count began, kept with the count: it starts at once, and what lay there is copied in slices afterwards, with all that was moved meanwhile reckoned back. */
import type { Run } from './counts.ts';
import type { Database } from './database.ts';

export type CountBooks = {
  /** Walks on until all of it is there; where it is, there is nothing to do. Whoever comes meanwhile or after a crash begins again and copies nothing twice. */
  copy(run: Run): Generator<void, void>;
};

const page = 300;
const movedPage = 2000;

export function countBooks({ raw }: Pick<Database, 'raw'>): CountBooks {
  const placesOf = raw
    .prepare(
      `select place.key from count_place join place as named on named.key = count_place.place
         join place on place.site = named.site and (place.code = named.code or substr(place.code, 1, length(named.code) + 1) = named.code || '/')
       where document = ? group by place.key order by place.key`,
    )
    .pluck();
  const isCopying = raw.prepare('select copying from count_run where document = ?').pluck();
  const cells = raw.prepare(
    `select cell.key as cell, cell.lot as lot, coalesce(stock.quantity, 0) as quantity
     from cell left join stock on stock.cell = cell.key join lot on lot.key = cell.lot join kind on kind.key = lot.kind
     where place = @place and (cell.lot, cell.key) > (@lot, @cell)
       and (@kinds is null or kind.code in (select value from json_each(@kinds)))
     order by cell.lot, cell.key limit ${page}`,
  );
  const movedSince = raw.prepare(
    `select key, from_cell as "from", to_cell as "to", quantity from entry where key > ? order by key limit ${movedPage}`,
  );
  const keep = raw.prepare(
    'insert into count_book (document, cell, quantity) values (?, ?, ?) on conflict do nothing',
  );
  const done = raw.prepare('update count_run set copying = null where document = ?');

  /** What came to each cell since the count began, as far as the last entry there is. */
  function reckoner(since: number) {
    const came = new Map<number, number>();
    let upTo = since;
    const add = (cell: number, by: number) => void came.set(cell, (came.get(cell) ?? 0) + by);
    return {
      came,
      /** @returns whether there may be more. */
      next(): boolean {
        const rows = movedSince.all(upTo) as { key: number; from: number; to: number; quantity: number }[];
        for (const { from, to, quantity } of rows) {
          add(from, -quantity);
          add(to, quantity);
        }
        upTo = rows.at(-1)?.key ?? upTo;
        return rows.length === movedPage;
      },
    };
  }

  /** Stock and entries are read in one turn, so that both speak of one moment. @returns where to go on. */
  const slice = raw.transaction((run: Run, place: number, after: Row, moved: ReturnType<typeof reckoner>) => {
    while (moved.next());
    const kinds = run.kinds && JSON.stringify(run.kinds);
    const rows = cells.all({ place, kinds, lot: after.lot, cell: after.cell }) as Row[];
    for (const { cell, quantity } of rows) {
      const had = quantity - (moved.came.get(cell) ?? 0);
      if (had !== 0) keep.run(run.key, cell, had);
    }
    return rows.length === page ? rows.at(-1) : undefined;
  });

  return {
    *copy(run) {
      if (run.lastEntry === null || isCopying.get(run.key) == null) return;
      const moved = reckoner(run.lastEntry);
      while (moved.next()) yield;
      for (const place of placesOf.all(run.key) as number[])
        for (let after: Row | undefined = { cell: 0, lot: 0, quantity: 0 }; after; ) {
          after = slice(run, place, after, moved);
          yield;
        }
      done.run(run.key);
    },
  };
}

type Row = { cell: number; lot: number; quantity: number };
