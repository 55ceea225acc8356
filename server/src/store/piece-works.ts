/** What is done to one piece at the shelf, in its rows: tags put on and taken off, a case opened into loose goods and closed again. Runs inside an act's transaction. */
import type { Slot } from '@changping/contracts/documents';
import { decodeEpc } from '@changping/contracts/epc';
import { Fault } from '@changping/contracts/faults';
import { type Epc, type Instant, isBlank } from '@changping/contracts/units';
import type { Book, Cell, OpenCommit } from './book.ts';
import { type Busy, goodsName, pieceName, tagName } from './busy.ts';
import type { Database } from './database.ts';
import type { Reservations } from './reservations.ts';

export type PieceNow = { piece: string; lot: string; quantity: number; place: string; epcs: string[] };
export type PieceWorks = {
  /** The store it lies in, or lay in when it was opened; null outside of every store. @throws Fault notFound */
  siteOf(piece: string): string | null;
  /** Undefined: nobody has used that id. */
  find(piece: string): PieceNow | undefined;
  /** @throws Fault tagTaken, tagBlank, tagReason, pieceEmpty */
  bind(piece: string, epc: Epc, said: Said): void;
  /** @throws Fault pieceEmpty, pieceLed, stockReserved */
  open(commit: OpenCommit, piece: string, said: Said): void;
  /** @throws Fault pieceFull, stockShort, stockReserved, notFound, placeUnknown, and those of bind */
  close(commit: OpenCommit, goods: Goods, said: Said): void;
};
export type Said = { by: string; at: Instant; reason: string | null };
export type Goods = { piece: string; epc: Epc | null; lot: string; quantity: number; from: Slot };

export function pieceWorks(
  { raw }: Pick<Database, 'raw'>,
  book: Book,
  { guard }: Pick<Reservations, 'guard'>,
  busy: Pick<Busy, 'guard'>,
): PieceWorks {
  const pieceOf = raw.prepare(
    `select piece.key, piece.id, piece.lot as lotKey, lot.code as lot, piece.quantity, piece.cell,
       place.code as place, site.code as site, quality, grade, owner
     from piece join lot on lot.key = piece.lot
       left join cell on cell.key = coalesce(piece.cell, (select max(cell.key) from cell where cell.piece = piece.key))
       left join place on place.key = cell.place left join site on site.key = place.site
     where piece.id = ?`,
  );
  const tagsOf = raw.prepare('select epc from tag where piece = ? order by key').pluck();
  const tagOf = raw.prepare('select key, piece from tag where epc = ?');
  const addTag = raw.prepare('insert into tag (epc, scheme, uri) values (?, ?, ?)');
  const putTag = raw.prepare('update tag set piece = ? where key = ?');
  const takeOff = raw.prepare('update tag set piece = null where piece = ?');
  const bindingOf = raw.prepare('select 1 from tag_binding where tag = ? and until is null');
  const endBinding = raw.prepare(
    'update tag_binding set until = ?, until_by = ?, reason = ? where tag = ? and until is null',
  );
  const addBinding = raw.prepare(
    'insert into tag_binding (tag, piece, at, by, until, until_by, reason) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const ledBy = raw
    .prepare(
      'select number from document_piece join document on document.key = document where piece = ? limit 1',
    )
    .pluck();
  const lotOf = raw.prepare('select key from lot where code = ?').pluck();
  const isPlace = raw.prepare('select 1 from place where code = ? and site is not null').pluck();
  const loose = raw
    .prepare(
      `select stock.quantity from cell join stock on stock.cell = cell.key
       where place = (select key from place where code = ?) and lot = ? and piece is null and quality = ? and grade = ? and owner = ?`,
    )
    .pluck();
  const addPiece = raw.prepare('insert into piece (id, lot, quantity) values (?, ?, ?)');
  const fill = raw.prepare('update piece set quantity = ? where key = ?');

  const row = (piece: string) => pieceOf.get(piece) as Row | undefined;
  const known = (piece: string): Row => {
    const found = row(piece);
    if (!found) throw new Fault('notFound', `piece ${piece}`);
    return found;
  };

  function tagKey(epc: Epc): number {
    const there = tagOf.get(epc) as { key: number; piece: number | null } | undefined;
    if (there?.piece != null) throw new Fault('tagTaken', epc);
    if (there) return there.key;
    const { scheme, uri } = decodeEpc(epc) ?? { scheme: null, uri: null };
    return Number(addTag.run(epc, scheme, uri).lastInsertRowid);
  }

  function putOn(piece: number, epc: Epc, { by, at, reason }: Said): void {
    if (isBlank(epc)) throw new Fault('tagBlank', epc);
    const before = tagsOf.all(piece) as Epc[];
    if (before.includes(epc)) return;
    if (before.length && !reason) throw new Fault('tagReason', before.join(' '));
    const tag = tagKey(epc);
    for (const old of before) {
      const { key } = tagOf.get(old) as { key: number };
      // One that came with its goods has no row of its own beginning.
      if (bindingOf.get(key)) endBinding.run(at, by, reason, key);
      else addBinding.run(key, piece, 0, '', at, by, reason);
    }
    takeOff.run(piece);
    putTag.run(piece, tag);
    addBinding.run(tag, piece, at, by, null, null, null);
  }

  return {
    siteOf: (piece) => known(piece).site,
    find(piece) {
      const found = row(piece);
      if (!found) return undefined;
      const { key, lot, quantity, place, cell } = found;
      const epcs = tagsOf.all(key) as string[];
      return { piece, lot, quantity: cell === null ? 0 : quantity, place: place ?? '', epcs };
    },
    bind(piece, epc, said) {
      const { key, cell } = known(piece);
      if (cell === null) throw new Fault('pieceEmpty', piece);
      busy.guard(pieceName(piece), tagName(epc));
      putOn(key, epc, said);
    },
    open(commit, piece, { by, at }) {
      const { key, lot, lotKey, quantity, cell, ...slot } = known(piece);
      if (cell === null) throw new Fault('pieceEmpty', piece);
      const led = ledBy.get(key) as string | undefined;
      if (led) throw new Fault('pieceLed', led);
      busy.guard(pieceName(piece));
      const { place = '', quality, grade, owner } = slot as Slot;
      guard(null, lotKey, key, slot as Slot, quantity, quantity);
      const there: Omit<Cell, 'piece' | 'pieceKey'> = { place, quality, grade, owner, lot, lotKey };
      book.move(commit, {
        ...{ from: { ...there, piece, pieceKey: key }, to: { ...there, piece: null, pieceKey: null } },
        ...{ quantity, document: null, actor: by, evidence: null, happenedAt: at },
      });
    },
    close(commit, { piece, epc, lot, quantity, from }, said) {
      const lotKey = lotOf.get(lot) as number | undefined;
      if (lotKey === undefined) throw new Fault('notFound', `lot ${lot}`);
      if (!isPlace.get(from.place)) throw new Fault('placeUnknown', from.place);
      const there = (loose.get(from.place, lotKey, from.quality, from.grade, from.owner) as number) ?? 0;
      if (there < quantity) throw new Fault('stockShort', `${lot} ${from.place}`);
      guard(null, lotKey, null, from, quantity, there);
      busy.guard(goodsName({ piece: null, lot, from }), pieceName(piece), ...(epc ? [tagName(epc)] : []));
      const before = row(piece);
      // A piece that has yet to come has no cell either, but it never had one; one that was opened in another store is theirs.
      const isOurs = before?.site === from.place.split('/')[0];
      if (before && (before.cell !== null || before.place === null || before.lot !== lot || !isOurs))
        throw new Fault('pieceFull', piece);
      const key = before?.key ?? Number(addPiece.run(piece, lotKey, quantity).lastInsertRowid);
      fill.run(quantity, key);
      const { by, at } = said;
      book.move(commit, {
        from: { ...from, lot, lotKey, piece: null, pieceKey: null },
        to: { ...from, lot, lotKey, piece, pieceKey: key },
        ...{ quantity, document: null, actor: by, evidence: null, happenedAt: at },
      });
      if (epc) putOn(key, epc, said);
    },
  };
}

type Row = {
  key: number;
  lotKey: number;
  lot: string;
  quantity: number;
  cell: number | null;
  place: string | null;
  site: string | null;
} & Partial<Omit<Slot, 'place'>>;
