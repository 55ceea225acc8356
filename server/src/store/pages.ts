/** Lists in pages: of every list the rows after a key, and where the next page begins. */
import { type SelectQueryBuilder, sql } from 'kysely';

export type Page<Item> = { items: Item[]; next: string | null };

/** A page ends where one row more was found. */
export function pageOf<Row extends { key: number | string | bigint }, Item>(
  rows: Row[],
  limit: number,
  item: (row: Row) => Item,
): Page<Item> {
  const items = rows.slice(0, limit);
  return { items: items.map(item), next: rows.length > limit ? String(items.at(-1)?.key) : null };
}

export const newestFirst =
  (key: string, limit: number, after: string | undefined) =>
  <DB, Table extends keyof DB, Row>(query: SelectQueryBuilder<DB, Table, Row>) => {
    const ordered = query.orderBy(sql.ref(key), 'desc').limit(limit + 1);
    return after ? ordered.where(sql<boolean>`${sql.ref(key)} < ${Number(after)}`) : ordered;
  };
