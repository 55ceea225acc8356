/** A document explains what gates could not, at its own two stores: pieces it leads, or has moved with this step, are missed no longer where they left, nor out of place where they came. To name a piece explains nothing. What a step that is taken back had explained is asked for anew, in a row of its own. Runs inside the caller's transaction; the sighting stays as it was. */
import type { Document } from '@changping/contracts/documents';
import type { Instant, SiteId } from '@changping/contracts/units';
import type { Database } from './database.ts';

export type Explained = { epcs: string[]; sites: SiteId[] };
export type Explain = {
  /** @param moved the pieces that the step has moved. @param at when it was taken. @returns the tags whose discrepancy it closed, and the stores that had it open. */
  (document: Document, moved: ReadonlySet<string>, at: Instant): Explained;
  /** @param document as it is after its step of `since` was taken back by `by`. @returns the tags that are doubted again. */
  anew(document: Document, moved: ReadonlySet<string>, since: Instant, by: string, at: Instant): Explained;
};

type Open = { key: number; epc: string; site: number; code: SiteId; what: string };

export function explain({ raw }: Pick<Database, 'raw'>): Explain {
  // The plus makes it begin with the tag: a store may have thousands open.
  const doubted = raw.prepare(
    `select discrepancy.key, tag.epc, discrepancy.site, site.code, what
     from piece join tag on tag.piece = piece.key
       join discrepancy on discrepancy.tag = tag.key and closed_at is null
       join site on site.key = +discrepancy.site
       left join cell on cell.key = piece.cell left join place on place.key = cell.place
     where piece.id = @piece and site.code in (@site, @there) and (
       (what = 'leftWithoutOrder' and ((@isMoved and place.site is not discrepancy.site) or exists (
          select 1 from document_piece where document = @document and document_piece.piece = piece.key and from_site = site.code)))
       or (what = 'seenElsewhere' and @isMoved and place.site = discrepancy.site))`,
  );
  const documentKey = raw.prepare('select key from document where id = ?').pluck();
  const newest = raw.prepare('select coalesce(max(key), 0) from evidence').pluck();
  const close = raw.prepare(
    'update discrepancy set closed_at = ?, closed_by = ?, explained_by = ? where key = ?',
  );
  const less = raw.prepare('update open_discrepancy set count = count - 1 where site = ? and what = ?');
  // Where the tag was seen since, the book is right by now; and what the document still leads it still explains.
  const doubtedAgain = raw.prepare(
    `select discrepancy.key, tag.epc, discrepancy.site, site.code, what
     from piece join tag on tag.piece = piece.key
       join discrepancy on discrepancy.tag = tag.key and explained_by = @document and closed_at >= @since
       join site on site.key = +discrepancy.site
       left join cell on cell.key = piece.cell left join place on place.key = cell.place
       left join position on position.tag = tag.key
     where piece.id = @piece
       and not exists (select 1 from discrepancy as open where open.tag = tag.key and open.site = discrepancy.site
         and open.what = discrepancy.what and open.closed_at is null)
       and case what when 'leftWithoutOrder' then place.site is discrepancy.site
           and not (position.site is discrepancy.site and change = 1)
           and not exists (select 1 from document_piece where document = @document and document_piece.piece = piece.key and from_site = site.code)
         else place.site is not discrepancy.site and position.site is discrepancy.site and change = 1 end`,
  );
  const openAgain = raw.prepare(
    `insert into discrepancy (site, what, tag, home, opened_at, opened_by, reopened_by)
     select site, what, tag, home, ?, ?, ? from discrepancy where key = ?`,
  );
  const more = raw.prepare('update open_discrepancy set count = count + 1 where site = ? and what = ?');

  const toldOf = (open: readonly Open[]): Explained => ({
    epcs: [...new Set(open.map(({ epc }) => epc))],
    sites: [...new Set(open.map(({ code }) => code))],
  });

  const explained = (document: Document, moved: ReadonlySet<string>, at: Instant): Explained => {
    const key = documentKey.get(document.id) as number;
    const { site, there } = document;
    const pieces = new Set([...document.lines.flatMap(({ piece }) => piece ?? []), ...moved]);
    const open = [...pieces].flatMap((piece) => {
      const isMoved = Number(moved.has(piece));
      return doubted.all({ piece, site, there, document: key, isMoved }) as Open[];
    });
    const evidence = open.length ? (newest.get() as number) : 0;
    for (const { key: row, site, what } of open) {
      close.run(at, evidence, key, row);
      less.run(site, what);
    }
    return toldOf(open);
  };

  return Object.assign(explained, {
    anew(document: Document, moved: ReadonlySet<string>, since: Instant, by: string, at: Instant) {
      const key = documentKey.get(document.id) as number;
      const pieces = new Set([...document.lines.flatMap(({ piece }) => piece ?? []), ...moved]);
      const again = [...pieces].flatMap(
        (piece) => doubtedAgain.all({ piece, document: key, since }) as Open[],
      );
      const evidence = again.length ? (newest.get() as number) : 0;
      for (const { key: row, site, what } of again) {
        openAgain.run(at, evidence, by, row);
        more.run(site, what);
      }
      return toldOf(again);
    },
  });
}
