/** Where a person last scanned each piece, held against where readers saw it: of one code at two places at once, one is a copy. Runs inside the caller's transaction. */
import type { FeedItem } from '@changping/contracts/live';
import type { Instant, SiteId } from '@changping/contracts/units';
import { isTooSoon, type Sight } from '../domain/two-places.ts';
import type { Database } from './database.ts';

export type HandScans = {
  /** @returns what the feed tells of it, at both places. */
  keep(scan: { piece: number; site: number; at: number }): Omit<FeedItem, 'id'>[];
};

/** Whoever scans a copy again is not told again so soon. */
const quiet = 24 * 3_600_000;

/** @param km between two stores as the crow flies; null where one of them has no position. */
export function handScans(
  { raw }: Pick<Database, 'raw'>,
  km: (one: string, other: string) => number | null,
): HandScans {
  const siteOf = raw.prepare('select code from site where key = ?').pluck();
  // What it did before its last entry the entry explains.
  const others = raw.prepare(
    `select site.code as site, seen.at from (
       select site, at from hand_scan where piece = @piece
       union all select position.site, position.at from tag join position on position.tag = tag.key
         where tag.piece = @piece and position.change = 1) as seen
     join site on site.key = seen.site
     where min(seen.at, @at) >= coalesce((select happened_at from piece join entry on entry.to_cell = piece.cell
       where piece.key = @piece order by entry.key desc limit 1), 0)`,
  );
  const put = raw.prepare(
    `insert into hand_scan (piece, site, at) values (@piece, @site, @at)
     on conflict (piece) do update set site = excluded.site, at = excluded.at where excluded.at >= at`,
  );
  const tell = raw.prepare(
    `update hand_scan set told_at = @at where piece = @piece and (told_at is null or abs(@at - told_at) > ${quiet})`,
  );
  const nameOf = raw.prepare(
    `select piece.id as piece, kind.code as kind from piece join lot on lot.key = piece.lot
     join kind on kind.key = lot.kind where piece.key = ?`,
  );
  return {
    keep(scan) {
      const here: Sight = { site: siteOf.get(scan.site) as string, at: scan.at };
      const there = (others.all({ piece: scan.piece, at: scan.at }) as Sight[]).find((each) =>
        isTooSoon(here, each, km(here.site, each.site)),
      );
      put.run(scan);
      if (!there || !tell.run({ piece: scan.piece, at: scan.at }).changes) return [];
      const named = nameOf.get(scan.piece) as { piece: string; kind: string };
      return [[here, there] as const, [there, here] as const].map(([{ site, at }, other]) => ({
        ...{ at: at as Instant, site: site as SiteId, what: 'copiedCode' as const },
        detail: { ...named, home: other.site, pieces: 1 },
      }));
    },
  };
}
