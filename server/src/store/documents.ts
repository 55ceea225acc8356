/** Documents in their rows, and what their steps post: what is not there can not be taken, and a piece is in one place. Writing runs inside an act's transaction. */
import type { DocumentType } from '@changping/contracts/document-words';
import type { Document, Move, Slot } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Instant } from '@changping/contracts/units';
import { awaited } from '../domain/documents/awaited.ts';
import type { Book, Cell, OpenCommit } from './book.ts';
import { type Busy, goodsName, lotName } from './busy.ts';
import type { Database } from './database.ts';
import { type KindNames, type KnownLot, mustAgree, mustBeOf } from './lot-told.ts';
import type { Reservations } from './reservations.ts';
import { shortOf } from './short.ts';

export type NewLot = {
  lot: string;
  kind: string;
  madeOn?: string | undefined;
  expiresOn?: string | undefined;
  supplier?: string | undefined;
};
export type Documents = {
  find(id: string): Document | undefined;
  /** Of the pieces its lines name. */
  tagsOf(document: Document): { epc: string; piece: string }[];
  /** Of the lots its lines name those that the book does not have. */
  newLots(document: Document): string[];
  /** @throws Fault lotOfOther where a line names a lot of another kind than it says. */
  mustFit(lines: readonly Pick<Document['lines'][number], 'kind' | 'lot'>[]): void;
  /** 1, 2, 3 … of a type at a site in a year. */
  nextNumber(type: DocumentType, site: string, year: number): number;
  /** @throws Fault placeUnknown */
  add(document: Document, now: Instant): void;
  /** @throws Fault documentChanged where another was faster. */
  keep(before: Document, after: Document, isOver: boolean): void;
  /** A lot that is there stays as it is. @returns is it new. @throws Fault lotOfOther, lotDiffers where the book has it otherwise. */
  addLot(lot: NewLot): boolean;
  /** @throws Fault stockShort, stockInPieces, pieceElsewhere, placeUnknown, lotUnknown, notFound */
  post(commit: OpenCommit, document: Document, moves: readonly Move[], actor: string, at: Instant): void;
  /** Is the piece of this move where it starts from by this document, since then? Of loose goods nobody else can tell. */
  hasPosted(document: Document, move: Move, since: Instant): boolean;
  /** Was this asked under this key, and done? @throws Fault idTaken where it was somebody else's, or something else. */
  isDone(key: string, account: string, digest: string): boolean;
  markDone(key: string, account: string, digest: string, at: Instant): void;
};

/** Where goods come from and go to without being anywhere: they may stand below zero. */
const outside = new Set(['supplier', 'consumed', 'disposed', 'lost', 'found', 'opening']);
/** Documents that take goods out through a gate, and the states in which they do. */
const leading = new Set<DocumentType>(['transfer', 'dispatch', 'handOut', 'mutualAidGiven', 'maintenance']);
const underWay = new Set<string>([
  'picking',
  'picked',
  'loading',
  'inTransit',
  'arriving',
  'handingOut',
  'handedOut',
  'maintained',
  'delivering',
]);
/** Documents that shift or give out goods as they like; what was found missing, broken or brought back is so whoever holds it. */
const choosing = new Set<DocumentType>([...leading, 'disposal', 'putAway', 'rotation']);
/** Places that come into being with their first goods. */
const madeAsNeeded = /^(transit|person|unit)\//;

export function documents(
  { raw }: Pick<Database, 'raw'>,
  book: Book,
  { guard }: Pick<Reservations, 'guard'>,
  busy: Pick<Busy, 'guard'>,
  kinds: KindNames,
): Documents {
  const find = raw.prepare('select body from document where id = ? and body is not null').pluck();
  const keyOf = raw.prepare('select key from document where id = ?').pluck();
  const tagsOf = raw.prepare(
    'select epc, piece.id as piece from piece join tag on tag.piece = piece.key where piece.id = ?',
  );
  const count = raw
    .prepare(
      `insert into document_counter (type, site, year, n) values (?, (select key from site where code = ?), ?, 1)
       on conflict (type, site, year) do update set n = n + 1 returning n`,
    )
    .pluck();
  const add = raw.prepare(
    `insert into document (id, number, type, site, state, created_at, there, version, body, policy, waits, is_over)
     values (?, ?, ?, (select key from site where code = ?), ?, ?, ?, ?, ?, ?, ?, 0)`,
  );
  const keep = raw.prepare(
    'update document set state = ?, version = ?, body = ?, waits = ?, is_over = ? where id = ? and version = ?',
  );
  const doneAs = raw.prepare('select account, digest from command_key where key = ?');
  const markDone = raw.prepare('insert into command_key (key, account, digest, at) values (?, ?, ?, ?)');
  const addPlace = raw.prepare('insert into place (code, site) values (?, null) on conflict do nothing');
  const dropPieces = raw.prepare('delete from document_piece where document = ?');
  const lead = raw.prepare(
    `insert into document_piece (document, piece, from_site, to_site)
     select ?, key, ?, ? from piece where id = ? on conflict do nothing`,
  );
  const isPlace = raw.prepare('select 1 from place where code = ?');
  const lotOf = raw.prepare(
    'select lot.key, kind.code as kind, made_on as madeOn, expires_on as expiresOn, supplier from lot join kind on kind.key = lot.kind where lot.code = ?',
  );
  const addLot = raw.prepare(
    `insert into lot (code, kind, made_on, expires_on, supplier)
     values (?, (select key from kind where code = ?), ?, ?, ?)`,
  );
  const isKind = raw.prepare('select 1 from kind where code = ?');
  const pieceOf = raw.prepare(
    `select piece.key, piece.lot, piece.quantity, place.code as place, quality, grade, owner
     from piece left join cell on cell.key = piece.cell left join place on place.key = cell.place where piece.id = ?`,
  );
  const broughtBy = raw.prepare(
    `select 1 from piece join cell on cell.piece = piece.key join place on place.key = cell.place
       join entry on entry.to_cell = cell.key join document on document.key = entry.document
     where piece.id = ? and place.code = ? and quality = ? and grade = ? and owner = ? and document.id = ? and happened_at >= ? limit 1`,
  );
  const addPiece = raw.prepare('insert into piece (id, lot, quantity) values (?, ?, ?)');
  const loose = raw
    .prepare(
      `select stock.quantity from cell join stock on stock.cell = cell.key
       where place = (select key from place where code = ?) and lot = ? and piece is null and quality = ? and grade = ? and owner = ?`,
    )
    .pluck();

  /** What this commit took already is not in the stock yet: it is written when it is sealed. */
  type Taken = Map<string, number>;
  const short = shortOf(raw);

  function lot({ lot: code, kind }: Move): number {
    const row = lotOf.get(code) as { key: number; kind: string } | undefined;
    if (!row) throw new Fault('lotUnknown', code);
    mustBeOf(code, kind, row.kind, kinds);
    return row.key;
  }

  function place({ place: code }: Slot): void {
    if (madeAsNeeded.test(code)) addPlace.run(code);
    else if (!isPlace.get(code)) throw new Fault('placeUnknown', code);
  }

  /** Either end of every line is a place of the region, or comes into being with its goods. @throws Fault placeUnknown, with the line */
  function mustLead({ lines }: Document): void {
    for (const { n, from, to } of lines)
      for (const code of [from, to].flatMap((slot) => slot?.place ?? []))
        if (!madeAsNeeded.test(code) && !isPlace.get(code))
          throw new Fault('placeUnknown', `第 ${n} 行：${code} line ${n}: ${code}`);
  }

  function looseEnds(document: Document, move: Move, lotKey: number, taken: Taken): { from: Cell; to: Cell } {
    const cell = (slot: Slot): Cell => ({ ...slot, lot: move.lot, lotKey, piece: null, pieceKey: null });
    const { from, to, quantity } = move;
    const [leaves, lands] = [nameOf(from, lotKey), nameOf(to, lotKey)];
    const there =
      ((loose.get(from.place, lotKey, from.quality, from.grade, from.owner) as number | undefined) ?? 0) +
      (taken.get(leaves) ?? 0);
    if (!outside.has(from.place) && there < quantity)
      throw short({ ...from, lot: move.lot, lotKey, there, wanted: quantity });
    if (isChosen(document, move)) guard(document, lotKey, null, from, quantity, there);
    taken.set(leaves, (taken.get(leaves) ?? 0) - quantity);
    taken.set(lands, (taken.get(lands) ?? 0) + quantity);
    return { from: cell(from), to: cell(to) };
  }

  function pieceEnds(
    document: Document,
    move: Move,
    id: string,
    lotKey: number,
    moved: Map<string, Slot>,
  ): { from: Cell; to: Cell } {
    const { from, to, quantity } = move;
    const row = pieceOf.get(id) as PieceRow | undefined;
    if (!row && !outside.has(from.place)) throw new Fault('notFound', `piece ${id}`);
    const key = row?.key ?? Number(addPiece.run(id, lotKey, quantity).lastInsertRowid);
    if (row && (row.lot !== lotKey || row.quantity !== quantity)) throw new Fault('pieceElsewhere', id);
    const now = moved.get(id) ?? (row?.place ? (row as Slot) : null);
    const isNew = now === null;
    if (isNew ? !outside.has(from.place) : !isThere(now, from)) throw new Fault('pieceElsewhere', id);
    if (isChosen(document, move) && !isWithin(move)) guard(document, lotKey, key, from, quantity, quantity);
    moved.set(id, to);
    const goods = { lot: move.lot, lotKey };
    const whole = { ...goods, piece: id, pieceKey: key };
    return {
      // Outside it is so much of a lot; it becomes a piece of ours by arriving. What was lost comes back from where it was lost.
      from: isNew ? { ...from, ...goods, piece: null, pieceKey: null } : { ...now, ...whole },
      to: { ...to, ...whole },
    };
  }

  /** Between which stores the document leads its pieces, from the picking on and only those that lie where it takes them from, or are on the road with it. */
  function leadPieces({ id, number, type, state, site, there, lines }: Document): void {
    const key = keyOf.get(id);
    dropPieces.run(key);
    if (!leading.has(type) || !underWay.has(state)) return;
    for (const { piece, from, to } of lines) {
      const lies = piece === null ? undefined : (pieceOf.get(piece) as PieceRow | undefined);
      if (lies?.place === from?.place || lies?.place === `transit/${number}`)
        lead.run(key, siteIn(from?.place, site, there), siteIn(to?.place, site, there), piece);
    }
  }

  return {
    find(id) {
      const body = find.get(id) as string | undefined;
      return body === undefined ? undefined : (JSON.parse(body) as Document);
    },
    tagsOf: ({ lines }) =>
      lines.flatMap(({ piece }) =>
        piece === null ? [] : (tagsOf.all(piece) as { epc: string; piece: string }[]),
      ),
    newLots: ({ lines }) =>
      [...new Set(lines.flatMap(({ lot }) => lot ?? []))].filter((code) => !lotOf.get(code)),
    nextNumber: (type, site, year) => count.get(type, site, year) as number,
    add(document, now) {
      mustLead(document);
      const { id, number, type, site, state, there, version, steps } = document;
      const row = [id, number, type, site, state, now, there, version, JSON.stringify(document)];
      add.run(...row, steps[0]?.policy ?? null, waits(document));
    },
    keep(before, after, isOver) {
      const row = [after.state, after.version, bodyOf(after), waits(after), Number(isOver)];
      if (!keep.run(...row, before.id, before.version).changes)
        throw new Fault('documentChanged', before.number);
    },
    mustFit(lines) {
      for (const { kind, lot: code } of lines) {
        const there = code === null ? undefined : (lotOf.get(code) as KnownLot | undefined);
        if (code !== null && kind !== null && there) mustBeOf(code, kind, there.kind, kinds);
      }
    },
    addLot({ lot: code, kind, madeOn = null, expiresOn = null, supplier = null }: LotFacts) {
      const there = lotOf.get(code) as KnownLot | undefined;
      if (there) mustAgree(code, { kind, madeOn, expiresOn, supplier }, there, kinds);
      if (there) return false;
      busy.guard(lotName(code));
      if (!isKind.get(kind)) throw new Fault('notFound', `kind ${kind}`);
      addLot.run(code, kind, madeOn, expiresOn, supplier);
      return true;
    },
    post(commit, document, moves, actor, at) {
      const taken: Taken = new Map();
      const moved = new Map<string, Slot>();
      const key = keyOf.get(document.id) as number;
      for (const move of moves) {
        const lotKey = lot(move);
        place(move.from);
        place(move.to);
        busy.guard(goodsName(move));
        const ends =
          move.piece === null
            ? looseEnds(document, move, lotKey, taken)
            : pieceEnds(document, move, move.piece, lotKey, moved);
        const { quantity } = move;
        const of = { key, number: document.number, isWorkedOn: true } as const;
        book.move(commit, { ...ends, quantity, document: of, actor, evidence: null, happenedAt: at });
      }
      leadPieces(document);
    },
    hasPosted: ({ id }, { piece, from: { place, quality, grade, owner } }, since) =>
      piece === null || !!broughtBy.get(piece, place, quality, grade, owner, id, since),
    isDone(key, account, digest) {
      const row = doneAs.get(key) as { account: string; digest: string } | undefined;
      if (row && (row.account !== account || row.digest !== digest)) throw new Fault('idTaken', key);
      return row !== undefined;
    },
    markDone: (key, account, digest, at) => void markDone.run(key, account, digest, at),
  };
}

const bodies = new WeakMap<Document, string>();

/** As it is stored, and sealed: long ones are written out once. */
export function bodyOf(document: Document): string {
  const text = bodies.get(document) ?? JSON.stringify(document);
  bodies.set(document, text);
  return text;
}

const waits = (document: Document): number => Number(awaited(document) !== undefined);

/** What is not said anew contradicts nothing. */
const isChosen = ({ type }: Document, { from }: Move): boolean =>
  choosing.has(type) && !outside.has(from.place) && !madeAsNeeded.test(from.place);
/** In the next room it is still the piece that was promised. */
const isWithin = ({ from, to }: Move): boolean => from.place.split('/')[0] === to.place.split('/')[0];

type PieceRow = Slot & { key: number; lot: number; quantity: number };
type LotFacts = { [Key in keyof NewLot]: NewLot[Key] | null } & Pick<NewLot, 'lot' | 'kind'>;

/** The store a place is in, where it is at one of the two ends. */
const siteIn = (place: string | undefined, ...ends: (string | null)[]): string | null =>
  ends.find((end) => end !== null && place?.startsWith(`${end}/`)) ?? null;

const nameOf = ({ place, quality, grade, owner }: Slot, lot: number) =>
  `${place} ${lot} ${quality} ${grade} ${owner}`;

/** What was sent back to the supplier may come again, what was lost may be found; what was used up or disposed of is gone. */
const isThere = (now: Slot, from: Slot): boolean =>
  from.place === 'supplier'
    ? now.place === 'supplier'
    : from.place === 'found'
      ? now.place === 'lost'
      : nameOf(now, 0) === nameOf(from, 0);
