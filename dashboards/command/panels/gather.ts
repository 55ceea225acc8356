/** Rows of the feed out of its items: goods that come through a gate are told many times a second, and read as one row. */
import type { FeedItem } from '@changping/contracts/live';

export type Item = Pick<FeedItem, 'id' | 'detail'> & {
  at: number;
  site: string;
  what: string;
  /** Where a replay tells it. */
  recordedAt?: number;
};

/** Items of the same kind this close together are one happening. */
const apart = 30_000;

/** Newest first in, newest first out. A row has the id of its oldest item, so that it stays itself while it grows, and the time of its newest. */
export function gather(items: readonly Item[]): Item[] {
  const rows: Item[] = [];
  let oldest = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const row = rows.at(-1);
    const isSame = row && oldest - item.at <= apart && sameness(row) === sameness(item);
    if (isSame) rows[rows.length - 1] = { ...row, id: item.id, detail: together(row, item) };
    else rows.push(item);
    oldest = item.at;
  }
  return rows;
}

// Only what counts pieces adds up; two gateways that come online stay two.
const sameness = ({ id, site, what, detail }: Item): string => {
  const { pieces, epc, ...rest } = detail;
  return pieces === undefined ? `${id}` : JSON.stringify([site, what, rest]);
};

const together = (row: Item, item: Item): FeedItem['detail'] => ({
  ...row.detail,
  pieces: Number(row.detail.pieces) + Number(item.detail.pieces),
});
