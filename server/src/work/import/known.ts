/** What the book knows already of what a file tells: read in the moment of the check, one short question a row. */
import type { Database } from '../../store/database.ts';

export type KnownLot = {
  kind: string;
  madeOn: string | null;
  expiresOn: string | null;
  supplier: string | null;
};
export type KnownPiece = {
  lot: string;
  quantity: number;
  /** Null: expected, or opened. */
  place: string | null;
  site: string | null;
  quality: string | null;
  grade: string | null;
  owner: string | null;
};
export type Known = {
  lot(code: string): KnownLot | undefined;
  piece(id: string): KnownPiece | undefined;
  tagsOf(piece: string): string[];
  /** The piece this tag is on now. */
  onPiece(epc: string): string | undefined;
  isPlace(code: string, site: string): boolean;
  /** What lies loose there; undefined where none of it ever did. */
  loose(place: string, lot: string, quality: string, grade: string, owner: string): number | undefined;
};

export function known(raw: Database['raw']): Known {
  const lot = raw.prepare(
    `select kind.code as kind, made_on as madeOn, expires_on as expiresOn, supplier
     from lot join kind on kind.key = lot.kind where lot.code = ?`,
  );
  const piece = raw.prepare(
    `select lot.code as lot, piece.quantity, place.code as place, site.code as site, quality, grade, owner
     from piece join lot on lot.key = piece.lot left join cell on cell.key = piece.cell
       left join place on place.key = cell.place left join site on site.key = place.site
     where piece.id = ?`,
  );
  const tags = raw
    .prepare('select epc from tag join piece on piece.key = tag.piece where piece.id = ? order by tag.key')
    .pluck();
  const onPiece = raw
    .prepare('select piece.id from tag join piece on piece.key = tag.piece where epc = ?')
    .pluck();
  const place = raw
    .prepare('select 1 from place join site on site.key = place.site where place.code = ? and site.code = ?')
    .pluck();
  const loose = raw
    .prepare(
      `select coalesce(stock.quantity, 0) from cell left join stock on stock.cell = cell.key
       where place = (select key from place where code = ?) and lot = (select key from lot where code = ?)
         and piece is null and quality = ? and grade = ? and owner = ?`,
    )
    .pluck();
  return {
    lot: (code) => lot.get(code) as KnownLot | undefined,
    piece: (id) => piece.get(id) as KnownPiece | undefined,
    tagsOf: (id) => tags.all(id) as string[],
    onPiece: (epc) => onPiece.get(epc) as string | undefined,
    isPlace: (code, site) => place.get(code, site) !== undefined,
    loose: (...cell) => loose.get(...cell) as number | undefined,
  };
}
