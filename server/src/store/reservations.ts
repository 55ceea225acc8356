/** What approved documents keep for themselves, and handhelds were leased: who comes second reads who holds it and how much is left. Derived from the documents at each step; runs inside the step's transaction. */
import type { Document, Slot } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { type Hold, holds } from '../domain/documents/hold.ts';
import type { Database } from './database.ts';
import { newestFirst, pageOf } from './pages.ts';
import { shortOf } from './short.ts';

export type Reservations = {
  /** Of a document that is written: what it holds now. `isNew`: what it holds more than before has to be free. @throws Fault stockReserved, stockShort, stockInPieces, pieceElsewhere */
  hold(document: Document, isNew: boolean): void;
  /** Goods that another document holds are not taken, nor by whoever has no document at all. `free`: how much there would be of them in that place without it. @throws Fault stockReserved */
  guard(
    document: Document | null,
    lot: number,
    piece: number | null,
    from: Slot,
    quantity: number,
    there: number,
  ): void;
  /** So much of a lot in a place nobody holds, and no handheld was leased. @throws Fault stockReserved, stockShort, stockInPieces */
  spare(goods: Pick<Hold, 'lot' | 'from' | 'quantity'>): void;
  list(query: Query<'/api/reservations'>): Promise<Answer<'/api/reservations'>>;
};

/** @param now the hour at which leases are given. */
export function reservations(
  { raw, query }: Pick<Database, 'raw' | 'query'>,
  now: () => Instant,
): Reservations {
  const keyOf = raw.prepare('select key from document where id = ?').pluck();
  const drop = raw.prepare('delete from reservation where document = ?');
  const before = raw.prepare('select line, quantity from reservation where document = ?');
  const add = raw.prepare(
    `insert into reservation (document, line, site, kind, lot, place, piece, quality, grade, owner, quantity)
     values (?, ?, (select key from site where code = ?), (select key from kind where code = ?), ?, ?, ?, ?, ?, ?, ?)`,
  );
  const lotKey = raw.prepare('select key from lot where code = ?').pluck();
  const placeKey = raw.prepare('select key from place where code = ?').pluck();
  const pieceOf = raw.prepare(
    `select piece.key, place.site from piece left join cell on cell.key = piece.cell left join place on place.key = cell.place where piece.id = ?`,
  );
  const siteOfPlace = raw.prepare('select site from place where code = ?').pluck();
  const looseThere = raw
    .prepare(
      `select stock.quantity from cell join stock on stock.cell = cell.key
       where place = ? and lot = ? and piece is null and quality = ? and grade = ? and owner = ?`,
    )
    .pluck();
  const byPiece = raw.prepare(
    `select number, quantity from reservation join document on document.key = document where piece = ? and document <> ?`,
  );
  const byLot = raw.prepare(
    `select number, sum(quantity) as quantity from reservation join document on document.key = document
     where reservation.lot = ? and place = ? and piece is null and quality = ? and grade = ? and owner = ? and document <> ?
     group by number
     union all select handheld.name, sum(quantity - used) from loose_lease join handheld on handheld.key = handheld
     where lot = ? and place = ? and quality = ? and grade = ? and owner = ? and ended_at is null and until >= ?
     group by handheld.key`,
  );
  const leased = raw.prepare(
    `select name as number from lease join handheld on handheld.key = handheld
     where piece = (select id from piece where key = ?) and ended_at is null and until >= ?`,
  );
  const short = shortOf(raw);
  type Holder = { number: string; quantity: number };
  type Loose = Pick<Hold, 'lot' | 'from' | 'quantity'>;

  function othersOf(lot: number, { place, quality, grade, owner }: Slot, document: number): Holder[] {
    const goods = [lot, placeKey.get(place), quality, grade, owner];
    return byLot.all(...goods, document, ...goods, now()) as Holder[];
  }

  function mustBeFree({ piece, ...loose }: Hold, document: number): void {
    if (piece === null) {
      looseFree(loose, document);
      return;
    }
    const row = pieceOf.get(piece) as { key: number; site: number | null } | undefined;
    const [other] = row ? (byPiece.all(row.key, document) as Holder[]) : [];
    if (other) throw heldPiece(other);
    if (!row || row.site !== siteOfPlace.get(loose.from.place)) throw new Fault('pieceElsewhere', piece);
  }

  function looseFree({ lot, from, quantity }: Loose, document: number): void {
    const key = lotKey.get(lot) as number | undefined;
    const { place, quality, grade, owner } = from;
    const there =
      (looseThere.get(placeKey.get(place), key, quality, grade, owner) as number | undefined) ?? 0;
    const others = key === undefined ? [] : othersOf(key, from, document);
    refuseHeld(lot, others, there, quantity);
    if (there < quantity) throw short({ ...from, lot, lotKey: key ?? null, there, wanted: quantity });
  }

  return {
    hold(document, isNew) {
      const key = keyOf.get(document.id) as number;
      const held = new Map(
        (before.all(key) as { line: number; quantity: number }[]).map((row) => [row.line, row.quantity]),
      );
      const now = holds(document);
      if (!held.size && !now.length) return;
      drop.run(key);
      const own = new Map<string, number>();
      for (const hold of now) {
        const { line, kind, lot, piece, from, quantity } = hold;
        const isMore = quantity > (held.get(line) ?? 0);
        const name = piece ?? `${lot} ${from.place} ${from.quality} ${from.grade} ${from.owner}`;
        const whole = (own.get(name) ?? 0) + quantity;
        // Two lines of one document do not promise the same goods either.
        const isTwice = piece !== null && own.has(name);
        own.set(name, whole);
        if (isNew && isMore && isTwice) throw new Fault('pieceElsewhere', piece);
        if (isNew && isMore) mustBeFree({ ...hold, quantity: whole }, key);
        const [lotIs, placeIs] = [lotKey.get(lot), placeKey.get(from.place)];
        const pieceIs =
          piece === null ? null : ((pieceOf.get(piece) as { key: number } | undefined)?.key ?? null);
        // Goods that came into no book yet nobody else can take either.
        if (lotIs === undefined || placeIs === undefined) continue;
        add.run(
          key,
          line,
          document.site,
          kind,
          lotIs,
          placeIs,
          pieceIs,
          from.quality,
          from.grade,
          from.owner,
          quantity,
        );
      }
    },
    guard(document, lot, piece, from, quantity, there) {
      const key = document === null ? 0 : (keyOf.get(document.id) as number);
      if (piece !== null) {
        const [other] = byPiece.all(piece, key) as Holder[];
        if (other) throw heldPiece(other);
        // Of a document's pieces the lease desk is asked before: one that rests on a lease has ended it.
        const [lessee] = document === null ? (leased.all(piece, now()) as Holder[]) : [];
        if (lessee) throw heldPiece(lessee);
        return;
      }
      refuseHeld(from.place, othersOf(lot, from, key), there, quantity);
    },
    spare: (goods) => looseFree(goods, 0),
    async list({ site, kind, lot, limit, after }) {
      let rows = query
        .selectFrom('reservation')
        .innerJoin('document', 'document.key', 'reservation.document')
        .innerJoin('site', 'site.key', 'reservation.site')
        .innerJoin('kind', 'kind.key', 'reservation.kind')
        .innerJoin('lot', 'lot.key', 'reservation.lot')
        .innerJoin('place', 'place.key', 'reservation.place')
        .leftJoin('piece', 'piece.key', 'reservation.piece')
        .select(['reservation.key', 'document.id as document', 'number', 'document.type', 'document.state'])
        .select(['site.code as site', 'kind.code as kind', 'lot.code as lot', 'place.code as place'])
        .select(['piece.id as piece', 'line', 'reservation.quantity'])
        .$call(newestFirst('reservation.key', limit, after));
      if (site) rows = rows.where('site.code', '=', site);
      if (kind) rows = rows.where('kind.code', '=', kind);
      if (lot) rows = rows.where('lot.code', '=', lot);
      return pageOf(await rows.execute(), limit, ({ key: _, ...row }) => row);
    },
  };
}

const heldPiece = ({ number }: { number: string }): Fault =>
  new Fault('stockReserved', `该件已被占用（${number}） held by ${number}`);

/** @throws Fault with who holds it and how much is left. */
function refuseHeld(
  what: string,
  others: readonly { number: string; quantity: number }[],
  there: number,
  wanted: number,
): void {
  const held = others.reduce((sum, { quantity }) => sum + quantity, 0);
  if (!others.length || there - held >= wanted) return;
  const rest = Math.max(0, there - held);
  const who = others.map(({ number, quantity }) => `${number} ${quantity}`).join(', ');
  const zh = `${what}：只余 ${rest}，已被占用（${who}）`;
  throw new Fault('stockReserved', `${zh} only ${rest} of ${what} are left; held by ${who}`);
}
