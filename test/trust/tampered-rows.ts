/** What one may do who knows the ledger well and can write its file: rows taken out, put in and swapped, tails cut, chains written anew. */
import type Sqlite from 'better-sqlite3';
import { cutTail, forgeDocument, rebuildCaches, rechain } from './tampered-book.ts';
import type { Deed } from './tampered-columns.ts';

type Raw = Sqlite.Database;

export function rowDeeds(raw: Raw, rounds: number, random: (below: number) => number): Deed[] {
  const deed = (what: string, run: (book: Raw) => void): Deed => ({
    ...{ what, table: what, isPromised: true },
    run,
  });
  const sql = (what: string, text: string) => deed(what, (book) => run(book, text));
  const some = (rows: string): number[] => {
    const keys = raw.prepare(rows).pluck().all() as number[];
    return Array.from({ length: Math.min(rounds, keys.length) }, () => {
      const [key] = keys.splice(random(keys.length), 1);
      return key as number;
    });
  };
  return [
    ...used.flatMap(([table, rows]) =>
      some(rows).map((row) =>
        sql(`a row of ${table} taken out: ${row}`, `delete from ${table} where rowid = ${row}`),
      ),
    ),
    ...chains(raw).flatMap((chain) =>
      Array.from({ length: rounds }, () => 1 + random(6)).map((count) =>
        deed(`the last ${count} commits of ${chain} cut off`, (book) => cutTail(book, chain, count)),
      ),
    ),
    deed('a whole chain taken out', (book) => cutTail(book, 'RC-N', 1_000_000)),
    ...some('select key from entry').map((key) =>
      deed(`who moved entry ${key}, and every hash anew`, (book) => {
        run(book, `update entry set actor = 'nobody' where key = ${key}`);
        rechain(book);
      }),
    ),
    ...some('select entry.key from entry join cell on cell.key = to_cell where cell.piece is null').map(
      (key) =>
        deed(`the quantity of entry ${key}, all that is derived of it, and every hash anew`, (book) => {
          run(book, `update entry set quantity = quantity + 1 where key = ${key}`);
          rebuildCaches(book);
          rechain(book);
        }),
    ),
    ...some('select key from audit').map((key) =>
      deed(`who did audit ${key}, and every hash anew`, (book) => {
        run(book, `update audit set account = 'nobody' where key = ${key}`);
        rechain(book);
      }),
    ),
    ...some('select key from evidence').map((key) =>
      deed(`when letter ${key} came, and every hash anew`, (book) => {
        run(book, `update evidence set arrived_at = arrived_at - 1 where key = ${key}`);
        rechain(book);
      }),
    ),
    deed('a document', (book) => forgeDocument(book, false)),
    deed('a document and its digest', (book) => forgeDocument(book, true)),
    deed('a document, its digest, and every hash anew', (book) => {
      forgeDocument(book, true);
      rechain(book);
    }),
    sql(
      'a document put in',
      `insert into document (id, number, type, site, state, created_at, there, version, body, is_over)
       select 'forged', 'forged', type, site, state, created_at, there, version,
         json_set(body, '$.id', 'forged', '$.number', 'forged'), is_over from document where body is not null limit 1`,
    ),
    ...chains(raw).flatMap((chain) => [
      deed(`two commits of ${chain} swapped`, (book) => swapCommits(book, chain)),
      deed(`two commits of ${chain} swapped, and every hash anew`, (book) => {
        swapCommits(book, chain);
        rechain(book);
      }),
    ]),
    ...(['entry', 'audit', 'evidence'] as const).flatMap((table) => [
      deed(`two rows of ${table} swapped`, (book) => swapRows(book, table, 'key')),
      deed(`two rows of ${table} under each other's commit`, (book) => swapRows(book, table, 'commit_key')),
    ]),
    deed("two entries swapped to each other's cells", (book) => swapRows(book, 'entry', 'to_cell')),
    sql('an audit row put into a commit', forgedAudit('(select max(key) from commit_row)')),
    sql('an audit row put beside every commit', forgedAudit('1000000')),
    deed('an audit row put into an old commit, and every hash anew', (book) => {
      run(book, forgedAudit('(select min(commit_key) from audit)'));
      rechain(book);
    }),
    sql(
      'an entry put beside every commit',
      `insert into entry (commit_key, from_cell, to_cell, quantity, actor, happened_at)
       select 1000000, from_cell, to_cell, quantity, actor, happened_at from entry limit 1`,
    ),
    deed(
      'a trigger put in',
      (book) => void book.exec('create trigger quiet after insert on audit begin delete from event; end'),
    ),
    sql('stock out of thin air', 'update stock set quantity = quantity + 5 where quantity > 0'),
    sql('a count of what is there', 'update tally set quantity = quantity + 5 where quantity > 0'),
  ];
}

/** A statement that changes nothing would be a deed that nobody can find. */
function run(book: Raw, text: string): void {
  if (!book.prepare(text).run().changes) throw new Error(`nothing was changed by ${text}`);
}

/** Tables and the rows of them that something in a chain names. */
const used = [
  ['entry', 'select key from entry'],
  ['evidence', 'select key from evidence'],
  ['audit', 'select key from audit'],
  ['commit_row', 'select key from commit_row'],
  ['document', 'select key from document where body is not null'],
  ['cell', 'select to_cell from entry group by to_cell'],
  ['place', 'select place from cell join entry on to_cell = cell.key group by place'],
  ['lot', "select key from lot where code like 'Q-TRUST-%'"],
  ['piece', 'select key from piece where cell is not null'],
  ['site', 'select site from commit_row group by site'],
  ['outbox', 'select outbox from evidence group by outbox'],
  ['gateway', 'select gateway from outbox join evidence on outbox = outbox.key group by gateway'],
  ['stock', 'select cell from stock where quantity <> 0'],
] as const;

const chains = (raw: Raw): string[] =>
  raw
    .prepare(
      'select code from site where (select count(*) from commit_row where site = site.key) > 3 order by code',
    )
    .pluck()
    .all() as string[];

const forgedAudit = (commit: string): string =>
  `insert into audit (commit_key, at, account, role, device, address, action, object, before, after, reason, result)
   select ${commit}, at, 'somebody else', role, device, address, action, object, before, after, reason, result from audit limit 1`;

function swapCommits(book: Raw, chain: string): void {
  const [one, other] = book
    .prepare(
      `select key, n from commit_row where site = (select key from site where code = ?)
       and (select count(*) from evidence where commit_key = commit_row.key)
         + (select count(*) from audit where commit_key = commit_row.key) > 0 order by n limit 2`,
    )
    .all(chain) as { key: number; n: number }[];
  if (!one || !other) throw new Error(`${chain} has no two commits`);
  const put = book.prepare('update commit_row set n = ? where key = ?');
  put.run(-1, one.key);
  put.run(one.n, other.key);
  put.run(other.n, one.key);
}

/** Of two rows of one chain, in two commits of it. */
function swapRows(book: Raw, table: 'entry' | 'audit' | 'evidence', column: string): void {
  const [one, other] = book
    .prepare(
      `with first as (select ${table}.key, site, commit_key from ${table} join commit_row on commit_row.key = commit_key
         order by ${table}.key limit 1)
       select key, ${column} as value from ${table} where key = (select key from first) union all
       select * from (select ${table}.key, ${table}.${column} from ${table} join commit_row on commit_row.key = commit_key
         where site = (select site from first) and commit_key > (select commit_key from first) order by ${table}.key limit 1)`,
    )
    .all() as { key: number; value: number }[];
  if (!one || !other || one.value === other.value) throw new Error(`${table} has no two rows to swap`);
  const put = book.prepare(`update ${table} set ${column} = ? where key = ?`);
  if (column !== 'key') {
    put.run(other.value, one.key);
    put.run(one.value, other.key);
    return;
  }
  put.run(-1, one.key);
  put.run(one.key, other.key);
  put.run(other.key, -1);
}
