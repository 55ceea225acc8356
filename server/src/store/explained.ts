/** A document explains what gates could not, at its own two stores: pieces it leads, or has moved with this step, are missed no longer where they left, nor out of place where they came. To name a piece explains nothing. Runs inside the caller's transaction; the sighting stays as it was. */
import type { Document } from '@changping/contracts/documents';
import type { Instant, SiteId } from '@changping/contracts/units';
import type { Database } from './database.ts';

export type Explained = { epcs: string[]; sites: SiteId[] };
/** @param moved the pieces that the step has moved. @returns the tags whose discrepancy it closed, and the stores that had it open. */
export type Explain = (document: Document, moved: ReadonlySet<string>, at: Instant) => Explained;

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

  return (document, moved, at) => {
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
    return {
      epcs: [...new Set(open.map(({ epc }) => epc))],
      sites: [...new Set(open.map(({ code }) => code))],
    };
  };
}
