/** What stands in versions, each written once, whole, with who wrote it, when and why, and never changed: the policies of approvals and of counts, the catalogue, what is shared. Writing runs inside an act's transaction. */
import type { Instant } from '@changping/contracts/units';
import type { Dated } from '../domain/policy-term.ts';
import type { Database } from './database.ts';
import { type Page, pageOf } from './pages.ts';

export type Written<Content> = {
  version: number;
  content: Content;
  at: Instant;
  by: string;
  /** The second person; null where one is enough, or was. */
  agreedBy: string | null;
  reason: string;
  since: Instant;
};
export type Versions<Content> = {
  /** Every version with the day it was written for, the first one first. */
  dated(): Dated[];
  newest(): number | null;
  /** The one in force; null before the day of the first. */
  standing(now: Instant): number | null;
  /** The same frozen thing again and again, but for what an open act has written. */
  at(version: number): Content | undefined;
  add(row: Written<Content>): void;
  /** The newest first; `before`: a version. */
  list(limit: number, before: number | null): Written<Content>[];
};

/** The newest first, each under its number. A content that is no part of an item is not read. */
export const pageOfVersions = <Row extends { version: number }, Item>(
  rows: { list(limit: number, before: number | null): Row[] },
  { limit, after }: { limit: number; after?: string | undefined },
  item: (row: Row) => Item,
): Page<Item> =>
  pageOf(
    rows
      .list(limit + 1, after === undefined ? null : Number(after))
      .map((row) => ({ key: row.version, row })),
    limit,
    ({ row }) => item(row),
  );

/** What is asked for again and again are the last ones. */
const remembered = 8;

/** @param table of these columns, with the content as JSON. */
export function versions<Content extends object>(
  { raw }: Pick<Database, 'raw'>,
  table: 'policy' | 'catalogue' | 'sharing' | 'count_policy',
  column: 'rules' | 'listed' | 'shared',
): Versions<Content> {
  const add = raw.prepare(
    `insert into ${table} (version, ${column}, at, by, agreed_by, reason, since) values (?, ?, ?, ?, ?, ?, ?)`,
  );
  const dated = raw.prepare(`select version, since from ${table} order by version`);
  const newest = raw.prepare(`select max(version) from ${table}`).pluck();
  const standing = raw.prepare(`select max(version) from ${table} where since <= ?`).pluck();
  const contentOf = raw.prepare(`select ${column} from ${table} where version = ?`).pluck();
  const heads = raw.prepare(
    `select version, at, by, agreed_by as agreedBy, reason, since from ${table} where version < ? order by version desc limit ?`,
  );
  const read = new Map<number, Content>();
  /** Asked for with every kind that is looked up; undefined while it is not known. */
  let last: number | null | undefined;

  function at(version: number): Content | undefined {
    const known = read.get(version);
    if (known) return known;
    const text = contentOf.get(version) as string | undefined;
    if (text === undefined) return undefined;
    const content = Object.freeze(JSON.parse(text) as Content);
    // A version that is taken back with its act is written anew under its number.
    if (raw.inTransaction) return content;
    read.set(version, content);
    if (read.size > remembered) read.delete(Math.min(...read.keys()));
    return content;
  }

  return {
    dated: () => dated.all() as Dated[],
    newest() {
      if (last !== undefined) return last;
      const found = newest.get() as number | null;
      // What an act writes may be taken back with it.
      if (!raw.inTransaction) last = found;
      return found;
    },
    standing: (now) => standing.get(now) as number | null,
    at,
    add({ version, content, at: when, by, agreedBy, reason, since }) {
      last = undefined;
      add.run(version, JSON.stringify(content), when, by, agreedBy, reason, since);
    },
    list: (limit, before) =>
      (heads.all(before ?? Number.MAX_SAFE_INTEGER, limit) as Omit<Written<Content>, 'content'>[]).map(
        (row) => ({
          ...row,
          // Whole contents are long, and whoever lists them may know what he shows of each.
          get content() {
            return at(row.version) as Content;
          },
        }),
      ),
  };
}
