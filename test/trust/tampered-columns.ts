/** Every column of every table, changed by one who can write the file: what is promised to be seen, and the rest, told apart. */
import type Sqlite from 'better-sqlite3';

type Raw = Sqlite.Database;
export type Deed = {
  /** Of what nothing is promised, null; else in words, for whoever has to find out why it was missed. */
  what: string;
  table: string;
  isPromised: boolean;
  /** @throws where the database itself refuses it. */
  run(raw: Raw): void;
};

/** What is promised: rows that a chain names, what it seals of them by digest, and what is derived of them. */
const promised: Record<string, { columns: string; where?: string }> = {
  site: { columns: 'key code', where: 'key in (select site from commit_row)' },
  place: {
    columns: 'key code site',
    where:
      'site is not null and key in (select place from cell join stock on cell = cell.key where quantity <> 0)',
  },
  kind: { columns: 'key code', where: "key in (select kind from lot where code like 'Q-TRUST-%')" },
  lot: {
    columns: 'key code kind made_on expires_on supplier received_at',
    where: "code like 'Q-TRUST-%'",
  },
  piece: { columns: 'key id lot quantity cell', where: 'cell is not null' },
  document: { columns: 'id number type site state there version body', where: 'body is not null' },
  cell: {
    columns: 'key place lot piece quality grade owner',
    where: 'key in (select from_cell from entry union select to_cell from entry)',
  },
  entry: { columns: 'commit_key from_cell to_cell quantity document actor evidence happened_at' },
  stock: { columns: 'cell quantity', where: 'quantity <> 0' },
  tally: { columns: 'site kind quality pieces quantity', where: 'quantity <> 0' },
  lot_stock: { columns: 'site kind lot quality pieces quantity' },
  open_notice: { columns: 'site step count', where: 'count <> 0' },
  open_discrepancy: { columns: 'site what count', where: 'count <> 0' },
  commit_row: { columns: 'key site n algorithm previous hash recorded_at' },
  gateway: {
    columns: 'key code',
    where: 'key in (select gateway from outbox join evidence on outbox = outbox.key)',
  },
  outbox: { columns: 'key gateway epoch', where: 'key in (select outbox from evidence)' },
  evidence: { columns: 'outbox seq from_seq kind digest at arrived_at flags commit_key body' },
  audit: {
    columns: 'commit_key at account role device address action object before after reason result',
  },
};

export const isPromised = (table: string, column: string): boolean =>
  promised[table]?.columns.split(' ').includes(column) ?? false;

export const tablesOf = (raw: Raw): { table: string; columns: string[] }[] =>
  (raw.prepare("select name from sqlite_schema where type = 'table'").pluck().all() as string[]).map(
    (table) => ({
      table,
      columns: (raw.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name),
    }),
  );

/** @param rounds so many rows of each promised column. @param others so many of each other. */
export function columnDeeds(
  raw: Raw,
  { rounds, others, random }: { rounds: number; others: number; random(below: number): number },
): Deed[] {
  return tablesOf(raw).flatMap(({ table, columns }) =>
    columns.flatMap((column) => {
      const where = promised[table]?.where ?? 'true';
      const change = (is: boolean, rows: string) =>
        edits(raw, { table, column, is, rows, rounds: is ? rounds : others, random });
      if (!isPromised(table, column)) return change(false, 'true');
      return [...change(true, where), ...change(false, `not (${where})`)];
    }),
  );
}

type Wish = {
  table: string;
  column: string;
  is: boolean;
  rows: string;
  rounds: number;
  random(below: number): number;
};
function edits(raw: Raw, { table, column, is, rows, rounds, random }: Wish): Deed[] {
  const names = (raw.pragma(`table_info(${table})`) as { name: string; pk: number }[])
    .filter(({ pk }) => pk > 0)
    .map(({ name }) => name);
  // Some tables are kept by their key and have no row id.
  const key = names.length ? names : ['rowid'];
  const found = raw
    .prepare(`select "${column}", ${key.join()} from "${table}" where ${rows}`)
    .raw()
    .all() as Value[][];
  const picked = Array.from({ length: Math.min(rounds, found.length) }, () => {
    const [one] = found.splice(random(found.length), 1);
    return one as Value[];
  });
  return picked.map(([value = null, ...row]) => ({
    ...{ what: `${table}.${column} of row ${row}`, table, isPromised: is },
    run(book) {
      const put = book.prepare(
        `update "${table}" set "${column}" = ? where ${key.map((name) => `${name} = ?`).join(' and ')}`,
      );
      try {
        put.run(altered(value, 1), ...row);
      } catch {
        // Somebody else has that value already.
        put.run(altered(value, 1_000_003), ...row);
      }
    },
  }));
}

type Value = number | string | Buffer | null;
function altered(value: Value, by: number): Value {
  if (value === null) return by;
  if (typeof value === 'number') return value + by;
  if (typeof value === 'string') return `${value}${by}`;
  const other = Buffer.from(value);
  other[0] = (other[0] ?? 0) ^ 1;
  return other;
}
